import type { App, StackProps } from 'aws-cdk-lib';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { MemberStack } from './member-stack';
import { MemberStackSet } from './member-stack-set';
import type { ParsedOrganization } from './options';
import type { OrganizationProps } from './organization-props';
import { OrganizationStack } from './organization-stack';

/** The stacks of an organization, in the order of their deployment: the pack needs the function in every account first. */
export function addOrganization(app: App, parsed: ParsedOrganization, stackProps: StackProps): void {
  const props = { ...organizationProps(parsed), ...stackProps };
  const members = new MemberStackSet(app, 'IamUserMfaMembers', props);
  const organization = new OrganizationStack(app, 'IamUserMfaOrganization', props);
  organization.addStackDependency(members, 'the pack fails where the function is not there');
  if (parsed.organization.deployFrom !== 'management-account') return;
  organization.addStackDependency(
    new MemberStack(app, 'IamUserMfaManagement', props),
    'the pack reaches this account, too',
  );
}

function organizationProps({ options, parameters, organization }: ParsedOrganization): OrganizationProps {
  const policy: Readonly<Record<string, unknown>> = { ...parseParameterValues(parameters) };
  const ofRule = Object.keys(parameters).map((key) => [key, policy[key]]);
  return { ...options, ...(Object.fromEntries(ofRule) as Partial<OrganizationProps>), ...organization };
}
