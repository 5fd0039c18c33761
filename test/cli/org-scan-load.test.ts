// org-scan as a person runs it, over HTTP: how many accounts are in flight, on how many connections, and who waits for whom.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganizationView } from '../../rule/findings/organization-view';
import { createStandin, type Call, type SeedInput } from '../../rule/standin';
import { caller, CommandLine } from './command-line';

const management = '111122223333';
const membersOf = (count: number): readonly string[] =>
  Array.from({ length: count - 1 }, (_, n) => String(123_456_789_012 + n));

/** One can sign in with a password alone, the others not at all. */
const usersOf = (count: number): NonNullable<SeedInput['users']> =>
  Array.from({ length: count }, (_, n) => ({
    userName: `user-${n}`,
    ...(n === 0 ? { loginProfile: {} } : {}),
  }));

function organization(accounts: number, usersEach: number, more: SeedInput = {}): SeedInput {
  const members = membersOf(accounts);
  const users = usersOf(usersEach);
  return {
    accountId: management,
    users,
    accounts: members.map((accountId) => ({ accountId, users })),
    organization: { accounts: members.map((accountId) => ({ accountId, name: accountId })) },
    ...more,
  };
}

interface Load {
  readonly view: OrganizationView;
  readonly connections: number;
  /** The most accounts that were between their first and their last answer. */
  readonly accountsInFlight: number;
}

let cli: CommandLine;
beforeAll(() => {
  cli = new CommandLine();
});

async function scanned(seed: SeedInput, ...flags: readonly string[]): Promise<Load> {
  const standin = createStandin(seed);
  let connections = 0;
  standin.server.on('connection', () => (connections += 1));
  const url = await standin.listen();
  const args = ['org-scan', '--role-name', 'audit', '--format', 'json', ...flags];
  const { stdout } = await cli.run(args, caller(url));
  await standin.close();
  const view = JSON.parse(stdout) as OrganizationView;
  return { view, connections, accountsInFlight: mostInFlight(standin.calls) };
}

function mostInFlight(calls: readonly Call[]): number {
  const answered = calls.filter(({ service }) => service === 'iam').map(({ accountId }) => accountId);
  const inFlight = new Set<string>();
  let most = 0;
  for (const [index, accountId] of answered.entries()) {
    inFlight.add(accountId);
    most = Math.max(most, inFlight.size);
    if (answered.lastIndexOf(accountId) === index) inFlight.delete(accountId);
  }
  return most;
}

describe('org-scan', () => {
  test('of 200 accounts has 24 in flight, on no more connections than these have calls at once', async () => {
    const { view, connections, accountsInFlight } = await scanned(organization(200, 1));

    expect(view.totals).toMatchObject({ reporting: 200, unknown: 0, withoutMfa: 200 });
    expect(accountsInFlight).toBe(24);
    expect(connections).toBeLessThanOrEqual(24 * 8);
  });

  test('of 40 accounts has as many in flight as --concurrency says, on fewer connections', async () => {
    const { view, connections, accountsInFlight } = await scanned(organization(40, 8), '--concurrency', '3');

    expect(view.totals).toMatchObject({ reporting: 40, unknown: 0, withoutMfa: 40 });
    expect(accountsInFlight).toBe(3);
    expect(connections).toBeLessThanOrEqual(3 * 8);
  });

  test('gives up an account that does not answer at its time limit, and reports all others', async () => {
    const [hanging = ''] = membersOf(2);
    const faults = [{ action: 'iam:GetLoginProfile', accountIds: [hanging], connection: 'hang' as const }];
    const { view } = await scanned(organization(6, 2, { faults }), '--account-timeout', '2s');

    expect(view.totals).toMatchObject({ reporting: 5, unknown: 1, withoutMfa: 5 });
    expect(view.notReporting).toMatchObject([{ account: hanging, reason: 'incomplete' }]);
    expect(view.notReporting[0]?.detail).toContain('2 of 2 users could not be read');
  });
});
