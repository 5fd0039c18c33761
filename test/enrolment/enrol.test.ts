// The dialogue over a fake IAM: every way that it can end, and what is left behind.
import { describe, expect, test } from '@jest/globals';
import { enrol, InterruptedError } from '../../rule/enrolment/enrol';
import type { EnrolmentIam, EnrolmentPorts } from '../../rule/enrolment/ports';
import { ReadFailedError } from '../../rule/run/failures';
import { codesAt } from '../standin/authenticator-app';

const user = {
  userId: 'AIDAALICE',
  userName: 'alice',
  path: '/',
  arn: 'arn:aws:iam::123456789012:user/alice',
};
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const serial = (name: string): string => `arn:aws:iam::123456789012:mfa/${name}`;
const denied = (api: string): ReadFailedError => new ReadFailedError({ api, error: 'AccessDenied' });

type Enabled = Awaited<ReturnType<EnrolmentIam['enable']>>;

interface World {
  readonly ports: EnrolmentPorts;
  readonly calls: string[];
  readonly said: string[];
  readonly unassigned: Set<string>;
  readonly assigned: Set<string>;
  hidden: boolean;
  time: number;
}

interface Plan {
  readonly typed?: readonly string[];
  readonly enable?: readonly (Enabled | Error | 'enabled-unclear')[];
  readonly others?: readonly string[];
  readonly overrides?: (world: World) => Partial<EnrolmentIam>;
}

const codes = ['111111', '222222', '333333', '444444', '555555', '666666', '777777', '888888', '999999'];

function worldOf({ typed = codes, enable = ['enabled'], others = [], overrides }: Plan): World {
  const lines = [...typed];
  const answers = [...enable];
  const world: World = {
    calls: [],
    said: [],
    unassigned: new Set(others),
    assigned: new Set(),
    hidden: true,
    time: Date.parse('2026-11-20T12:00:10Z'),
    ports: {
      clock: {
        now: () => new Date(world.time),
        pause: (milliseconds) => {
          world.time += milliseconds;
          return Promise.resolve();
        },
      },
      dialogue: {
        say: (text) => void world.said.push(text),
        ask: () => {
          const line = lines.shift();
          return line === undefined
            ? Promise.reject(new InterruptedError('Interrupted.'))
            : Promise.resolve(line);
        },
        show: () => {
          world.hidden = false;
          return Promise.resolve();
        },
        hide: () => {
          world.hidden = true;
        },
      },
      iam: {
        self: () => Promise.resolve(user),
        user: () => Promise.resolve(user),
        serialNumbers: () => Promise.resolve([...world.assigned]),
        virtualSerialNumbers: () => Promise.resolve([...world.unassigned, ...world.assigned]),
        create: (name) => {
          world.calls.push(`create ${name}`);
          if (world.unassigned.has(serial(name))) return Promise.resolve('taken');
          world.unassigned.add(serial(name));
          return Promise.resolve({ serialNumber: serial(name), secret });
        },
        enable: (_, serialNumber, [first, second]) => {
          world.calls.push(`enable ${first} ${second}`);
          const answer = answers.shift() ?? 'wrong-codes';
          if (answer instanceof Error) return Promise.reject(answer);
          if (answer === 'enabled' || answer === 'enabled-unclear') {
            world.unassigned.delete(serialNumber);
            world.assigned.add(serialNumber);
          }
          return Promise.resolve(answer === 'enabled-unclear' ? 'unclear' : answer);
        },
        remove: (serialNumber) => {
          world.calls.push(`remove ${serialNumber.split('/').at(-1) ?? ''}`);
          if (world.assigned.has(serialNumber)) return Promise.resolve('assigned');
          world.unassigned.delete(serialNumber);
          return Promise.resolve('removed');
        },
      },
    },
  };
  Object.assign(world.ports.iam, overrides?.(world));
  return world;
}

const run = (world: World, deviceName?: string): Promise<string> => enrol({ user, deviceName }, world.ports);

/** The whole message, whatever caused it. */
const brokenOff = (message: string): unknown =>
  expect.objectContaining({ name: 'EnrolmentFailedError', message });

