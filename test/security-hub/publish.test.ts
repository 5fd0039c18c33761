import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import type { Problem } from '../../rule/run/failures';
import { SecurityHubPublisher } from '../../rule/security-hub/publish';
import { FakeSecurityHub } from '../fakes/security-hub';

const account = '111122223333';
const idOf = (userId: string): string => `iam-user-mfa/111122223333/${userId}`;
const scanId = 'iam-user-mfa/111122223333/scan';
const completeScan = { complete: true, summary: 'Scan complete: 1 users.' };
const incompleteScan = { complete: false, summary: 'Scan incomplete: 1 of 2 users could not be read.' };

const flagged = (overrides: Partial<Finding> = {}): Finding => ({
  account,
  accountName: null,
  userId: 'AIDAALICE',
  userName: 'alice',
  arn: 'arn:aws:iam::111122223333:user/team/alice',
  verdict: 'NON_COMPLIANT',
  reason: 'no-mfa',
  annotation: 'alice can sign in with a password alone.',
  consolePassword: true,
  passwordCreatedAt: '2026-03-01T08:00:00.000Z',
  mfaKinds: [],
  mfaRead: 'all',
  ...overrides,
});
const secured = (): Finding =>
  flagged({ verdict: 'COMPLIANT', reason: 'mfa-enabled', annotation: 'alice signs in with MFA.' });
const exempted = (): Finding =>
  flagged({
    verdict: 'NOT_APPLICABLE',
    reason: 'exempt',
    annotation: 'alice is exempt through 2026-12-01: x.',
  });

class World {
  readonly hub = new FakeSecurityHub();
  readonly warnings: string[] = [];
  readonly details: unknown[] = [];
  now = new Date('2026-11-25T06:00:00.000Z');

  private get publisher(): SecurityHubPublisher {
    return new SecurityHubPublisher({
      hub: this.hub,
      log: {
        warn: (message, details) => {
          this.warnings.push(message);
          this.details.push(details);
        },
      },
    });
  }

  scan(findings: readonly Finding[], end = completeScan): Promise<readonly Problem[]> {
    const scan = this.publisher.scan(account, this.now);
    for (const finding of findings) scan.take(finding);
    return scan.finish(end);
  }

  change(finding: Finding): Promise<readonly Problem[]> {
    return this.publisher.change(account, this.now, finding);
  }

