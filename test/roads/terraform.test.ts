// The Terraform module by terraform itself: what it refuses, what it deploys, and that this is what CDK deploys.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { InvalidOptionsError } from '../../infra/options/errors';
import { optionKeys, optionRows, type Place } from '../../infra/options/options';
import { parseOptions, type Values } from '../../infra/options/parse-options';
import { parameterName } from '../../infra/options/template-parameters';
import { moduleKeys, variableName } from '../../infra/options/terraform-variables';
import type { OrganizationOptions } from '../../infra/options/props';
import { missing } from '../gates/terraform';
import {
  deployed,
  ou,
  packBody,
  pseudo,
  stackSet,
  topicArn,
  type TemplateBody,
} from '../infra/organization-synth';
import { callsOf, moduleFolder, Workspace } from './module';

const why = missing();
if (why !== undefined) process.stderr.write(`The Terraform module is not tried: ${why}.\n`);
const describeTerraform = why === undefined ? describe : describe.skip;

const inTerraform = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [variableName(key), value]));
const inOrganization = (values: Values): Values => ({ organizationalUnitIds: [ou], ...values });

/** CDK has numbers as texts and no empty text; how a value is written is no difference. */
const sameValues = (sentence: string): string =>
  sentence.replace(/got "([\d.]{1,4})"/, 'got $1').replace('got nothing', 'got ""');

/** What the CDK app says of the same values, in Terraform's spelling. */
function cdkRefusals(place: Place, values: Values): readonly string[] {
  try {
    parseOptions(place, values);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidOptionsError)) throw error;
    const spelt = (text: string) => text.replace(/\b[a-z]+(?:[A-Z]\w*)+\b/g, variableName);
    return error.problems.map((problem) => sameValues(`${spelt(problem)}.`));
  }
}

