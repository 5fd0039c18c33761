// The one place where CDK validates what our stacks synthesize against CloudFormation's schemas and rules: its engine takes
// seconds to load, so test/cdk.ts switches it off for everybody else.
import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountStack } from '../../infra/account/account-stack';
import { AccountTemplate } from '../../infra/account/account-template';
import { AggregationStack } from '../../infra/organization/aggregation-stack';
import { MemberStack } from '../../infra/organization/member-stack';
import { MemberStackSet } from '../../infra/organization/member-stack-set';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { ReportStack } from '../../infra/organization/report-stack';
import { ou, topicArn } from './organization-synth';
import { everythingOff, everythingOn } from './synth';

delete process.env['CDK_VALIDATION'];

const organization = { organizationalUnitIds: [ou] };
const member = { remediation: 'automatic', ruleIn: 'member-stack', notificationTopicArn: topicArn } as const;

test("CDK's validation of CloudFormation templates finds nothing in any stack", () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  new AccountStack(app, 'Account');
  new AccountStack(app, 'EverythingOn', everythingOn);
  new AccountStack(app, 'EverythingOff', everythingOff);
  new AccountTemplate(app, 'Template');
  new MemberStack(app, 'Member', member);
  new MemberStackSet(app, 'Members', organization);
  new OrganizationStack(app, 'Organization', organization);
  new AggregationStack(app, 'Aggregation', organization);
  new ReportStack(app, 'Report', { ...organization, organizationReport: 'weekly' });
  const report = join(app.synth().directory, 'validation-report.json');
  expect((JSON.parse(readFileSync(report, 'utf8')) as { pluginReports: unknown }).pluginReports).toEqual([
    expect.objectContaining({ pluginName: 'CloudFormation Validate', conclusion: 'success', violations: [] }),
  ]);
});
