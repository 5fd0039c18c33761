// The command as a person runs it, at a pseudo-terminal, from an account without a device to COMPLIANT; and every way to
// break it off.
import { ListMFADevicesCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { describeWithMoto, describeWithTool } from '../moto';
import { codesAt } from '../standin/authenticator-app';
import { caller, CommandLine } from './command-line';
import { atTerminal, type AtTerminal } from './pseudo-terminal';
import { qrOnScreen } from './qr-on-screen';

jest.setTimeout(90_000);

let cli: CommandLine;
beforeAll(() => {
  cli = new CommandLine();
});

const alice = { userName: 'alice', loginProfile: {} };
const self = { users: [alice], callerUserName: 'alice' };
const mfa = (name: string): string => `arn:aws:iam::123456789012:mfa/${name}`;
const firstCode = 'First code: ';

const start = (url: string, ...flags: string[]): AtTerminal =>
  atTerminal([process.execPath, cli.file, 'enrol', ...flags], caller(url));

let standin: Standin | undefined;
afterAll(() => standin?.close());

async function startAt(seed: SeedInput, ...flags: string[]): Promise<{ at: AtTerminal; here: Standin }> {
  await standin?.close();
  const here = createStandin(seed);
  standin = here;
  return { at: start(await here.listen(), ...flags), here };
}

/** The secret as an authenticator app finds it in the code on the screen. */
function scanned(at: AtTerminal): string {
  const page = at.screen.slice(at.screen.indexOf('\u001b[?1049h'));
  const url = new URL(qrOnScreen(page) ?? 'otpauth://nothing');
  return url.searchParams.get('secret') ?? '';
}

/** The codes of this moment, or of `offset` milliseconds from it, one line each. */
function typeCodes(at: AtTerminal, secret: string, offset = 0): void {
  const now = Date.now() + offset;
  for (const code of codesAt(secret, now - 30_000, now)) at.type(`${code}\r`);
}

const devicesOf = (here: Standin, userName: string): readonly string[] =>
  here.store.iam.user(userName).devices.map(({ serialNumber }) => serialNumber);

describe('without a terminal', () => {
  test('enrol refuses with one line, and makes no call', async () => {
    const here = createStandin(self);
    const outcome = await cli.run(['enrol'], caller(await here.listen()));
    await here.close();

    expect(outcome).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'iam-user-mfa: enrol shows a secret, so it needs a terminal on stdin and stdout; run it without pipes and redirections.\n',
    });
    expect(here.calls).toEqual([]);
  });
});

