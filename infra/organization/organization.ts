import type { App, StackProps } from 'aws-cdk-lib';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { AggregationStack } from './aggregation-stack';
import { MemberStack } from './member-stack';
import { MemberStackSet } from './member-stack-set';
import { accountOnly, type ParsedOrganization } from './options';
import type { OrganizationProps } from './organization-props';
import { hasPack, OrganizationStack } from './organization-stack';
import { ReportStack } from './report-stack';

/** The stacks of an organization, in the order of their deployment: the pack needs the function in every account first. */
export function addOrganization(app: App, parsed: ParsedOrganization, stackProps: StackProps): void {
  const props = { ...organizationProps(parsed), ...stackProps };
  const { organization, options, member } = parsed;
  const region = stackProps.env?.region;
  const members = new MemberStackSet(app, 'IamUserMfaMembers', props);
  const savedQuery = options.savedQuery ?? region?.startsWith('cn-') !== true;
  const aggregation =
    organization.aggregator || savedQuery
      ? new AggregationStack(app, 'IamUserMfaAggregation', props)
      : undefined;
  if (organization.organizationReport !== 'off') {
    const report = new ReportStack(app, 'IamUserMfaReport', props);
    if (aggregation !== undefined) report.addStackDependency(aggregation, 'the report reads the aggregator');
  }
  const pack = hasPack(member, region)
    ? new OrganizationStack(app, 'IamUserMfaOrganization', props)
    : undefined;
  pack?.addStackDependency(members, 'the pack fails where the function is not there');
  if (organization.deployFrom !== 'management-account') return;
  const management = new MemberStack(app, 'IamUserMfaManagement', props);
  pack?.addStackDependency(management, 'the pack reaches this account, too');
}

function organizationProps({ options, parameters, organization }: ParsedOrganization): OrganizationProps {
  const policy: Readonly<Record<string, unknown>> = { ...parseParameterValues(parameters) };
  const ofRule = Object.keys(parameters).map((key) => [key, policy[key]]);
  const ofMembers = Object.entries(options).filter(([key]) => !(key in accountOnly));
  return {
    ...(Object.fromEntries([...ofMembers, ...ofRule]) as Partial<OrganizationProps>),
    ...organization,
  };
}
