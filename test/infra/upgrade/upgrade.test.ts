// CloudFormation updates what was deployed by an earlier version: test/cases/upgrade/ has its templates, made by record.ts.
import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { AccountStack } from '../../../infra/account/account-stack';
import { optionsOf } from '../../../infra/options/context';
import { addOrganization } from '../../../infra/organization/organization';
import { templates as files } from '../../../infra/templates';
import { findingId, scanFindingId } from '../../../rule/security-hub/asff';
import { deployed, managementAccount, pseudo, type TemplateBody, topicArn } from '../organization-synth';
import { createOnlyProperties } from './create-only';
import { replacements } from './replacements';

const template = v.custom<TemplateBody>((value) =>
  v.is(v.looseObject({ Resources: v.looseObject({}) }), value),
);
const recorded = v.object({
  templates: v.object({ account: template, member: template, pack: template }),
  cdk: v.record(
    v.string(),
    v.object({ context: v.record(v.string(), v.string()), stacks: v.record(v.string(), template) }),
  ),
});
const folder = path.resolve(__dirname, '../../cases/upgrade');
const versions = ['0.1.0', '0.2.0'] as const;
const records = versions.map((version) => ({
  version,
  ...v.parse(recorded, JSON.parse(readFileSync(path.join(folder, `${version}.json`), 'utf8'))),
}));

/** What an update from one of them replaces or takes away; whatever holds state is not among it. */
const listed: readonly {
  readonly from?: string;
  readonly type: string;
  readonly id: RegExp;
  readonly reason: string;
}[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    id: /AlarmsUnreadable/,
    reason: 'metrics=scans is the default, and the metric that the alarm looks at is one of metrics=all',
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    id: /^MemberAlarms/,
    reason: 'an organization has alarms in its members only where there is a topic to tell',
  },
  {
    type: 'AWS::Config::StoredQuery',
    id: /SavedQuery|UsersByAccount/,
    reason: 'savedQuery=false is the default: most recorders do not record what the query looks at',
  },
  {
    type: 'AWS::IAM::Role',
    id: /RemediationFunctionEntryRole/,
    reason: 'it has a name now, by which the SCP protect spares it; nobody but the function has it',
  },
  {
    from: '0.2.0',
    type: 'AWS::IAM::ManagedPolicy',
    id: /RemediationEnforcementPolicy/,
    reason:
      "its description is 0.1.0's again; the one that was made in between is retained, and the group gets the other",
  },
];

const holdState: readonly string[] = [
  ...['AWS::Config::ConfigRule', 'AWS::Config::OrganizationConformancePack', 'AWS::CloudFormation::StackSet'],
  ...['AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'],
  ...[
    'AWS::S3::Bucket',
    'AWS::SNS::Topic',
    'AWS::SNS::Subscription',
    'AWS::SQS::Queue',
    'AWS::SSM::Document',
  ],
];

const createOnly = createOnlyProperties();
const here = pseudo(managementAccount);

const synthesized = new Map<string, Readonly<Record<string, TemplateBody>>>();
function stacksOfToday(context: Readonly<Record<string, string>>): Readonly<Record<string, TemplateBody>> {
  const key = JSON.stringify(context);
  const known = synthesized.get(key);
  if (known !== undefined) return known;
  const app = new App({ context });
  const values = optionsOf(app.node);
  const where = { env: { region: 'us-east-1' } };
  if (values['organizationalUnitIds'] === undefined)
    new AccountStack(app, 'IamUserMfa', { ...values, ...where });
  else addOrganization(app, values, where);
  const stacks = app
    .synth()
    .stacks.map(({ stackName, template: body }) => [stackName, v.parse(template, body)]);
  const made = Object.fromEntries(stacks) as Readonly<Record<string, TemplateBody>>;
  synthesized.set(key, made);
  return made;
}

const textOf = (name: string): string => files[name]?.() ?? '';
const today = {
  account: v.parse(template, JSON.parse(textOf('iam-user-mfa.template.json'))),
  member: v.parse(template, JSON.parse(textOf('member.template.json'))),
};

/** Parameters keep their values in an update, and the new ones get their defaults. */
const worlds: readonly Readonly<Record<string, string>>[] = [
  {},
  {
    ...{ Remediation: 'automatic', RemoveConsoleAccess: 'true', ExemptTagKey: 'mfa-exempt' },
    ...{ NotificationEmail: 'security@example.com', ComplianceNotice: 'true' },
  },
  { RuleIn: 'member-stack', NotificationTopicArn: topicArn, Remediation: 'manual', Alarms: 'all' },
];

interface Update {
  readonly name: string;
  readonly before: ReturnType<typeof deployed>;
  readonly after: ReturnType<typeof deployed>;
}

