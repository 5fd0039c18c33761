// Every question of a run, asked of an AWS that answers otherwise: one row a question, what it is made to answer, and the one
// line that has to say so.
import { expect, jest, test } from '@jest/globals';
import { resultTable } from '../../rule/cli/verify/show';
import type { Standin } from '../../rule/standin';
import { runQuestions } from '../../rule/verification/questions';
import { resultOf } from '../../rule/verification/result';
import { telling, type Telling } from './verify-told';
import { judge, noteInTrail, remediate, type Compliance, type Judging } from './verify-world';

jest.setTimeout(60_000);

const judging =
  (how: Judging) =>
  (standin: Standin): void =>
    judge(standin, { findings: 'opened and archived', ...how });
/** The verdict of one user is another. */
const instead = (name: string, from: Compliance, to: Compliance | undefined): Telling => ({
  rule: judging({
    instead: (of, compliance) => (of === name && compliance === from ? to : compliance),
  }),
});
const runbookOf = (runbook: NonNullable<Telling['runbook']>): Telling => ({ runbook });

type Row = readonly [id: string, planted: string, telling: Telling, line: string];
const otherwise: readonly Row[] = [
  [
    'password-alone',
    'NON_COMPLIANT is lost',
    instead('newcomer', 'NON_COMPLIANT', undefined),
    'NON_COMPLIANT; AWS says no result',
  ],
  [
    'two-at-once',
    'the second of two is lost',
    instead('second', 'NON_COMPLIANT', undefined),
    'NON_COMPLIANT; AWS says no result',
  ],
  [
    'password-and-device',
    'a device does not count',
    instead('enrolled', 'COMPLIANT', 'NON_COMPLIANT'),
    'COMPLIANT; AWS says NON_COMPLIANT',
  ],
  [
    'to-be-exempt',
    'exempt before the tag',
    instead('exempt', 'NON_COMPLIANT', 'NOT_APPLICABLE'),
    'NON_COMPLIANT; AWS says no result',
  ],
  [
    'no-password',
    'a result without a password',
    instead('quiet', 'NOT_APPLICABLE', 'COMPLIANT'),
    'no result; AWS says COMPLIANT',
  ],
  [
    'by-events',
    'nothing without a start',
    { rule: (standin, token) => (token === undefined ? undefined : judging({})(standin)) },
    'by itself; AWS says after a start',
  ],
  [
    'aggregator-result',
    'the aggregator shows nobody',
    { plant: ({ store }) => store.organization?.members.clear() },
    'NON_COMPLIANT; AWS says no result',
  ],
  [
    'finding-opened',
    'no finding is imported',
    { rule: judging({ findings: 'none' }) },
    'open; AWS says none open',
  ],
  [
    'require-mfa',
    'a runbook that joins nobody',
    runbookOf((standin, call) =>
      call.documentName.includes('undo') ? undefined : remediateOther(standin, call),
    ),
    'in the group; AWS says in no group',
  ],
  [
    'undo-require-mfa',
    'a runbook that takes nobody out',
    runbookOf((standin, call) => (call.documentName.includes('undo') ? undefined : remediate(standin, call))),
    'in no group; AWS says in the group',
  ],
  [
    'device-enrolled',
    'a device comes too late',
    instead('newcomer', 'COMPLIANT', 'NON_COMPLIANT'),
    'COMPLIANT; AWS says NON_COMPLIANT',
  ],
  [
    'device-removed',
    'COMPLIANT stays',
    { rule: withoutChange('enrolled', 'COMPLIANT') },
    'NON_COMPLIANT; AWS says COMPLIANT',
  ],
  [
    'password-removed',
    'a result stays',
    instead('second', 'NOT_APPLICABLE', 'NON_COMPLIANT'),
    'no result; AWS says NON_COMPLIANT',
  ],
  [
    'exempt-by-tag',
    'an exemption does not count',
    instead('exempt', 'NOT_APPLICABLE', 'NON_COMPLIANT'),
    'no result; AWS says NON_COMPLIANT',
  ],
  [
    'finding-archived',
    'a finding stays open',
    { rule: judging({ findings: 'only opened' }) },
    'none open; AWS says open',
  ],
  [
    'renamed',
    'the old name is shown',
    { rule: judging({ annotation: (name) => `${name.replace('-renamed', '-newcomer')} is judged.` }) },
    'COMPLIANT; AWS says COMPLIANT with another name',
  ],
  [
    'deleted',
    'the deleted user stays',
    {
      rule: judging({
        instead: (of, compliance) =>
          of === 'enrolled gone' || (of === 'enrolled' && compliance === 'NOT_APPLICABLE')
            ? undefined
            : compliance,
      }),
    },
    'no result; AWS says NON_COMPLIANT',
  ],
  [
    'made-again',
    'the user made again is not seen',
    { rule: onlyFirst('enrolled') },
    'NON_COMPLIANT; AWS says no result',
  ],
  [
    'account-result',
    'no summary is kept',
    { rule: judging({ summary: 'never' }) },
    'kept and shown; AWS says not shown',
  ],
  [
    'aggregator-summary',
    'the aggregator shows no summary',
    { rule: judging({ summary: 'never' }) },
    'shown; AWS says not shown',
  ],
  [
    'wording-no-password',
    'another wording',
    {
      faults: [
        {
          action: 'iam:GetLoginProfile',
          userNames: ['iam-user-mfa-verify-0123abcd-quiet'],
          error: 'NoSuchEntity',
          message: 'Not here.',
        },
      ],
    },
    'none; AWS says no-such-entity',
  ],
  [
    'wording-no-user',
    'another wording',
    {
      faults: [
        {
          action: 'iam:GetLoginProfile',
          userNames: ['iam-user-mfa-verify-0123abcd-nobody'],
          error: 'NoSuchEntity',
          message: 'Not here.',
        },
      ],
    },
    'gone; AWS says no-such-entity',
  ],
  [
    'cloudtrail-source',
    'another source',
    { trail: (standin) => noteInTrail(standin, 'iam.amazonaws.com.cn') },
    'iam.amazonaws.com; AWS says iam.amazonaws.com.cn',
  ],
  [
    'ssm-function-error',
    'a step that hides a failure',
    runbookOf((standin, call) => {
      try {
        remediate(standin, call);
      } catch {
        /* shown as an output only */
      }
    }),
    'Failed; AWS says Success',
  ],
];
const answered: readonly Row[] = [
  ['schedule-after-start', 'a schedule', {}, 'a schedule came'],
  [
    'schedule-after-start',
    'one change a user',
    { rule: (standin, token) => judging({ summary: token === undefined ? 'again' : 'never' })(standin) },
    'no new summary',
  ],
  ['unchanged-summary', 'recorded again', {}, 'recorded again'],
  ['unchanged-summary', 'kept as it is', { rule: judging({ summary: 'once' }) }, 'not recorded again'],
  ['user-in-another-case', 'names without a case', {}, 'found'],
  [
    'user-in-another-case',
    'names that have a case',
    { faults: [{ action: 'iam:GetUser', error: 'NoSuchEntity' }] },
    'not found',
  ],
  ['date-of-a-changed-password', 'kept', {}, 'kept'],
  [
    'date-of-a-changed-password',
    'new',
    { plant: ({ store }) => void (store.iam.updatedPasswords = 'new-date') },
    'new',
  ],
];