  later(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  of(userId = 'AIDAALICE') {
    const finding = this.hub.findings.get(idOf(userId));
    return (
      finding && {
        state: finding.RecordState,
        status: finding.Compliance.Status,
        severity: finding.FindingProviderFields.Severity.Label,
        change: finding.ProductFields['iam-user-mfa/change'],
        createdAt: finding.CreatedAt,
        updatedAt: finding.UpdatedAt,
        description: finding.Description,
      }
    );
  }
}

describe('a scan', () => {
  test('opens a finding for a user who can sign in with a password alone, as old as the password', async () => {
    const world = new World();

    expect(await world.scan([flagged()])).toEqual([]);

    expect(world.of()).toEqual({
      state: 'ACTIVE',
      status: 'FAILED',
      severity: 'HIGH',
      change: 'opened',
      createdAt: '2026-03-01T08:00:00.000Z',
      updatedAt: '2026-11-25T06:00:00.000Z',
      description: 'alice can sign in with a password alone.',
    });
  });

  test('sends nothing for an unchanged user on the same day', async () => {
    const world = new World();
    await world.scan([flagged()]);
    world.later(6);
    await world.scan([flagged()]);

    expect(world.hub.calls).toEqual([[idOf('AIDAALICE')]]);
  });

  test('refreshes an unchanged finding after 7 days, and not before', async () => {
    const world = new World();
    await world.scan([flagged()]);
    world.now = new Date('2026-12-02T05:59:59.000Z');
    await world.scan([flagged()]);
    expect(world.of()).toMatchObject({ change: 'opened' });
    world.now = new Date('2026-12-02T06:00:00.000Z');
    await world.scan([flagged()]);

    expect(world.of()).toMatchObject({
      change: 'refreshed',
      createdAt: '2026-03-01T08:00:00.000Z',
      updatedAt: '2026-12-02T06:00:00.000Z',
    });
  });

  test.each([
    ['text', { annotation: 'alice can sign in with a password alone. Owner: ops.' }, 'HIGH'],
    ['severity', { privileges: 'administrator' }, 'CRITICAL'],
  ])('sends another %s at once', async (_, change, severity) => {
    const world = new World();
    await world.scan([flagged()]);
    world.later(1);
    await world.scan([flagged(change)]);

    expect(world.of()).toMatchObject({ change: 'changed', severity, state: 'ACTIVE' });
  });

  test('archives a finding as PASSED when the user has MFA, and CreatedAt stays', async () => {
    const world = new World();
    await world.scan([flagged()]);
    await world.scan([{ ...secured(), passwordCreatedAt: '2026-11-25T05:00:00.000Z' }]);

    expect(world.of()).toMatchObject({
      state: 'ARCHIVED',
      status: 'PASSED',
      severity: 'INFORMATIONAL',
      change: 'closed',
      createdAt: '2026-03-01T08:00:00.000Z',
    });
  });

  test('archives a finding of an exempt user as NOT_AVAILABLE with the reason, never as PASSED', async () => {
    const world = new World();
    await world.scan([flagged()]);
    await world.scan([exempted()]);

    expect(world.of()).toMatchObject({
      state: 'ARCHIVED',
      status: 'NOT_AVAILABLE',
      description: 'alice is exempt through 2026-12-01: x.',
    });
  });

  test('sends nothing for a user who has MFA, is exempt or has no password, where none is open', async () => {
    const world = new World();
    await world.scan([
      secured(),
      { ...exempted(), userId: 'AIDABOB' },
      flagged({ userId: 'AIDACAROL', verdict: 'NOT_APPLICABLE', reason: 'no-console-password' }),
    ]);

    expect(world.hub.calls).toEqual([]);
  });

  test('archives the finding of a deleted user', async () => {
    const world = new World();
    await world.scan([flagged()]);
    await world.scan([]);

    expect(world.of()).toMatchObject({
      state: 'ARCHIVED',
      status: 'NOT_AVAILABLE',
      description: 'alice: no such IAM user any more.',
    });
  });

  test('updates the finding of a renamed user instead of opening a second one', async () => {
    const world = new World();
    await world.scan([flagged()]);
    await world.scan([
      flagged({ userName: 'alicia', annotation: 'alicia can sign in with a password alone.' }),
    ]);

    expect([...world.hub.findings.keys()]).toEqual([idOf('AIDAALICE')]);
    expect(world.of()).toMatchObject({ change: 'changed', state: 'ACTIVE' });
  });

  test('leaves the finding of an unreadable user as it is', async () => {
    const world = new World();
    await world.scan([flagged()]);
    await world.scan([], incompleteScan);

    expect(world.of()).toMatchObject({ state: 'ACTIVE', change: 'opened' });
  });

  test('that saw less than everything archives nothing, and opens what it found', async () => {
    const world = new World();
    await world.scan([flagged(), flagged({ userId: 'AIDABOB', userName: 'bob' })]);
    await world.scan([secured(), flagged({ userId: 'AIDACAROL', userName: 'carol' })], incompleteScan);

    expect(world.of('AIDAALICE')?.state).toBe('ACTIVE');
    expect(world.of('AIDABOB')?.state).toBe('ACTIVE');
    expect(world.of('AIDACAROL')?.change).toBe('opened');
  });

  test('that saw less than everything is a finding of its own with a warning, until a complete one', async () => {
    const world = new World();
    await world.scan([], incompleteScan);
    expect(world.hub.findings.get(scanId)).toMatchObject({
      RecordState: 'ACTIVE',
      Compliance: { Status: 'WARNING' },
      Description: 'Scan incomplete: 1 of 2 users could not be read.',
    });
    await world.scan([]);

    expect(world.hub.findings.get(scanId)).toMatchObject({
      RecordState: 'ARCHIVED',
      Compliance: { Status: 'PASSED' },
    });
  });

  test('archives nothing wrong and moves no CreatedAt while GetFindings hides what was imported', async () => {
    const world = new World();
    await world.scan([flagged()]);
    world.hub.hiddenCalls = 2;
    await world.scan([flagged()]);
    await world.scan([secured()]);
    expect(world.of()).toMatchObject({ state: 'ACTIVE', createdAt: '2026-03-01T08:00:00.000Z' });
    await world.scan([secured()]);

    expect(world.of()).toMatchObject({ state: 'ARCHIVED', createdAt: '2026-03-01T08:00:00.000Z' });
  });

  test('archives nothing where GetFindings is denied, warns once, and still sends who must act', async () => {
    const world = new World();
    await world.scan([flagged()]);
    world.hub.openFailure = { api: 'securityhub:GetFindings', error: 'AccessDenied' };
    const problems = await world.scan([secured(), flagged({ userId: 'AIDABOB', userName: 'bob' })]);

    expect(problems).toEqual([]);
    expect(world.of('AIDAALICE')?.state).toBe('ACTIVE');
    expect(world.of('AIDABOB')).toMatchObject({ state: 'ACTIVE', change: 'refreshed' });
    expect(world.warnings).toEqual([
      'What is open in Security Hub could not be read, so no finding is archived by this run.',
    ]);
    expect(world.details).toEqual([{ api: 'securityhub:GetFindings', error: 'AccessDenied' }]);
  });

  test.each([
    ['a scan', 'asked', (world: World) => world.scan([flagged()])],
    ['a change', 'asked', (world: World) => world.change(flagged())],
    ['a scan', 'sent to', (world: World) => world.scan([flagged(), flagged({ userId: 'AIDABOB' })])],
    ['a change', 'sent to', (world: World) => world.change(flagged())],
  ])('is no failure where Security Hub is off: %s, when it is %s, is one warning', async (_, when, work) => {
    const world = new World();
    const failure = { api: `securityhub:${when}`, error: 'InvalidAccess' };
    if (when === 'asked') world.hub.openFailure = failure;
    else world.hub.importFailure = failure;

    expect(await work(world)).toEqual([]);
    expect(world.hub.calls).toHaveLength(when === 'asked' ? 0 : 1);
    expect(world.warnings).toEqual([
      'This account has no Security Hub CSPM in this region, so no findings are sent to it. Enable it, or set securityHubFindings to false.',
    ]);
    expect(world.details).toEqual([failure]);
  });

  test.each([
    ['of another account', 'iam-user-mfa/123456789012/AIDAALICE'],
    ['of a declared user', 'iam-user-mfa/111122223333/unreadable/AIDAALICE'],
    ['below a user', 'iam-user-mfa/111122223333/AIDAALICE/old'],
    ['without a user', 'iam-user-mfa/111122223333/'],
  ])('archives no finding %s', async (_, id) => {
    const world = new World();
    await world.scan([flagged()]);
    const [open] = world.hub.findings.values();
    if (open !== undefined) world.hub.findings.set(id, { ...open, Id: id });
    await world.scan([]);

    expect(world.hub.findings.get(id)?.RecordState).toBe('ACTIVE');
    expect(world.of()?.state).toBe('ARCHIVED');
    expect(world.hub.calls.at(-1)).toEqual([idOf('AIDAALICE')]);
  });

  test('sends 150 findings in two calls', async () => {
    const world = new World();
    await world.scan(
      Array.from({ length: 150 }, (_, index) => flagged({ userId: `AIDA${index}`, userName: `u${index}` })),
    );

    expect(world.hub.calls.map(({ length }) => length)).toEqual([100, 50]);
  });

  test('of 5,000 users who must act sends 50 calls on the first day, and none again the same day', async () => {
    const world = new World();
    const everybody = Array.from({ length: 5_000 }, (_, index) =>
      flagged({ userId: `AIDA${index}`, userName: `u${index}` }),
    );
    await world.scan(everybody);
    world.later(6);
    await world.scan(everybody);

    expect(world.hub.calls).toHaveLength(50);
    expect(world.hub.queries).toBe(2);
  });

  test('names the user whose finding was refused, and sends the others', async () => {
    const world = new World();
    world.hub.refused.add(idOf('AIDABOB'));
    const problems = await world.scan([flagged(), flagged({ userId: 'AIDABOB', userName: 'bob' })]);

    expect(problems).toEqual([
      {
        text: '1 Security Hub finding could not be imported (InvalidInput on securityhub:BatchImportFindings)',
        names: ['bob'],
        failures: [{ api: 'securityhub:BatchImportFindings', error: 'InvalidInput' }],
      },
    ]);
    expect(world.of('AIDAALICE')?.state).toBe('ACTIVE');
  });

  test('names all whose findings were refused, the scan among them, and asks again for the next call', async () => {
    const world = new World();
    for (const id of [idOf('AIDA7'), idOf('AIDA3'), scanId]) world.hub.refused.add(id);
    const problems = await world.scan(
      Array.from({ length: 150 }, (_, n) => flagged({ userId: `AIDA${n}`, userName: `user${n}` })),
      incompleteScan,
    );

    expect(world.hub.calls).toHaveLength(2);
    expect(problems).toMatchObject([{ names: ['the scan', 'user3', 'user7'] }]);
  });

  test('asks no second time where importing is denied', async () => {
    const world = new World();
    world.hub.importFailure = { api: 'securityhub:BatchImportFindings', error: 'AccessDenied' };
    const problems = await world.scan(
      Array.from({ length: 250 }, (_, index) => flagged({ userId: `AIDA${index}`, userName: `u${index}` })),
    );

    expect(world.hub.calls).toHaveLength(1);
    expect(problems.map(({ text }) => text)).toEqual([
      '250 Security Hub findings could not be imported (AccessDenied on securityhub:BatchImportFindings)',
    ]);
  });

  test('twice at once leaves one finding', async () => {
    const world = new World();
    await Promise.all([world.scan([flagged()]), world.scan([flagged()])]);

    expect([...world.hub.findings.keys()]).toEqual([idOf('AIDAALICE')]);
    expect(world.of()?.createdAt).toBe('2026-03-01T08:00:00.000Z');
  });
});

describe('a change', () => {
  test('opens and closes the one finding', async () => {
    const world = new World();
    await world.change(flagged());
    expect(world.of()).toMatchObject({ state: 'ACTIVE', change: 'opened' });
    await world.change(secured());

    expect(world.of()).toMatchObject({ state: 'ARCHIVED', status: 'PASSED' });
    expect(world.hub.queries).toBe(2);
    const ours = {
      accountId: account,
      productArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
      generatorId: 'iam-user-mfa',
    };
    expect(world.hub.lastQuery).toEqual({ ...ours, id: idOf('AIDAALICE') });
    await world.scan([]);
    expect(world.hub.lastQuery).toEqual(ours);
  });

  test('sends nothing of a user who has MFA, where none is open', async () => {
    const world = new World();

    expect(await world.change(secured())).toEqual([]);
    expect(world.hub.calls).toEqual([]);
  });

  test('archives the finding of a deleted user, and no other', async () => {
    const world = new World();
    await world.scan([flagged(), flagged({ userId: 'AIDABOB', userName: 'bob' })]);
    await world.change(
      flagged({
        verdict: 'NOT_APPLICABLE',
        reason: 'user-gone',
        arn: '',
        annotation: 'alice: no such IAM user any more.',
      }),
    );

    expect(world.of('AIDAALICE')?.state).toBe('ARCHIVED');
    expect(world.of('AIDABOB')?.state).toBe('ACTIVE');
  });
});
