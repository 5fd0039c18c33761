import { type App, type StackProps } from 'aws-cdk-lib';
import type { Options } from '../options/options';
import { parseOptions, type Values } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';
import { AggregationStack, makesAggregator } from './aggregation-stack';
import { MemberStack } from './member-stack';
import { MemberStackSet } from './member-stack-set';
import { hasPack, OrganizationStack } from './organization-stack';
import { ReportStack } from './report-stack';
import { addWarning } from '../options/validations';

/** The stacks of an organization, in the order of their deployment: the pack needs the function in every account first. */
export function addOrganization(app: App, values: Values, stackProps: StackProps): void {
  const { options, isGiven } = parseOptions('organization', values);
  // Each stack reads the same texts again.
  const props = { ...values, ...stackProps } as unknown as OrganizationOptions & StackProps;
  const region = stackProps.env?.region;
  const members = new MemberStackSet(app, 'IamUserMfaMembers', props);
  const aggregation =
    makesAggregator(options) || options.savedQuery
      ? new AggregationStack(app, 'IamUserMfaAggregation', props)
      : undefined;
  if (!isGiven('organizationReport')) warnOfSilence(members, options);
  if (options.organizationReport !== 'off') {
    const report = new ReportStack(app, 'IamUserMfaReport', props);
    if (aggregation !== undefined) report.addStackDependency(aggregation, 'the report reads the aggregator');
  }
  const pack = hasPack(options, region)
    ? new OrganizationStack(app, 'IamUserMfaOrganization', props)
    : undefined;
  pack?.addStackDependency(members, 'the pack fails where the function is not there');
  if (options.deployFrom !== 'management-account') return;
  const management = new MemberStack(app, 'IamUserMfaManagement', props);
  pack?.addStackDependency(management, 'the pack reaches this account, too');
}

/** Without a report, only an alarm of each member notices that scans have stopped, and the rule has to be there for it. */
function warnOfSilence(members: MemberStackSet, options: Options): void {
  const { alarms, metrics, notificationTopicArn: topic, organizationReport, ruleIn } = options;
  const rings = ruleIn === 'member-stack' && alarms !== 'false' && metrics !== 'none';
  if (organizationReport !== 'off' || (topic !== undefined && rings)) return;
  const missing = topic === undefined ? 'notificationTopicArn' : 'aggregatorName, or aggregator=true';
  addWarning(members, 'iam-user-mfa:no-report', `Nothing tells anybody when scans stop: set ${missing}.`);
}