interface Stack {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
interface State {
  readonly values: {
    readonly root_module: { readonly child_modules: readonly { readonly resources: readonly Stack[] }[] };
  };
}

describeTerraform('the Terraform module', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = new Workspace();
  });
  afterAll(() => workspace.remove());

  const applied = (...sets: readonly Values[]): readonly (readonly Stack[])[] => {
    workspace.configure(callsOf(sets.map(inTerraform)));
    const { status, stderr } = workspace.run('apply', '-input=false', '-no-color', '-auto-approve');
    if (status !== 0) throw new Error(stderr);
    const state = JSON.parse(workspace.run('show', '-json').stdout) as State;
    return state.values.root_module.child_modules.map(({ resources }) => resources);
  };
  const one = (resources: readonly Stack[] | undefined, type: string): Readonly<Record<string, unknown>> => {
    const [found, ...more] = (resources ?? []).filter((resource) => resource.type === type);
    if (found === undefined || more.length > 0) throw new Error(`${1 + more.length} of ${type}`);
    return found.values;
  };
  const check = (plan: string) => {
    writeFileSync(path.join(workspace.folder, 'plan.json'), plan);
    const words = ['--import', 'tsx', path.resolve(__dirname, '../../rule/cli/main.ts'), 'check'];
    return spawnSync(process.execPath, [...words, path.join(workspace.folder, 'plan.json')], {
      encoding: 'utf8',
    });
  };

  test('is as terraform fmt writes it', () => {
    expect(workspace.run('fmt', '-check', '-diff', moduleFolder).stdout).toBe('');
  });

  test("the README's example of 15 lines is valid, is planned, and check finds nothing in its plan", () => {
    const [, example = ''] =
      /```hcl\n([^`]*)```/.exec(readFileSync(path.join(moduleFolder, 'README.md'), 'utf8')) ?? [];
    expect(example.trim().split('\n')).toHaveLength(15);
    workspace.configure(example, 'main.tf');
    expect(workspace.run('validate', '-no-color').stdout).toContain('The configuration is valid');
    const checked = check(workspace.planned());
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('no user would be able')]);
  });

  test('a plan does not print the template', () => {
    workspace.configure(callsOf([{ template_folder: null }]));
    expect(workspace.run('plan', '-input=false', '-no-color').stdout.length).toBeLessThan(10_000);
  });

  test('every value out of its range is refused in the sentence of the CDK app', () => {
    const bad: Values = {
      requiredMfa: 'sms',
      gracePeriodHours: 721,
      maxExemptDays: 0.5,
      exemptTagKey: 'schl\u00fcssel',
      maximumExecutionFrequency: 'Six_hours',
      notificationEmail: 'nobody',
      notificationTopicArn: 'arn:aws:sns:cn-north-1:111122223333:security',
      remediation: 'on',
      memoryMiB: 64,
      timeoutSeconds: 901,
      reservedConcurrency: 0,
      permissionsBoundary: 'a b',
      rolePath: 'security',
      kmsKeyArn: 'alias/key',
      architecture: 'riscv',
      runtime: 'nodejs20.x',
      logRetentionDays: 2,
      auditRetentionDays: 401,
      alarms: 'some',
      metrics: 'few',
    };
    const badThere: Values = {
      organizationalUnitIds: ['ou-1'],
      ruleIn: 'pack',
      deployFrom: 'anywhere',
      managementAccountId: '1234',
      excludedAccounts: ['1'],
      memberExcludedAccounts: ['two'],
      packName: '1pack',
    };
    workspace.configure(callsOf([inTerraform(bad), inTerraform(badThere)]));
    const said = workspace.refusals().map(sameValues);
    // Alarms have a third value in an organization, which one type of variable has to allow.
    const wanted = [...cdkRefusals('account', bad), ...cdkRefusals('organization', badThere)].filter(
      (sentence) => !sentence.startsWith('alarms'),
    );
    expect(wanted.filter((sentence) => !said.includes(sentence))).toEqual([]);
    expect(said).toContain('alarms: got "some", allowed: one of true, false, all.');
    expect(said).toContain('memory_mib: got 64, allowed: a whole number 128..10240.');
    expect(wanted).toHaveLength(Object.keys({ ...bad, ...badThere }).length - 1);
    expect(said).toHaveLength(wanted.length + 1);
  });

  test('lists are held to the patterns and the length of the template', () => {
    const long = Array.from({ length: 40 }, (_, index) => `/service-${index}/`);
    workspace.configure(
      callsOf([
        inTerraform({ exemptPaths: ['service'], exemptUserNames: ['a b'] }),
        inTerraform({ exemptPaths: long }),
      ]),
    );
    const paths =
      'exempt_paths: got LIST, allowed: comma-separated IAM path prefixes, each starting and ending with a slash, like /service/; at most 288 characters in all.';
    const names =
      'exempt_user_names: got LIST, allowed: comma-separated user names of 1..64 letters, digits and _ + = . @ -; at most 288 characters in all.';
    const said = workspace.refusals().map((line) => line.replace(/got \[.*\]/, 'got LIST'));
    expect([...said].sort()).toEqual([paths, paths, names]);
  });

  test('a value of another type is refused by its type', () => {
    workspace.configure(
      callsOf([{ rank_privileges: 'maybe' }, { memory_mib: 'much' }, { exempt_paths: '/service/' }]),
    );
    const said = workspace.refusals().join(' ');
    for (const type of ['a bool is required', 'a number is required', 'list of string'])
      expect(said).toContain(type);
  });

  const inAccount: readonly Values[] = [
    { notificationTopicArn: topicArn, notificationEmail: 'a@example.com' },
    { complianceNotice: true },
    { securityHubInsight: true },
    { criticalFindingNotice: true },
    { remediationAction: 'remove-console-access' },
    { removeConsoleAccess: true },
    { allowFirstPasswordChange: true },
    { auditRetentionDays: 30 },
    { remediation: 'automatic', remediationAction: 'remove-console-access', removeConsoleAccess: true },
    { remediation: 'manual', remediationAction: 'remove-console-access' },
    { maxExemptDays: 30 },
    { notificationEmail: 'a@example.com', alarms: false },
    { ruleIn: 'member-stack', excludedAccounts: ['123456789012'], rootHardwareMfa: true },
    { deployFrom: 'delegated-administrator', managementAccountId: '111122223333', packName: 'other' },
    { autoDeployment: false, memberExcludedAccounts: ['123456789012'] },
    {
      ...{ criticalFindingNotice: true, securityHubFindings: true, rankPrivileges: true },
      ...{ complianceNotice: true, notificationTopicArn: topicArn },
    },
  ];
  const there: readonly Values[] = [
    { notificationEmail: 'a@example.com' },
    { complianceNotice: true, notificationTopicArn: topicArn },
    {
      criticalFindingNotice: true,
      securityHubFindings: true,
      rankPrivileges: true,
      notificationTopicArn: topicArn,
    },
    { securityHubInsight: true, securityHubFindings: true },
    { memberExcludedAccounts: ['123456789012'] },
    { managementAccountId: '111122223333' },
    { remediation: 'manual', deployFrom: 'delegated-administrator' },
    { alarms: 'all' },
  ].map(inOrganization);

  test('what contradicts is refused in the sentences of the CDK app, all of them at once', () => {
    workspace.configure(callsOf([...inAccount, ...there].map(inTerraform)));
    const wanted = [
      ...inAccount.flatMap((values) => cdkRefusals('account', values)),
      ...there.flatMap((values) => cdkRefusals('organization', values)),
    ];
    expect(workspace.refusals().map(sameValues).sort()).toEqual([...wanted].sort());
    expect(wanted.length).toBeGreaterThanOrEqual(inAccount.length + there.length);
  });

  test('a topic of another region, another region, and a folder without templates or without the pack are refused', () => {
    const withoutPack = path.join(workspace.folder, 'without-pack');
    cpSync(path.join(workspace.folder, 'slim'), withoutPack, { recursive: true });
    rmSync(path.join(withoutPack, 'conformance-pack.yaml'));
    workspace.configure(
      callsOf([
        { notification_topic_arn: topicArn.replace('us-east-1', 'us-west-2') },
        { template_folder: '/nowhere' },
        { template_folder: withoutPack, organizational_unit_ids: [ou] },
      ]),
    );
    expect([...workspace.refusals()].sort()).toEqual(
      [
        expect.stringMatching(
          /^notification_topic_arn: got "arn:aws:sns:us-west-2:.*", allowed: one in us-east-1, the region of the stack/,
        ),
        `template_folder: got "${withoutPack}", which has no conformance-pack.yaml: npm run template writes it.`,
        'template_folder: got "/nowhere", which has no iam-user-mfa.template.json: npm run template writes it.',
      ].sort(),
    );
    workspace.configure(callsOf([{}, { allow_any_region: true }], 'eu-west-1'));
    expect(workspace.refusals()).toEqual([
      expect.stringMatching(/^region: got "eu-west-1", allowed: us-east-1, cn-north-1/),
    ]);
  });

  test('an account gets one stack, with the parameters that CDK has for the same options', () => {
    const options: Values = {
      exemptTagKey: 'mfa-exempt',
      exemptPaths: ['/service/', '/robots/'],
      gracePeriodHours: 24,
      notificationEmail: 'security@example.com',
      complianceNotice: true,
      remediation: 'manual',
      reservedConcurrency: 5,
      permissionsBoundary: '/company/Boundary',
      allowFirstPasswordChange: true,
      alarms: false,
      dashboard: false,
      logRetentionDays: 30,
    };
    const [stacks] = applied(options);
    const { textOf } = parseOptions('account', options);
    const stack = one(stacks, 'aws_cloudformation_stack');
    const text = readFileSync(path.join(workspace.folder, 'slim/iam-user-mfa.template.json'), 'utf8');
    const template = JSON.parse(text) as TemplateBody;
    const names = Object.keys(template.Parameters ?? {});
    const keys = moduleKeys.filter((key) => names.includes(parameterName(key)));
    expect(stack['parameters']).toEqual(
      Object.fromEntries(keys.map((key) => [parameterName(key), textOf(key)])),
    );
    expect(keys).toHaveLength(names.length);
    expect(stack['name']).toBe('IamUserMfa');
    expect(stack['capabilities']).toEqual(['CAPABILITY_NAMED_IAM']);
    const { bucket, key, content } = one(stacks, 'aws_s3_object');
    expect(stack['template_url']).toBe(`https://s3.us-east-1.amazonaws.com/${String(bucket)}/${String(key)}`);
    // Of a parameter with NoEcho CloudFormation answers ****, which each plan would change back.
    expect(content).not.toContain('"NoEcho":');
    expect(JSON.parse(String(content))).toEqual(
      JSON.parse(text, (name, value: unknown) => (name === 'NoEcho' ? undefined : value)),
    );
    expect(text).toContain('"NoEcho": true');
    expect(stacks).toHaveLength(2 + 3);
  });

  test('an organization gets what the CDK app makes: StackSet, management stack and pack', () => {
    const sets: readonly Partial<OrganizationOptions>[] = [
      {},
      {
        exemptTagKey: 'mfa-exempt',
        exemptUserNames: ['break-glass'],
        notificationTopicArn: topicArn,
        alarms: 'all',
        remediation: 'automatic',
        rolePath: '/security/',
        rootHardwareMfa: true,
        excludedAccounts: ['123456789012'],
        packName: 'mfa',
        maximumExecutionFrequency: 'One_Hour',
      },
      { ruleIn: 'member-stack', remediation: 'manual' },
      {
        autoDeployment: false,
        memberExcludedAccounts: ['123456789012'],
        deployFrom: 'delegated-administrator',
        managementAccountId: '123456789012',
        remediation: 'manual',
        remediationAction: 'remove-console-access',
        removeConsoleAccess: true,
      },
    ];
    const made = applied(...sets.map((set) => inOrganization({ ...set })));
    sets.forEach((set, index) => {
      const resources = made[index];
      const members = one(resources, 'aws_cloudformation_stack_set');
      const instances = one(resources, 'aws_cloudformation_stack_instances');
      const { Resources } = stackSet({
        ...set,
        env: { region: 'us-east-1' },
      }).template.toJSON() as TemplateBody;
      const cdk = Resources['Members']?.Properties as Readonly<Record<string, unknown>>;
      const given = cdk['Parameters'] as readonly {
        readonly ParameterKey: string;
        readonly ParameterValue: string;
      }[];
      const template = JSON.parse(String(one(resources, 'aws_s3_object')['content'])) as TemplateBody;
      const defaults = Object.fromEntries(
        Object.entries(template.Parameters ?? {}).map(([name, { Default }]) => [name, Default]),
      );
      const values = given.map(({ ParameterKey: name, ParameterValue: value }) => [name, value] as const);
      expect(members['parameters']).toEqual({ ...defaults, ...Object.fromEntries(values) });
      const preferences = cdk['OperationPreferences'] as Readonly<Record<string, unknown>>;
      const wanted = {
        concurrency_mode: preferences['ConcurrencyMode'],
        max_concurrent_percentage: preferences['MaxConcurrentPercentage'],
        failure_tolerance_percentage: preferences['FailureTolerancePercentage'],
      };
      expect([members['operation_preferences'], instances['operation_preferences']]).toEqual([
        [expect.objectContaining(wanted)],
        [expect.objectContaining(wanted)],
      ]);
      expect([
        members['name'],
        members['permission_model'],
        members['call_as'],
        members['capabilities'],
      ]).toEqual([cdk['StackSetName'], cdk['PermissionModel'], cdk['CallAs'], cdk['Capabilities']]);
      expect(members['managed_execution']).toEqual([{ active: true }]);
      expect(members['auto_deployment']).toEqual([
        { enabled: set.autoDeployment ?? true, retain_stacks_on_account_removal: false },
      ]);
      const [group] = cdk['StackInstancesGroup'] as readonly [
        { readonly DeploymentTargets: Readonly<Record<string, unknown>> },
      ];
      expect(instances['deployment_targets']).toEqual([
        {
          accounts: group.DeploymentTargets['Accounts'] ?? null,
          account_filter_type: group.DeploymentTargets['AccountFilterType'] ?? null,
          organizational_unit_ids: [ou],
          accounts_url: null,
        },
      ]);
      expect(instances['regions']).toEqual(['us-east-1']);
      const management = resources?.filter(({ type }) => type === 'aws_cloudformation_stack') ?? [];
      expect(management.map(({ values: { name, parameters } }) => [name, parameters])).toEqual(
        set.deployFrom === undefined ? [['IamUserMfaManagement', members['parameters']]] : [],
      );
      const pack = one(resources, 'aws_config_organization_conformance_pack');
      expect([pack['name'], pack['excluded_accounts'] ?? []]).toEqual([
        set.packName ?? 'iam-user-mfa',
        set.excludedAccounts ?? [],
      ]);
      const inputs = pack['input_parameter'] as readonly {
        readonly parameter_name: string;
        readonly parameter_value: string;
      }[];
      const ofMember = pseudo('222233334444');
      const sent = deployed(parse(String(pack['template_body'])) as TemplateBody, {
        ...Object.fromEntries(
          inputs.map(({ parameter_name: name, parameter_value: value }) => [name, value]),
        ),
        ...ofMember,
      });
      const expected = deployed(parse(packBody(set) ?? '') as TemplateBody, ofMember);
      expect(withDefaults(sent)).toEqual(withDefaults(expected));
    });
  });

  test('the pack comes after the StackSet and the management stack, and check finds nothing in the plan', () => {
    workspace.configure(callsOf([{ organizational_unit_ids: [ou], remediation: 'manual' }]));
    const { stdout } = workspace.run('graph');
    const pack = 'aws_config_organization_conformance_pack.pack';
    for (const first of ['aws_cloudformation_stack.this', 'aws_cloudformation_stack_instances.members'])
      expect(stdout).toMatch(new RegExp(`"[^"]*${pack}" -> "[^"]*${first}"`));
    expect(check(workspace.planned()).status).toBe(0);
  });

  test('a module that waits for something is planned, with a topic that is not there yet', () => {
    const config = JSON.parse(
      callsOf([
        {
          organizational_unit_ids: [ou],
          notification_topic_arn: '${aws_s3_bucket.first.arn}',
          depends_on: ['aws_s3_bucket.first'],
        },
      ]),
    ) as object;
    workspace.configure(
      JSON.stringify({ ...config, resource: { aws_s3_bucket: { first: { bucket: 'first' } } } }),
    );
    expect(workspace.planned()).toContain('aws_config_organization_conformance_pack.pack');
  });

  test('in China the pack has no root rule, and names of the partition', () => {
    workspace.configure(callsOf([{ organizational_unit_ids: [ou], remediation: 'manual' }], 'cn-north-1'));
    const plan = workspace.planned();
    expect(plan).toContain('https://s3.cn-north-1.amazonaws.com.cn/company-templates/');
    expect(plan).toContain('arn:aws-cn:iam::111122223333:role/iam-user-mfa-remediation');
    expect(plan).not.toContain('root-account-mfa-enabled\\"');
    rmSync(path.join(workspace.folder, 'plan'), { force: true });

    const ofPack = { excluded_accounts: ['123456789012'], pack_name: 'other', root_hardware_mfa: true };
    workspace.configure(
      callsOf([{ organizational_unit_ids: [ou], rule_in: 'member-stack', ...ofPack }], 'cn-north-1'),
    );
    const noPack = 'allowed: only with rule_in=conformance-pack in cn-north-1: there is no pack otherwise.';
    expect([...workspace.refusals()].sort()).toEqual([
      `excluded_accounts: got ["123456789012"], ${noPack}`,
      `pack_name: got "other", ${noPack}`,
      `root_hardware_mfa: got true, ${noPack}`,
    ]);
  });
});

/** Rule parameters that CDK leaves out have their default; which ones it leaves out is no difference. */
function withDefaults(resources: ReturnType<typeof deployed>): unknown {
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties }]) => {
      const { InputParameters: parameters, ...others } = Properties;
      const defaults = {
        requiredMfa: 'any',
        gracePeriodHours: '0',
        maxExemptDays: '366',
        rankPrivileges: 'false',
      };
      const isOurs = JSON.stringify(Properties).includes('function:iam-user-mfa');
      return [
        id,
        { Type, ...others, ...(isOurs ? { parameters: { ...defaults, ...(parameters as object) } } : {}) },
      ];
    }),
  );
}

test('every option of one account is a variable of the module, and every one of an organization but for those that it names', () => {
  const left = optionKeys.filter((key) => !moduleKeys.includes(key));
  expect(left).toEqual([
    'memberDependsOn',
    'organizationReport',
    'reportHour',
    'reportRetentionDays',
    'aggregator',
    'aggregatorName',
    'objectLockDays',
    'tags',
  ]);
  expect(left.filter((key) => optionRows[key].only !== 'organization')).toEqual([]);
});
