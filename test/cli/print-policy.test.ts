// The policy that a command says it needs, beside the calls that it makes with the same flags: nothing more and nothing less.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { describeWithTool } from '../moto';
import { codesAt } from '../standin/authenticator-app';
import { caller, CommandLine, WarmCommandLine } from './command-line';
import { atTerminal } from './pseudo-terminal';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let warm: WarmCommandLine;
let standin: Standin | undefined;
beforeAll(() => {
  warm = new WarmCommandLine();
});
afterEach(async () => {
  await standin?.close();
  standin = undefined;
});
afterAll(() => warm.end());

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
}

async function policyOf(args: readonly string[]): Promise<readonly string[]> {
  const here = createStandin({});
  const { code, stdout, stderr } = await warm.run([...args, '--print-policy'], caller(await here.listen()));
  const { calls } = here;
  await here.close();
  expect({ code, stderr, calls }).toEqual({ code: 0, stderr: '', calls: [] });
  return (JSON.parse(stdout) as Policy).Statement.flatMap(({ Action }) => Action).sort();
}

const called = (): readonly string[] =>
  Object.keys(standin?.callCounts() ?? {})
    .filter((call) => call !== 'sts:GetCallerIdentity')
    .sort();

const member = '222222222222';
const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
const group = {
  groupName: 'required',
  path: '/iam-user-mfa-required/',
  inlinePolicies: { inline: deny },
  attachedPolicies: ['arn:aws:iam::111111111111:policy/Enforcement'],
};
const enforcing = {
  groups: [group],
  policies: [
    {
      policyName: 'Enforcement',
      versions: [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              NotAction: ['iam:EnableMFADevice'],
              Resource: '*',
              Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
            },
          ],
        },
      ],
    },
  ],
};
const bob = {
  userName: 'bob',
  loginProfile: {},
  passwordLastUsed: new Date().toISOString(),
  attachedPolicies: ['arn:aws:iam::aws:policy/IAMFullAccess'],
};
const results = [
  {
    resourceType: 'AWS::::Account',
    resourceId: member,
    complianceType: 'COMPLIANT' as const,
    annotation:
      'Scan complete: 1 users, 1 with a console password, 1 without sufficient MFA, 0 exempt, 0 in grace.',
    recordedTime: new Date().toISOString(),
  },
];
const seed: SeedInput = {
  accountId: '111111111111',
  users: [bob, { userName: 'ann', loginProfile: {}, mfaDevices: [{ kind: 'virtual' }] }],
  configRules: [{ name: 'iam-user-mfa', inputParameters: { exemptTagKey: 'exempt' } }],
  ...enforcing,
  accounts: [{ accountId: member, users: [bob], evaluationResults: results }],
  organization: {
    roots: [{ id: 'r-root', name: 'Root', ous: [{ id: 'ou-root-aaaaaaaa', name: 'Prod' }] }],
    accounts: [{ accountId: member, name: 'two', parent: 'ou-root-aaaaaaaa' }],
    conformancePacks: [{ name: 'iam-user-mfa' }],
  },
};

describe('--print-policy names what the command calls with the same flags, and no more:', () => {
  const evidence = join(mkdtempSync(join(tmpdir(), 'iam-user-mfa-')), 'evidence');
  test.each([
    'scan',
    'scan --exempt-tag-key exempt',
    'scan --rank-privileges',
    'scan --sign-ins 30',
    'scan --required-mfa has-phishing-resistant',
    `evidence --owner-tag-key owner --output ${evidence}`,
    'org-scan --role-name audit/reader',
    'org-scan --role-name reader --rank-privileges --owner-tag-key owner',
    'org-report',
    'remediate --action require-mfa',
    'remediate --action require-mfa --user-name bob --apply',
    'remediate --action require-mfa --user-name bob --group required --apply',
    'remediate --action remove-console-access',
    'remediate --action remove-console-access --user-name bob --apply',
    'remediate --action undo-require-mfa',
    'remediate --action undo-require-mfa --user-name bob --apply',
    'remediate --action undo-require-mfa --all-members --apply',
  ])('%s', async (line) => {
    const isUndo = line.includes('undo');
    standin = createStandin(isUndo ? { ...seed, users: [{ ...bob, groups: ['required'] }] } : seed);
    await warm.run(line.split(' '), caller(await standin.listen()));
    expect(called()).toEqual(await policyOf(line.split(' ')));
  });

  test('scan of a report that is there already needs nothing', async () => {
    expect(await policyOf(['scan', '--credential-report', 'report.csv'])).toEqual([]);
  });

  test('org-report to a bucket, that bucket and folder', async () => {
    const { stdout } = await warm.run(['org-report', '--output', 's3://b', '--print-policy']);
    expect(stdout).toContain('"arn:aws:s3:::b/reports/*"');
    const other = ['--output', 's3://b/x/', '--print-policy', '--partition', 'aws-cn'];
    expect((await warm.run(['org-report', ...other])).stdout).toContain('"arn:aws-cn:s3:::b/x/*"');
  });

  test('a partition that is none is refused', async () => {
    const outcome = await warm.run(['scan', '--print-policy', '--partition', 'mars']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain('--partition: got "mars", allowed:');
  });
});

describeWithTool('python3', 'at a terminal', () => {
  test('enrol: all that it calls, and what only a broken one calls', async () => {
    standin = createStandin({ users: [{ userName: 'alice', loginProfile: {} }], callerUserName: 'alice' });
    const cli = new CommandLine();
    const at = atTerminal([process.execPath, cli.file, 'enrol', '--text'], caller(await standin.listen()));
    await at.until('First code: ');
    const [, secret = ''] = /Key: ([A-Z2-7]+)/.exec(at.screen) ?? [];
    for (const code of codesAt(secret, Date.now() - 30_000, Date.now())) at.type(`${code}\r`);
    await at.ended();
    const policy = await policyOf(['enrol']);
    expect(called().filter((action) => !policy.includes(action))).toEqual([]);
    expect(policy.filter((action) => !called().includes(action))).toEqual([
      'iam:DeleteVirtualMFADevice',
      'iam:ListUserTags',
    ]);
  });
});

test('a denied call names it', async () => {
  standin = createStandin({ ...seed, faults: [{ action: 'iam:ListUsers', error: 'AccessDenied' }] });
  const { code, stderr } = await warm.run(['scan'], caller(await standin.listen()));
  expect(code).toBe(3);
  expect(stderr).toContain('allow iam:ListUsers to');
  expect(stderr).toContain('"npx --no -- iam-user-mfa scan --print-policy" prints all that it needs.');
});
