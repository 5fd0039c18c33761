// The stand-in of the organization's bench, in a process of its own. Config is filled directly: what the rule costs in each account
// is the other bench's question.
import { renderScanSummary } from '../../../rule/protocol/scan-summary';
import { createStandin, type Standin } from '../../../rule/standin';
import { serve } from './serve';

const usersEach = 100;
const withPassword = 40;
const exempt = 2;
const inGrace = 1;
const unitCount = 50;
const latencyMilliseconds = 50;

const idOf = (n: number): string => String(100_000_000_000 + n);
const suffixOf = (n: number): string => (n * 7919 + 1_000_003).toString(36);
const unitOf = (n: number): string => `ou-root-${String(n % unitCount).padStart(8, '0')}`;

/** Rules of others in each account, and whether ours has the fixed name of a member stack. */
const foreign = Number(process.argv[3] ?? 3);
const isFixed = process.argv[4] === 'member-stack';

function organization(accounts: number): Standin {
  const standin = createStandin({
    accountId: idOf(0),
    configRules: rulesOf(0),
    accounts: Array.from({ length: accounts - 1 }, (_, n) => ({
      accountId: idOf(n + 1),
      configRules: rulesOf(n + 1),
    })),
    latencyMilliseconds,
    organization: {
      paths: true,
      roots: [
        {
          id: 'r-root',
          name: 'Root',
          ous: Array.from({ length: unitCount }, (_, n) => ({ id: unitOf(n), name: `Unit ${n}` })),
        },
      ],
      accounts: Array.from({ length: accounts - 1 }, (_, n) => ({
        accountId: idOf(n + 1),
        name: `account ${n + 1}`,
        parent: unitOf(n + 1),
      })),
    },
  });
  for (let n = 0; n < accounts; n += 1) fill(standin, n);
  return standin;
}

/** As in a pack: our rule and some others in every account, each with a suffix of its own. */
const rulesOf = (n: number): { name: string }[] =>
  ['iam-user-mfa', ...Array.from({ length: foreign }, (_, index) => `other-rule-${index}`)].map(
    (name, index) => ({
      name: isFixed && index === 0 ? name : `${name}-conformance-pack-${suffixOf(n)}`,
    }),
  );

function fill(standin: Standin, n: number): void {
  const { config } = standin.store.account(idOf(n));
  const without = n % 5;
  const decided = withPassword - exempt - inGrace;
  // One in a hundred has not scanned for a day.
  const recordedTime = new Date(Date.now() - (n % 100 === 50 ? 24 : 2) * 3_600_000);
  const record = (
    ruleName: string,
    resourceType: string,
    resourceId: string,
    complianceType: 'COMPLIANT' | 'NON_COMPLIANT',
    annotation: string,
  ): void =>
    config.record(config.rule(ruleName), {
      resourceType,
      resourceId,
      complianceType,
      annotation,
      recordedTime,
      orderingTimestamp: recordedTime,
    });
  const [ours = { name: '' }, ...others] = rulesOf(n);
  for (const { name } of others) record(name, 'AWS::::Account', idOf(n), 'COMPLIANT', 'compliant');
  for (let user = 0; user < decided; user += 1) {
    const userName = `user-${String(user).padStart(5, '0')}`;
    const id = `AIDA${String(n).padStart(8, '0')}${String(user).padStart(8, '0')}`;
    if (user < without)
      record(
        ours.name,
        'AWS::IAM::User',
        id,
        'NON_COMPLIANT',
        `${userName} can sign in with a password alone.`,
      );
    else record(ours.name, 'AWS::IAM::User', id, 'COMPLIANT', `${userName} signs in with sufficient MFA.`);
  }
  const line = renderScanSummary({
    users: usersEach,
    withConsolePassword: withPassword,
    withoutSufficientMfa: without,
    exempt,
    inGrace,
    problems: [],
  });
  record(ours.name, 'AWS::::Account', idOf(n), 'COMPLIANT', line);
}

void serve(organization(Number(process.argv[2])));
