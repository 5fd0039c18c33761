// `npx tsx test/infra/upgrade/record.ts CHECKOUT VERSION` writes what an earlier version deployed into test/cases/upgrade/: the
// checkout is a worktree of its commit with its own `npm ci` and `npm run template`. 0.1.0 is 3377d06, 0.2.0's first is 8ce5b97.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

type Json = Readonly<Record<string, unknown>>;
type Resource = Json & { readonly Properties?: Json };

/** The option sets: what the first version knew, and what came with the second. */
const contexts: Readonly<Record<string, Json>> = {
  account: {},
  'account with options': {
    notificationEmail: 'security@example.com',
    complianceNotice: 'true',
    savedQuery: 'true',
    exemptTagKey: 'mfa-exempt',
    remediation: 'automatic',
    removeConsoleAccess: 'true',
    allowFirstPasswordChange: 'true',
  },
  'account with a topic': {
    notificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security',
    complianceNotice: 'true',
  },
  organization: { organizationalUnitIds: 'r-abcd' },
  'organization with options': {
    organizationalUnitIds: 'r-abcd',
    ruleIn: 'member-stack',
    notificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security',
    exemptTagKey: 'mfa-exempt',
    remediation: 'automatic',
    removeConsoleAccess: 'true',
    rootHardwareMfa: 'true',
  },
};
const since020: Readonly<Record<string, Json>> = {
  'account with options': {
    ownerTagKey: 'owner',
    rankPrivileges: 'true',
    securityHubFindings: 'true',
    securityHubInsight: 'true',
  },
  'account with a topic': {
    rankPrivileges: 'true',
    securityHubFindings: 'true',
    criticalFindingNotice: 'true',
    complianceNotice: 'false',
  },
  'organization with options': { securityHubFindings: 'true', organizationReport: 'weekly' },
};

/** What is large and replaces nothing when it changes. */
const leftOut = [
  ...[
    'AlarmDescription',
    'AssumeRolePolicyDocument',
    'Code',
    'Content',
    'DashboardBody',
    'Description',
    'Dimensions',
  ],
  ...['EventPattern', 'Metrics', 'Policies', 'PolicyDocument', 'QueryDescription', 'Targets', 'TemplateURL'],
];

const without = (value: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)));

function resourceOf(resource: Resource): Json {
  const { Type, Properties = {} } = resource;
  const names = leftOut.filter((name) => !(Type === 'AWS::IAM::ManagedPolicy' && name === 'Description'));
  return { ...without(resource, 'Metadata'), Properties: without(Properties, ...names) };
}

const mapped = (values: unknown, change: (value: Resource) => Json): Json =>
  Object.fromEntries(
    Object.entries(values as Record<string, Resource>).map(([key, value]) => [key, change(value)]),
  );

const templateOf = ({ Parameters = {}, Conditions = {}, Resources }: Json): Json => ({
  Parameters: mapped(without(Parameters as Json, 'BootstrapVersion'), (parameter) =>
    without(parameter, 'Description', 'ConstraintDescription'),
  ),
  Conditions,
  Resources: mapped(Resources, resourceOf),
});

/** The app without the CDK CLI, as the CLI starts it. */
function stacksOf(checkout: string, context: Json): Json {
  const folder = mkdtempSync(path.join(tmpdir(), 'iam-user-mfa-upgrade-'));
  execFileSync('npx', ['tsx', 'infra/app.ts'], {
    cwd: checkout,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_DEFAULT_REGION: 'us-east-1',
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  const stacks = templates.map((name) => [
    name.replace('.template.json', ''),
    templateOf(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Json),
  ]);
  rmSync(folder, { recursive: true });
  return Object.fromEntries(stacks) as Json;
}

/** Lines of about `width` characters, which end after a resource. */
function rows(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => {
    const isFlat = key === 'Parameters' || key === 'Conditions' || key === 'context';
    return `${JSON.stringify(key)}: ${rows(inner, isFlat ? 0 : depth - 1)}`;
  });
  if (entries.length === 0) return '{}';
  return `{ ${entries.reduce((text, entry) => `${text},${widthOfLast(text) > width ? '\n' : ' '}${entry}`)} }`;
}

const width = 500;
const widthOfLast = (text: string): number => text.length - text.lastIndexOf('\n');

const [checkout = '', version = ''] = process.argv.slice(2);
const file = (name: string) => readFileSync(path.join(checkout, 'dist/templates', name), 'utf8');
const templates = {
  account: templateOf(JSON.parse(file('iam-user-mfa.template.json')) as Json),
  member: templateOf(JSON.parse(file('member.template.json')) as Json),
  pack: templateOf(parse(file('conformance-pack.yaml')) as Json),
};
const cdk = Object.fromEntries(
  Object.entries(contexts).map(([name, first]) => {
    const context = { ...first, ...(version === '0.1.0' ? {} : since020[name]) };
    return [name, { context, stacks: stacksOf(checkout, context) }];
  }),
);
writeFileSync(
  path.resolve(__dirname, `../../cases/upgrade/${version}.json`),
  `{\n"templates": ${rows(templates, 3)},\n"cdk": ${rows(cdk, 5)}\n}\n`,
);
