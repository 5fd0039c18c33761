import { checked, missing, ok, plural, warning, type Check } from '../check';
import { meta } from '../../meta';
import { callAs, type Deployment, type OrganizationPlace } from '../place';
import type { StackInstance, StackSetsFacts } from './facts';

type Facts = StackSetsFacts & OrganizationPlace;

const deployMembers = 'npx cdk deploy IamUserMfaMembers';

/** Whether StackSets may work, and how the StackSet as a whole is; its state in each account is with the account. */
export function checkStackSets(facts: Facts): readonly Check[] {
  return [...access(facts), ...members(facts)];
}

function access({ stackSetsAccess, region }: Facts): readonly Check[] {
  return checked('stacksets', 'Trusted access of StackSets', stackSetsAccess, (status) => [
    status === 'ENABLED'
      ? ok('stacksets', 'StackSets may reach the accounts of the organization.')
      : missing(
          'stacksets',
          `Trusted access of StackSets is ${status}: IamUserMfaMembers cannot be deployed. Trusted access in Organizations alone is not enough; run this in the management account.`,
          `aws cloudformation activate-organizations-access --region ${region}`,
        ),
  ]);
}

function members({ stackInstances }: Facts): readonly Check[] {
  return checked('members', 'The member stacks', stackInstances, (instances) => {
    if (instances === undefined)
      return [ok('members', 'There is no StackSet of member stacks: not deployed yet.')];
    const failed = instances.filter((instance) => ['failed', 'inoperable'].includes(stateOf(instance)));
    if (failed.length === 0)
      return [
        ok(
          'members',
          `The StackSet has ${plural(instances.length, 'member stack')} here, and none has failed.`,
        ),
      ];
    return [
      missing(
        'members',
        `The member stack failed in ${plural(failed.length, 'account')} of ${instances.length}, listed with the reason: the function there is an old one, or none. Fix those accounts, then deploy it again.`,
        deployMembers,
      ),
    ];
  });
}

type State = 'current' | 'failed' | 'inoperable' | 'under way' | 'suspended';

function stateOf({ status, detailedStatus }: StackInstance): State {
  if (detailedStatus === 'SKIPPED_SUSPENDED_ACCOUNT') return 'suspended';
  if (detailedStatus === 'PENDING' || detailedStatus === 'RUNNING') return 'under way';
  if (status === 'INOPERABLE') return 'inoperable';
  return status === 'CURRENT' ? 'current' : 'failed';
}

/** The member stack in one account. */
export function checkMemberIn(accountId: string, facts: Facts): readonly Check[] {
  const { stackInstances, managementAccountId } = facts;
  if ('failure' in stackInstances || stackInstances.value === undefined) return [];
  const instance = stackInstances.value.find((one) => one.accountId === accountId);
  if (instance === undefined)
    return [
      accountId === managementAccountId
        ? ok(
            'members',
            `No StackSet reaches the management account: ${facts.callerAccountId === accountId ? 'IamUserMfaManagement is for it' : 'deploy member.template.json there'}.`,
          )
        : warning(
            'members',
            'The StackSet has no member stack here: the account is outside of its organizational units, or has just joined.',
            deployMembers,
          ),
    ];
  const { status, detailedStatus, reason } = instance;
  const shown = detailedStatus === undefined ? status : `${status}, ${detailedStatus}`;
  switch (stateOf(instance)) {
    case 'current':
      return [ok('members', `The member stack is ${shown}.`)];
    case 'under way':
      return [warning('members', `The member stack is ${shown}; look again when it has ended.`)];
    case 'suspended':
      return [warning('members', 'The account is suspended, so StackSets skipped it.')];
    case 'inoperable':
      return [
        missing(
          'members',
          `The member stack is ${shown} here (${reason ?? 'CloudFormation gives no reason'}): StackSets leaves it out of every update until its instance is removed, as the command does. Then delete the stack in the account, and deploy again.`,
          removeInstance(accountId, facts),
        ),
      ];
    case 'failed':
      return [
        missing(
          'members',
          `The member stack is ${shown} here (${reason ?? 'CloudFormation gives no reason'}). Fix the cause, then deploy it again.`,
          deployMembers,
        ),
      ];
  }
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstance.html INOPERABLE */
const removeInstance = (accountId: string, facts: Facts): string =>
  `aws cloudformation delete-stack-instances --region ${facts.region} --stack-set-name ${meta.memberStackSetName} --regions ${facts.region} --retain-stacks ` +
  `--deployment-targets OrganizationalUnitIds=OU,Accounts=${accountId},AccountFilterType=INTERSECTION${'CallAs' in callAs(facts) ? ' --call-as DELEGATED_ADMIN' : ''}`;

/** The function of a deployed member stack has to be there; a pack that names it fails without it. */
export function memberDeployment(accountId: string, facts: Facts): Deployment {
  const { stackInstances, memberParameters, managementAccountId, callerAccountId } = facts;
  const inMemberStack = 'value' in memberParameters && memberParameters.value['RuleIn'] === 'member-stack';
  // No StackSet reaches the management account: it has the same stack directly.
  const functionsCommand =
    accountId === managementAccountId && accountId === callerAccountId
      ? 'npx cdk deploy IamUserMfaManagement'
      : deployMembers;
  const commands = {
    deployCommand: inMemberStack ? functionsCommand : 'npx cdk deploy IamUserMfaOrganization',
    functionsCommand,
  };
  const instance =
    'value' in stackInstances ? stackInstances.value?.find((one) => one.accountId === accountId) : undefined;
  if (instance === undefined || ['under way', 'suspended'].includes(stateOf(instance))) return commands;
  return { ...commands, functionIs: inMemberStack ? 'expected' : 'blocking' };
}