test('a device is made, and assigned with two codes', async () => {
  const world = worldOf({});

  expect(await run(world)).toBe(serial('alice'));
  expect(world.calls).toEqual(['create alice', 'enable 111111 222222']);
  expect(world.hidden).toBe(true);
});

test('what is no code, or was typed before, is asked for again and not sent', async () => {
  const world = worldOf({ typed: ['12345', '123 456', '123456', '654321'] });

  await run(world);
  expect(world.calls).toEqual(['create alice', 'enable 123456 654321']);
  expect(world.said).toEqual([
    'That is no code: type the six digits that the app shows.',
    'That code was typed already: wait until the app shows the next one.',
  ]);
});

test('a wrong pair may be tried again three times, each with new codes', async () => {
  const world = worldOf({ enable: ['wrong-codes', 'wrong-codes', 'wrong-codes', 'enabled'] });

  await run(world);
  expect(world.calls.slice(1)).toEqual([
    'enable 111111 222222',
    'enable 333333 444444',
    'enable 555555 666666',
    'enable 777777 888888',
  ]);
  expect(world.said).toContain('Type two new codes; 1 try is left.');
});

test('the fourth wrong pair ends it, and the device is deleted', async () => {
  const world = worldOf({ enable: [] });

  await expect(run(world)).rejects.toEqual(
    brokenOff(
      'AWS refused the codes 4 times. The codes are not those of this device: look at the entry that was just scanned. ' +
        'The unfinished device was deleted; alice has the devices of before.',
    ),
  );
  expect(world.unassigned.size).toBe(0);
});

test('a phone whose clock is off is told so after the first pair', async () => {
  const now = Date.parse('2026-11-20T12:00:10Z');
  const world = worldOf({
    typed: [...codesAt(secret, now - 630_000, now - 600_000), '111111', '222222'],
    enable: ['wrong-codes', 'enabled'],
  });

  await run(world);
  expect(world.said[0]).toContain("is 10 minutes behind this computer's");
});

describe('a device that is not ready yet', () => {
  test('gets the same codes again', async () => {
    const world = worldOf({ enable: ['not-yet', 'not-yet', 'enabled'] });

    await run(world);
    expect(world.calls.slice(1)).toEqual(Array(3).fill('enable 111111 222222'));
  });

  test('is given up after 30 seconds, and deleted', async () => {
    const world = worldOf({ enable: Array<Enabled>(100).fill('not-yet') });

    await expect(run(world)).rejects.toThrow(/could not change the new device for 30 seconds.*was deleted/);
    expect(world.calls.filter((call) => call.startsWith('enable'))).toHaveLength(16);
    expect(world.unassigned.size).toBe(0);
  });
});

