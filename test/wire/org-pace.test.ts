// 200 accounts whose calls IAM counts against the account that called AssumeRole: real SDK clients over HTTP, and one simulated
// clock for their pace and for the double's token bucket.
import { expect, test } from '@jest/globals';
import { agentsOf, endAgents } from '../../rule/aws/clients/agents';
import { stsClient } from '../../rule/aws/sts';
import { accountScanner } from '../../rule/cli/organization/account-scan';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import { orgScan } from '../../rule/organization/from-live-scan';
import { createStandin } from '../../rule/standin';
import { SimulatedClock } from '../fakes/simulated-clock';

const management = '111122223333';
const accountIds = [management, ...Array.from({ length: 199 }, (_, n) => String(123_456_789_012 + n))];
const users = [{ userName: 'ann', loginProfile: {} }];
const callsPerSecond = 50;

test('200 accounts share one pace: few of their calls are throttled, and they take no longer than the limit', async () => {
  const clock = new SimulatedClock();
  const start = Date.now();
  const standin = createStandin(
    {
      accountId: management,
      users,
      accounts: accountIds.slice(1).map((accountId) => ({ accountId, users })),
      rateLimits: [{ action: 'iam:*', callsPerSecond, burst: callsPerSecond, per: 'calling-account' }],
    },
    { now: () => new Date(start + clock.now()) },
  );
  const agents = agentsOf({}, 24 * 8);
  const connection = {
    endpoint: await standin.listen(),
    clock,
    region: 'us-east-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    agents,
  };
  const now = new Date(start);
  const member = { closed: false, ou: null, unitIds: [] };

  const { totals } = await orgScan({
    organization: {
      id: 'o-standin000',
      managementAccountId: management,
      partition: 'aws',
      members: [],
      units: new Map(),
    },
    members: accountIds.map((accountId) => ({ ...member, accountId, name: accountId })),
    now,
    accountsAtOnce: 24,
    scan: accountScanner({
      session: {
        connection,
        stsClient: stsClient(connection),
        now,
        signal: new AbortController().signal,
        log: { warn: () => undefined },
      },
      caller: {
        accountId: management,
        partition: 'aws',
        arn: `arn:aws:iam::${management}:user/audit`,
        userId: 'AIDAAUDIT',
      },
      roleName: 'audit',
      externalId: undefined,
      ruleParameters: parseRuleParameters('{}'),
      accountTimeout: 0,
    }),
  });
  endAgents(agents);
  await standin.close();

  const sent = standin.calls.filter(({ service }) => service === 'iam');
  const throttled = sent.filter(({ outcome }) => outcome === 'Throttling').length;
  const taken = sent.length - throttled;
  expect(totals).toMatchObject({ reporting: 200, unknown: 0, withoutMfa: 200 });
  expect(taken).toBe(200 * 4);
  // Each account at a pace of its own would have more than four in five throttled.
  expect(throttled / sent.length).toBeLessThan(0.6);
  expect(clock.now() / 1_000).toBeLessThan(1.1 * (taken / callsPerSecond));
});
