import type { OrganizationView, PackFailure } from '../findings/organization-view';
import { meta } from '../meta';
import { failureWithDetail } from '../run/failures';
import type { Organization } from './members';
import type { OrganizationPacks, PackStatus } from './ports';

export interface PackQuestion {
  readonly name: string;
  readonly packs: OrganizationPacks;
}

/** The accounts in which the pack failed, why, and what fixes it; a question without an answer is one note. */
export async function packFailures(
  { name, packs }: PackQuestion,
  organization: Pick<Organization, 'members' | 'partition'>,
): Promise<Pick<OrganizationView, 'packFailures' | 'notes'>> {
  const answer = await packs.failedAccounts(name);
  if ('failure' in answer) {
    const text = `Whether the conformance pack ${name} failed in an account could not be read (${failureWithDetail(answer.failure)}).`;
    return { notes: [text] };
  }
  const names = new Map(organization.members.map((member) => [member.accountId, member.name]));
  const failures = [...answer.failed]
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .map((status) => packFailure(name, status, organization.partition));
  return {
    packFailures: failures,
    notes: failures.map(
      ({ account, pack, status, reason, fix }) =>
        `The conformance pack ${pack} failed in ${account}${suffix(names.get(account))} (${status}): ${reason} To fix it: ${fix}`,
    ),
  };
}

const suffix = (name: string | undefined): string => (name === undefined || name === '' ? '' : ` (${name})`);

function packFailure(
  pack: string,
  { accountId, status, code, message }: PackStatus,
  partition: string,
): PackFailure {
  const text = message === '' ? code : `${code === '' ? '' : `${code}: `}${message}`;
  const said = text === '' ? 'AWS Config gives no reason' : text;
  const reason = /[.!?]$/.test(said) ? said : `${said}.`;
  return { account: accountId, pack, status, reason, fix: fixOf(reason, accountId, partition) };
}

const again = 'npx cdk deploy IamUserMfaOrganization';

/** The commands of the usual reasons: no recorder, no function yet, anything else. */
function fixOf(reason: string, accountId: string, partition: string): string {
  if (/recorder/i.test(reason)) {
    const role = `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
    return (
      `in ${accountId}, aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=${role} ` +
      `--recording-group allSupported=true,includeGlobalResourceTypes=true, then aws configservice start-configuration-recorder ` +
      `--configuration-recorder-name default (it needs a delivery channel); then ${again}`
    );
  }
  if (/lambda|function/i.test(reason))
    return `npx cdk deploy IamUserMfaMembers (it puts the function ${meta.functionName} into ${accountId}), then ${again}`;
  return again;
}