describeWithTool('python3', 'at a terminal', () => {
  test('a user without a device scans, types two codes, and is COMPLIANT', async () => {
    const { at, here } = await startAt(self);
    await at.until(firstCode);
    const secret = scanned(at);
    expect(qrOnScreen(at.screen.slice(at.screen.indexOf('\u001b[?1049h')))).toBe(
      `otpauth://totp/AWS:alice%40123456789012?secret=${secret}&issuer=AWS`,
    );
    typeCodes(at, secret);
    const { code, screen, stderr } = await at.ended();

    expect(screen).toContain(`The device ${mfa('alice')} is assigned to alice.`);
    expect(screen).toContain('COMPLIANT: alice signs in to the console with a password and sufficient MFA.');
    expect([code, stderr, devicesOf(here, 'alice')]).toEqual([0, '', [mfa('alice')]]);
    expect(here.calls.map(({ action }) => action).slice(0, 6)).toEqual([
      'GetUser',
      'DescribeConfigRules',
      'ListMFADevices',
      'ListVirtualMFADevices',
      'CreateVirtualMFADevice',
      'EnableMFADevice',
    ]);
    // Off the screen, the secret is nowhere: not in letters on the terminal, not in what was sent to AWS.
    expect(secret).toHaveLength(64);
    expect(screen + JSON.stringify(here.calls)).not.toContain(secret);
    expect(screen.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(screen.lastIndexOf('█'));
  });

  test.each([
    ['iam:GetUser', { error: 'InternalFailure', status: 500, times: 2 }],
    ['iam:ListMFADevices', { connection: 'reset', times: 1 }],
    ['iam:ListVirtualMFADevices', { error: 'Throttling', times: 2 }],
    ['iam:CreateVirtualMFADevice', { error: 'Throttling', times: 2 }],
    ['iam:EnableMFADevice', { error: 'Throttling', times: 2 }],
    ['iam:EnableMFADevice', { connection: 'reset', afterwards: true, times: 1 }],
  ] as const)('what passes costs nobody the device: %s with %j', async (action, fault) => {
    const { at, here } = await startAt({ ...self, faults: [{ action, ...fault }] });
    await at.until(firstCode);
    typeCodes(at, scanned(at));
    const { code } = await at.ended();
    expect([code, devicesOf(here, 'alice')]).toEqual([0, [mfa('alice')]]);
    expect(here.calls.some((call) => `iam:${call.action}` === action && call.outcome !== 'ok')).toBe(true);
  });

  test.each([
    ['iam:GetUser', { error: 'AccessDenied' }],
    ['iam:CreateVirtualMFADevice', { error: 'AccessDenied' }],
    ['iam:CreateVirtualMFADevice', { connection: 'reset', afterwards: true }],
  ] as const)('what does not pass is said, and leaves no device: %s with %j', async (action, fault) => {
    const { at, here } = await startAt({ ...self, faults: [{ action, ...fault }] });
    const { code, screen, stderr } = await at.ended();
    expect([2, 3]).toContain(code);
    expect(`${screen}${stderr}`).toMatch(
      new RegExp(`${action}|The connection was lost while the device was made`),
    );
    expect(here.store.iam.findVirtualDevice(mfa('alice'))).toBeUndefined();
  });

  test('--text shows the key in letters after a warning', async () => {
    const { at } = await startAt(self, '--text');
    await at.until(firstCode);
    const [, secret = ''] = /Key: ([A-Z2-7]+)/.exec(at.screen) ?? [];
    expect(at.screen.indexOf('copy it nowhere')).toBeLessThan(at.screen.indexOf('Key: '));
    typeCodes(at, secret);

    expect((await at.ended()).code).toBe(0);
  });

  test('codes of a clock that is off are named so, and the right ones are taken after them', async () => {
    const { at } = await startAt(self);
    await at.until(firstCode);
    const secret = scanned(at);
    typeCodes(at, secret, -600_000);
    await at.until("is 10 minutes behind this computer's");
    await at.until(firstCode, 2);
    typeCodes(at, secret);

    expect((await at.ended()).code).toBe(0);
  });

  test('Ctrl-C deletes the device and ends with 130', async () => {
    const { at, here } = await startAt(self);
    await at.until(firstCode);
    at.type('\u0003');
    const { code, screen } = await at.ended();

    expect(code).toBe(130);
    expect(screen).toContain('Interrupted. The unfinished device was deleted');
    expect(here.store.iam.findVirtualDevice(mfa('alice'))).toBeUndefined();
  });

  test('where deleting is denied the orphan is named, and the next try takes the next name', async () => {
    const { at, here } = await startAt({
      ...self,
      faults: [{ action: 'iam:DeleteVirtualMFADevice', error: 'AccessDenied' }],
    });
    await at.until(firstCode);
    at.type('\u0003');
    expect((await at.ended()).screen.replace(/\s+/g, ' ')).toContain(
      `aws iam delete-virtual-mfa-device --serial-number ${mfa('alice')}`,
    );

    const again = start(`http://127.0.0.1:${(here.server.address() as { port: number }).port}`);
    await again.until(firstCode);
    typeCodes(again, scanned(again));
    await again.ended();
    expect(devicesOf(here, 'alice')).toEqual([mfa('alice-2')]);
  });

  test.each([
    [
      'is denied',
      { error: 'AccessDenied' },
      /AccessDenied on iam:EnableMFADevice\. The unfinished device was deleted/,
    ],
    [
      'loses its connection',
      { connection: 'reset' as const },
      /connection was lost.*The unfinished device was deleted/,
    ],
  ])('an EnableMFADevice that %s leaves no device, and ends with 3', async (_, how, message) => {
    const { at, here } = await startAt({ ...self, faults: [{ action: 'iam:EnableMFADevice', ...how }] });
    await at.until(firstCode);
    typeCodes(at, scanned(at));
    const { code, stderr } = await at.ended();

    expect(code).toBe(3);
    expect(stderr).toMatch(message);
    expect(here.store.iam.findVirtualDevice(mfa('alice'))).toBeUndefined();
  });

  test('a device whose making was not answered is made once, and not left', async () => {
    const { at, here } = await startAt({
      ...self,
      faults: [{ action: 'iam:CreateVirtualMFADevice', connection: 'reset', afterwards: true, times: 1 }],
    });
    const { code, stderr } = await at.ended();

    expect([code, stderr]).toEqual([
      3,
      'iam-user-mfa: The connection was lost while the device was made; try again.\n',
    ]);
    const writes = here.calls.map(({ action }) => action).filter((action) => /^(Create|Delete)/.test(action));
    expect(writes).toEqual(['CreateVirtualMFADevice', 'DeleteVirtualMFADevice']);
    expect(here.store.iam.findVirtualDevice(mfa('alice'))).toBeUndefined();
  });

  test('an assignment whose answer was lost is found to be done', async () => {
    const { at, here } = await startAt({
      ...self,
      faults: [{ action: 'iam:EnableMFADevice', connection: 'reset', afterwards: true, times: 1 }],
    });
    await at.until(firstCode);
    typeCodes(at, scanned(at));

    expect((await at.ended()).code).toBe(0);
    expect(devicesOf(here, 'alice')).toEqual([mfa('alice')]);
  });

  test('under the enforcement policy the verdict is left to Config', async () => {
    const { at } = await startAt({
      ...self,
      faults: ['iam:GetLoginProfile', 'config:*', 'iam:ListUserTags'].map((action) => ({
        action,
        error: 'AccessDenied',
      })),
    });
    await at.until(firstCode);
    typeCodes(at, scanned(at));
    const { code, screen } = await at.ended();

    expect(screen).toContain(
      'enrolled; the verdict could not be read (AccessDenied on iam:GetLoginProfile); AWS Config shows it after the next re-evaluation or scan',
    );
    expect(code).toBe(0);
  });

  test('a device that is not ready gets the same codes again', async () => {
    const { at, here } = await startAt({
      ...self,
      faults: [{ action: 'iam:EnableMFADevice', error: 'EntityTemporarilyUnmodifiable', times: 1 }],
    });
    await at.until(firstCode);
    typeCodes(at, scanned(at));

    expect((await at.ended()).code).toBe(0);
    const sent = here.calls.filter(({ action }) => action === 'EnableMFADevice');
    expect(sent.map(({ outcome }) => outcome)).toEqual(['EntityTemporarilyUnmodifiable', 'ok']);
    expect(sent[0]?.input).toEqual(sent[1]?.input);
  });

  test('an administrator enrols a user with a path and an @, by the parameters of the deployed rule', async () => {
    const ann = { userName: 'ann@example.com', path: '/staff/', loginProfile: {} };
    const { at, here } = await startAt(
      {
        users: [ann],
        configRules: [{ name: 'iam-user-mfa', inputParameters: { requiredMfa: 'has-phishing-resistant' } }],
      },
      '--user-name',
      'ann@example.com',
    );
    await at.until(firstCode);
    expect(at.screen).toContain('a virtual device alone does not satisfy it');
    typeCodes(at, scanned(at));
    const { code, screen } = await at.ended();

    expect(screen).toContain('NON_COMPLIANT: ann@example.com');
    expect([code, devicesOf(here, 'ann@example.com')]).toEqual([1, [mfa('ann@example.com')]]);
  });

  test.each([
    [['--user-name', 'nobody'], "--user-name is 'nobody', and there is no IAM user of this name."],
    [['--device-name', 'a b'], '--device-name: got "a b", allowed: 1 to 128'],
    [[], 'These credentials are not those of an IAM user'],
  ])('enrol %j of a role is a mistake in one line', async (flags, message) => {
    const { at, here } = await startAt({ users: [alice] }, ...flags);
    const { code, stderr } = await at.ended();

    expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain(message);
    expect(here.callCounts()['iam:CreateVirtualMFADevice']).toBeUndefined();
  });
});

describeWithMoto('on moto', (moto) => {
  test('the device is made and assigned by the calls in their order', async () => {
    const client = new IAMClient({ endpoint: moto(), region: 'us-east-1' });
    await client.send(new CreateUserCommand({ UserName: 'alice' }));
    const at = start(moto(), '--user-name', 'alice');
    await at.until(firstCode);
    at.type('123456\r654321\r');
    const { code, screen } = await at.ended();

    expect(screen).toContain(`The device ${mfa('alice')} is assigned to alice.`);
    expect(screen).toContain('NOT_APPLICABLE: alice has no console password');
    expect(code).toBe(0);
    const { MFADevices } = await client.send(new ListMFADevicesCommand({ UserName: 'alice' }));
    expect(MFADevices).toMatchObject([{ SerialNumber: mfa('alice') }]);
  });
});
