// The one place where CDK validates what our stacks synthesize against CloudFormation's schemas and rules: its engine takes
// seconds to load, so test/cdk.ts switches it off for everybody else.
import { expect, test } from '@jest/globals';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { AccountStack } from '../../infra/account/account-stack';
import { AggregationStack } from '../../infra/organization/aggregation-stack';
import { MemberStack } from '../../infra/organization/member-stack';
import { MemberStackSet } from '../../infra/organization/member-stack-set';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { ReportStack } from '../../infra/organization/report-stack';
import { templates } from '../../infra/templates';
import { ou, topicArn } from './organization-synth';
import { everythingOff, everythingOn } from './synth';

delete process.env['CDK_VALIDATION'];

const strict = { '@aws-cdk/core:validateAgainstDefaultRules': true };
/** What validation says of an app, and of a stack beside ours that it has to say something of: without that one it did not run. */
function violationsIn(app: App): readonly string[] {
  const control = new Stack(app, 'Control');
  new CfnLogGroup(control, 'Log', { logGroupName: new CfnParameter(control, 'Password').valueAsString });
  const report = readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8');
  return v
    .parse(reportSchema, JSON.parse(report))
    .pluginReports.flatMap(({ violations }) => violations.map(({ description }) => description));
}
const reportSchema = v.object({
  pluginReports: v.array(v.object({ violations: v.array(v.object({ description: v.string() })) })),
});
const controlAlone = [expect.stringContaining("'Password' appears to be a password")];

const organization = { organizationalUnitIds: [ou] };
const member = { remediation: 'automatic', ruleIn: 'member-stack', notificationTopicArn: topicArn } as const;

test("CDK's validation of CloudFormation templates finds nothing in any stack", () => {
  const app = new App({ context: strict });
  new AccountStack(app, 'Account');
  new AccountStack(app, 'EverythingOn', everythingOn);
  new AccountStack(app, 'EverythingOff', everythingOff);
  new MemberStack(app, 'Member', member);
  new MemberStackSet(app, 'Members', organization);
  new OrganizationStack(app, 'Organization', organization);
  new AggregationStack(app, 'Aggregation', organization);
  new ReportStack(app, 'Report', { ...organization, organizationReport: 'weekly' });
  expect(violationsIn(app)).toEqual(controlAlone);
});

// `node test/infra/include-templates.js FOLDER` does the same with the aws-cdk-lib of another folder.
test('nor in a template of `npm run template` that another app includes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-include-'));
  const app = new App({ context: strict });
  for (const name of ['iam-user-mfa.template.json', 'member.template.json']) {
    const templateFile = join(folder, name);
    writeFileSync(templateFile, templates[name]?.() ?? '');
    new CfnInclude(new Stack(app, name.replaceAll('.', '-')), 'Template', { templateFile });
  }
  expect(violationsIn(app)).toEqual(controlAlone);
  rmSync(folder, { recursive: true });
});