describe('whatever breaks it off', () => {
  test('Ctrl-C at either code deletes the device', async () => {
    for (const typed of [[], ['111111']]) {
      const world = worldOf({ typed });
      await expect(run(world)).rejects.toThrow(InterruptedError);
      expect(world.unassigned.size).toBe(0);
      expect(world.hidden).toBe(true);
    }
  });

  test('a denial deletes the device and is named', async () => {
    const world = worldOf({ enable: [denied('iam:EnableMFADevice')] });

    await expect(run(world)).rejects.toEqual(
      brokenOff(
        'AccessDenied on iam:EnableMFADevice. The unfinished device was deleted; alice has the devices of before.',
      ),
    );
  });

  test('where deleting is denied, the device is named with the command of an administrator', async () => {
    const world = worldOf({
      typed: [],
      overrides: () => ({
        remove: () =>
          Promise.resolve({ failure: { api: 'iam:DeleteVirtualMFADevice', error: 'AccessDenied' } }),
      }),
    });

    await expect(run(world)).rejects.toThrow(InterruptedError);
    expect(world.said).toEqual([
      'Interrupted. The unfinished device is left: it could not be deleted (AccessDenied on iam:DeleteVirtualMFADevice). ' +
        'It is assigned to nobody; an administrator deletes it with: aws iam delete-virtual-mfa-device --serial-number ' +
        'arn:aws:iam::123456789012:mfa/alice',
    ]);
  });

  test('an answer that was lost is no failure where the device is assigned', async () => {
    const world = worldOf({ enable: ['enabled-unclear'] });

    expect(await run(world)).toBe(serial('alice'));
  });

  test('an answer that was lost before the device was assigned deletes it', async () => {
    const world = worldOf({ enable: ['unclear'] });

    await expect(run(world)).rejects.toThrow(
      /connection was lost while the device was assigned.*was deleted/,
    );
    expect(world.unassigned.size).toBe(0);
  });

  test.each([
    ['shown as assigned is no failure', true, 'AccessDenied', false],
    ['not shown yet may be assigned', false, 'AccessDenied', false],
    ['deleted by an answer that was lost may be gone', false, 'ECONNRESET', true],
  ])('a lost answer and a device that is %s', async (_, isShown, error, unclear) => {
    const world = worldOf({
      enable: [isShown ? 'enabled-unclear' : 'unclear'],
      overrides: () => ({
        remove: () => Promise.resolve({ failure: { api: 'iam:DeleteVirtualMFADevice', error }, unclear }),
      }),
    });

    const ended = await run(world).catch(String);
    if (isShown) expect(ended).toBe(serial('alice'));
    else
      expect(ended).toBe(
        'EnrolmentFailedError: The connection was lost while the device was assigned. The unfinished device ' +
          `${unclear ? 'may be left: it is not known whether it was deleted' : 'is left: it could not be deleted'} (${error} on iam:DeleteVirtualMFADevice). ` +
          'Whether it is assigned shows: aws iam list-mfa-devices --user-name alice. If it is not, an administrator deletes it with: ' +
          'aws iam delete-virtual-mfa-device --serial-number arn:aws:iam::123456789012:mfa/alice',
      );
  });

  test('a device whose making was not answered is looked for and deleted', async () => {
    const world = worldOf({
      overrides: (made) => ({
        create: (name) => {
          made.unassigned.add(serial(name));
          return Promise.resolve('unclear');
        },
      }),
    });

    await expect(run(world)).rejects.toThrow('The connection was lost while the device was made; try again.');
    expect(world.calls).toEqual(['remove alice']);
    expect(world.unassigned.size).toBe(0);
  });

  test('a device that may be of another user is never deleted', async () => {
    const world = worldOf({
      overrides: () => ({
        virtualSerialNumbers: () => Promise.reject(denied('iam:ListVirtualMFADevices')),
        create: () => Promise.resolve('unclear'),
      }),
    });

    await expect(run(world)).rejects.toThrow('The connection was lost');
    expect(world.calls).toEqual([]);
  });
});

describe('names', () => {
  test('an orphan of the same name is left, and the next number is taken', async () => {
    const world = worldOf({ others: [serial('alice')] });

    expect(await run(world)).toBe(serial('alice-2'));
    expect(world.unassigned).toEqual(new Set([serial('alice')]));
  });

  test('without the list, IAM itself says that a name is taken', async () => {
    const world = worldOf({
      others: [serial('alice'), serial('alice-2')],
      overrides: () => ({ virtualSerialNumbers: () => Promise.reject(denied('iam:ListVirtualMFADevices')) }),
    });

    expect(await run(world)).toBe(serial('alice-3'));
  });

  test('a name that was chosen is never changed', async () => {
    const world = worldOf({ others: [serial('phone')] });

    await expect(run(world, 'phone')).rejects.toThrow(
      "--device-name is 'phone', and the account has a virtual MFA device of this name; choose another or leave it out.",
    );
    expect(world.calls).toEqual([]);
  });
});

test.each([
  [7, 'enrolled'],
  [8, 'refused'],
])('a user with %i devices is %s', async (count, outcome) => {
  const world = worldOf({});
  for (let n = 1; n <= count; n += 1) world.assigned.add(`GAHT0000000${n}`);

  const ended = await run(world).then(
    () => 'enrolled',
    (error: unknown) =>
      String(error).includes('has 8 MFA devices already, the most that IAM allows') ? 'refused' : error,
  );
  expect(ended).toBe(outcome);
  expect(world.calls).toHaveLength(outcome === 'enrolled' ? 2 : 0);
});