/** It joins somebody else. */
function remediateOther(standin: Standin, call: Parameters<typeof remediate>[1]): void {
  remediate(standin, { ...call, parameters: { ...call.parameters, ResourceId: 'AIDANOBODY' } });
}

/** Once COMPLIANT, always. */
function withoutChange(name: string, kept: Compliance): NonNullable<Telling['rule']> {
  let isKept = false;
  return judging({
    instead: (of, compliance) => {
      if (of !== name) return compliance;
      isKept ||= compliance === kept;
      return isKept && compliance === 'NON_COMPLIANT' ? kept : compliance;
    },
  });
}

/** Who comes back under a name is taken for who was there. */
function onlyFirst(name: string): NonNullable<Telling['rule']> {
  let isGone = false;
  return judging({
    instead: (of, compliance) => {
      isGone ||= of === `${name} gone`;
      return isGone && of === name ? 'NOT_APPLICABLE' : compliance;
    },
  });
}

const lineOf = ([id, , , said]: Row, isOpen: boolean): string =>
  isOpen ? `  answered     ${id}; AWS says ${said}` : `  otherwise    ${id}; expected ${said}`;
const rows = [
  ...otherwise.map((row) => ({ row, line: lineOf(row, false) })),
  ...answered.map((row) => ({ row, line: lineOf(row, true) })),
];

test('every question has an answer that is planted, and no two answers give one line', () => {
  expect(new Set(rows.map(({ row: [id] }) => id))).toEqual(new Set(runQuestions.keys()));
  expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
  for (const [id, { expected }] of runQuestions)
    expect(rows.filter(({ row }) => row[0] === id)).toHaveLength(expected === undefined ? 2 : 1);
});