const updatesFrom = ({ cdk, templates }: (typeof records)[number]): readonly Update[] => [
  ...Object.entries(cdk).flatMap(([name, { context, stacks }]) =>
    Object.entries(stacks).map(([stack, was]) => ({
      name: `${name}: ${stack}`,
      before: deployed(was, here),
      after: deployed(stacksOfToday(context)[stack] ?? { Resources: {} }, here),
    })),
  ),
  ...(['account', 'member'] as const).flatMap((file) =>
    worlds.map((world) => {
      const was = templates[file];
      const defaults = Object.entries(was.Parameters ?? {}).map(([key, { Default }]) => [
        key,
        String(Default),
      ]);
      const values = { ...here, ...(Object.fromEntries(defaults) as Record<string, string>), ...world };
      return {
        name: `${file} template with ${Object.keys(world).join(', ') || 'defaults'}`,
        before: deployed(was, values),
        after: deployed(today[file], values),
      };
    }),
  ),
];

const all = records.map((record) => ({
  version: record.version,
  updates: updatesFrom(record).map(({ name, before, after }) => ({
    name,
    replaced: [...replacements(before, after, createOnly)].map(([id, why]) => ({
      id,
      why,
      type: before[id]?.Type ?? '',
    })),
  })),
}));

const rowFor = (version: string, found: { readonly id: string; readonly type: string }) =>
  listed.find(({ from = version, type, id }) => from === version && type === found.type && id.test(found.id));

describe.each(all)('an update from $version', ({ version, updates }) => {
  test.each(updates)('replaces what the list says, and nothing else: $name', ({ replaced }) => {
    expect(replaced.filter((found) => rowFor(version, found) === undefined)).toEqual([]);
  });
});

test('every row of the list is one that an update meets', () => {
  const met = all.flatMap(({ version, updates }) =>
    updates.flatMap(({ replaced }) => replaced.map((found) => rowFor(version, found))),
  );
  expect(listed.filter((row) => !met.includes(row))).toEqual([]);
});

test('nothing that holds state is replaced, but for a policy that is retained', () => {
  expect(listed.filter(({ type }) => holdState.includes(type))).toEqual([
    expect.objectContaining({ from: '0.2.0', type: 'AWS::IAM::ManagedPolicy' }),
  ]);
  const policies = Object.values(today)
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  expect(policies).toEqual(policies.map(() => expect.objectContaining({ UpdateReplacePolicy: 'Retain' })));
});

describe.each(records)('whoever comes from $version', ({ templates, cdk }) => {
  test('finds the rules of the pack under their names', () => {
    const namesOf = ({ Resources }: TemplateBody) =>
      Object.values(Resources).map(({ Properties }) => Properties['ConfigRuleName']);
    const pack = v.parse(template, parse(textOf('conformance-pack.yaml')));
    expect(namesOf(pack)).toEqual(namesOf(templates.pack));
    expect(namesOf(pack)).toContain('iam-user-mfa');

    const ruleNames = (stacks: Readonly<Record<string, TemplateBody>>) =>
      JSON.stringify(stacks['IamUserMfaOrganization'] ?? '').match(/(?<=ConfigRuleName: \W+)[a-z-]+/g);
    const packs = Object.values(cdk).filter(({ stacks }) => 'IamUserMfaOrganization' in stacks);
    expect(packs.map(({ context }) => ruleNames(stacksOfToday(context)))).toEqual(
      packs.map(({ stacks }) => ruleNames(stacks)),
    );
    expect(packs.map(({ stacks }) => ruleNames(stacks)?.[0])).toContain('iam-user-mfa');
  });

  test('has every option that there was, and every value of it but those that the docs name', () => {
    const docs = readFileSync(path.resolve(__dirname, '../../../docs/deploying.md'), 'utf8');
    const gone = (['account', 'member'] as const).flatMap((file) =>
      Object.entries(templates[file].Parameters ?? {}).flatMap(([name, { AllowedValues: values = [''] }]) => {
        const { AllowedValues: allowed = values } = today[file].Parameters?.[name] ?? { AllowedValues: [] };
        return values.filter((value) => !allowed.includes(value)).map((value) => `${name} "${value}"`);
      }),
    );
    expect([...new Set(gone)]).toEqual(['SavedQuery ""']);
    for (const one of gone) expect(docs).toContain(`\`${one}\``);
  });
});

test('findings of earlier versions are updated and closed under their ids', () => {
  expect([findingId('111122223333', 'AIDAEXAMPLE'), scanFindingId('111122223333')]).toEqual([
    'iam-user-mfa/111122223333/AIDAEXAMPLE',
    'iam-user-mfa/111122223333/scan',
  ]);
});
