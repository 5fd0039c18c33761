import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib';
import { AccountTemplate } from '../../infra/account/account-template';
import { memberTemplate } from '../../infra/organization/member-template';
import { accountStack } from './synth';
import { aggregationStack, memberStack, organizationStack, stackSet, topicArn } from './organization-synth';

const usEast1 = { env: { region: 'us-east-1' } };

/** The stacks under every set of options that adds or takes away resources, by a name that says which. */
export const optionSets: Readonly<Record<string, () => Template>> = {
  'account stack, defaults': () => accountStack(usEast1).template,
  'account stack, the rule alone': () =>
    accountStack({ ...usEast1, reevaluation: false, alarms: false, dashboard: false, savedQuery: false })
      .template,
  'account stack, notices by e-mail': () =>
    accountStack({ ...usEast1, notificationEmail: 'security@example.com', complianceNotice: true }).template,
  'account stack, an existing topic': () =>
    accountStack({ ...usEast1, notificationTopicArn: topicArn, complianceNotice: true }).template,
  'account stack, exemption tags': () => accountStack({ ...usEast1, exemptTagKey: 'mfa-exempt' }).template,
  'account stack, manual remediation': () => accountStack({ ...usEast1, remediation: 'manual' }).template,
  'account stack, automatic remediation': () =>
    accountStack({ ...usEast1, remediation: 'automatic' }).template,
  'account stack, removal of console access': () =>
    accountStack({
      ...usEast1,
      remediation: 'manual',
      remediationAction: 'remove-console-access',
      removeConsoleAccess: true,
    }).template,
  'account template': () => Template.fromStack(new AccountTemplate(new App(), 'IamUserMfa')),
  'member stack, defaults': () => memberStack(usEast1).template,
  'member stack, the rule here': () => memberStack({ ...usEast1, ruleIn: 'member-stack' }).template,
  'member stack, remediation': () =>
    memberStack({ ...usEast1, ruleIn: 'member-stack', remediation: 'manual' }).template,
  'member template': () => Template.fromJSON(JSON.parse(memberTemplate()) as Record<string, unknown>),
  StackSet: () => stackSet(usEast1).template,
  'organization stack': () => organizationStack(usEast1).template,
  'aggregation stack': () => aggregationStack(usEast1).template,
};

export type LogicalIds = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Of each set: the type of every resource by its logical id. */
export function logicalIds(): LogicalIds {
  return Object.fromEntries(
    Object.entries(optionSets).map(([name, make]) => {
      const { Resources: resources } = make().toJSON() as { Resources: Record<string, { Type: string }> };
      const ids = Object.entries(resources).map(([id, { Type }]) => [id, Type] as const);
      return [name, Object.fromEntries(ids.sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}