const told = (
  options: Telling,
): Promise<{ readonly lines: readonly string[]; readonly milliseconds: number }> =>
  telling({ rule: judging({}), ...options }, ({ answers, milliseconds }) => {
    const { table } = {
      table: resultTable(
        resultOf('story', answers, {}, { tool: { name: '', version: '' }, endedAt: new Date(0) }),
      ),
    };
    return { lines: table.split('\n').map((line) => line.replace(/; after \d+ s/, '')), milliseconds };
  });

test('an AWS that answers as expected has no line that says otherwise, and nothing is left open', async () => {
  const { lines } = await told({});
  expect(lines[0]).toMatch(/^24 of \d+ questions as expected, 0 otherwise, 0 without an answer, 4 answered/);
});

test.each(rows.map(({ row, line }) => [row[0], row[1], row[2], line] as const))(
  '%s: %s is found and named',
  async (_id, _planted, options, line) => {
    const { lines } = await told(options);
    expect(lines).toContain(line);
  },
);

test('a rule with a grace period, or that asks for a passkey, is not asked what it cannot answer', async () => {
  const grace = await told({ ruleParameters: { gracePeriodHours: '24' } });
  expect(grace.lines).toContain('  not-asked    password-alone; the rule has a grace period of 24 hours');
  const passkeys = await told({ ruleParameters: { requiredMfa: 'has-phishing-resistant' } });
  expect(passkeys.lines).toContain(
    '  not-asked    device-enrolled; a virtual device does not meet requiredMfa=has-phishing-resistant',
  );
  // NON_COMPLIANT with such a device as without it: an answer would say nothing.
  expect(passkeys.lines).toContain(
    '  not-asked    device-removed; a virtual device does not meet requiredMfa=has-phishing-resistant',
  );
  expect(passkeys.lines).toContain('  not-asked    exempt-by-tag; the rule has no exemptTagKey');
});

test('a verdict without a text is none that names the user by the new name', async () => {
  const { lines } = await told({
    between: (ports) => ({
      ...ports,
      config: {
        heldOf: async (userId) => {
          const held = await ports.config.heldOf(userId);
          return held === undefined ? undefined : { ...held, annotation: undefined };
        },
        scanSummary: () => ports.config.scanSummary(),
        start: () => ports.config.start(),
      },
    }),
  });
  expect(lines).toContain('  otherwise    renamed; expected COMPLIANT; AWS says COMPLIANT with another name');
});

test.each([
  ['iam:GetUser', ['user-in-another-case; AccessDenied on iam:GetUser']],
  [
    'iam:GetLoginProfile',
    [
      'wording-no-password; expected none; AccessDenied on iam:GetLoginProfile',
      'wording-no-user; expected gone; AccessDenied on iam:GetLoginProfile',
      'date-of-a-changed-password; AccessDenied on iam:GetLoginProfile',
    ],
  ],
])('%s that is denied costs its own questions alone', async (action, open) => {
  const { lines } = await told({ faults: [{ action, error: 'AccessDenied' }] });
  expect(lines.filter((line) => line.startsWith('  incomplete')).sort()).toEqual(
    open.map((line) => `  incomplete   ${line}`).sort(),
  );
});

test('what is not deployed is not asked, and never counts as passed', async () => {
  const seed = {
    organization: undefined,
    securityHub: { enabled: false },
    deployment: { reevaluation: 'none' as const },
  };
  const { lines } = await told({ seed });
  expect(lines.filter((line) => line.startsWith('  not-asked'))).toEqual([
    '  not-asked    by-events; no EventBridge rule starts it on IAM activity (option reevaluation)',
    '  not-asked    aggregator-result; no aggregator of this account takes in its own results',
    '  not-asked    finding-opened; the rule is deployed without securityHubFindings',
    '  not-asked    require-mfa; remediation is not deployed',
    '  not-asked    undo-require-mfa; remediation is not deployed',
    '  not-asked    finding-archived; the rule is deployed without securityHubFindings',
    '  not-asked    aggregator-summary; no aggregator of this account takes in its own results',
    '  not-asked    ssm-function-error; remediation is not deployed',
  ]);
  const off = await told({ seed: { securityHub: { enabled: false } } });
  expect(off.lines).toContain('  not-asked    finding-opened; Security Hub CSPM is off');
});

test('a place that may not be asked costs no other question its answer', async () => {
  const denied = [
    'securityhub:GetFindings',
    'ssm:StartAutomationExecution',
    'cloudtrail:LookupEvents',
    'events:ListRules',
  ];
  const { lines } = await told({ faults: denied.map((action) => ({ action, error: 'AccessDenied' })) });
  expect(lines.filter((line) => line.startsWith('  incomplete'))).toHaveLength(7);
  expect(lines).toContain(
    '  incomplete   cloudtrail-source; expected iam.amazonaws.com; AccessDenied on cloudtrail:LookupEvents',
  );
});
