import { organizationsClient, OrganizationsDirectory } from '../../aws/organizations';
import { assumeRole, roleArn } from '../../aws/sts';
import { readAccount, type AccountFacts } from '../../doctor/account';
import type { Answer } from '../../doctor/answer';
import { readOrganization } from '../../doctor/organization';
import { Reading } from '../../doctor/reading';
import { iamRegionOf } from '../../core/partition';
import { allChecks, exitCodeOf, reportOrganization, type AccountAnswer } from '../../doctor/report';
import type { MemberAccount } from '../../organization/ports';
import { forEachOf } from '../../run/each-of';
import type { Session } from '../session';
import { unusable, wantsColour, widthOf } from '../terminal/io';
import { within } from '../../run/time-limit';
import type { DoctorFlags } from './flags';
import { organizationJson } from './json';
import { organizationTable } from './table';

/** Each account is some fifteen calls, most of them side by side. */
const accountsAtOnce = 12;
/** One slow account must not hide the others. */
const accountMilliseconds = 120_000;

type OrganizationFlags = DoctorFlags & { readonly roleName: string };

/** `doctor --organization`: the organization first, then every account of it through a role. */
export async function examineOrganization(flags: OrganizationFlags, session: Session): Promise<void> {
  const { io, now, signal, connection } = session;
  const caller = await session.caller();
  const region = (await session.region()) ?? iamRegionOf(caller.partition);
  const directory = new OrganizationsDirectory(organizationsClient(connection), signal);
  const info = await directory.info();
  const all = (await directory.accounts()).filter(({ closed }) => !closed);
  const members = chosen(all, flags.accounts);
  const bar = session.progress('account', 'looking at the organization...');
  try {
    const place = {
      callerAccountId: caller.accountId,
      managementAccountId: info.managementAccountId,
      region,
      accounts: all.length,
      packName: flags.packName,
    };
    const organization = await readOrganization(new Reading(place, { ...connection, region }, signal));
    const { memberParameters } = organization;
    const deployedKey = 'value' in memberParameters ? memberParameters.value['KmsKeyArn'] : undefined;
    const kmsKeyArn = flags.kmsKeyArn ?? (deployedKey || undefined);
    const answers: AccountAnswer[] = [];
    bar.start(members.length);
    await forEachOf(members, accountsAtOnce, async ({ accountId, name }) => {
      const facts = await within(signal, accountMilliseconds, (limited) =>
        factsOf(accountId, kmsKeyArn, limited),
      );
      answers.push({ accountId, accountName: name, facts });
      bar.step();
    });
    bar.stop();
    const report = reportOrganization(organization, answers);
    const identity = { accountId: caller.accountId, region, now };
    const style = { colour: wantsColour(io), columns: widthOf(io), all: flags.all ?? false };
    io.stdout.write(
      flags.format === 'json'
        ? organizationJson(identity, info.id, report, flags)
        : organizationTable(info.id, report, style),
    );
    io.exit(exitCodeOf(allChecks(report)));
  } finally {
    bar.stop();
  }

  async function factsOf(
    accountId: string,
    kmsKeyArn: string | undefined,
    limited: AbortSignal,
  ): Promise<Answer<AccountFacts>> {
    const asked = {
      accountId,
      partition: caller.partition,
      region,
      now,
      topicArn: flags.topicArn,
      kmsKeyArn,
      organization: {
        organizationId: info.id,
        managementAccountId: info.managementAccountId,
        callerAccountId: caller.accountId,
      },
    };
    const read = async (callerArn: string, credentials = connection.credentials) => {
      const theirs = { ...connection, region, ...(credentials === undefined ? {} : { credentials }) };
      return { value: await readAccount(new Reading({ ...asked, callerArn }, theirs, limited)) };
    };
    if (accountId === caller.accountId) return read(caller.arn);
    const role = roleArn({ accountId, partition: caller.partition }, flags.roleName);
    const assumed = await assumeRole(session.stsClient, role, flags.externalId, limited);
    if ('failure' in assumed)
      return { failure: { ...assumed.failure, api: `${assumed.failure.api} of ${role}` } };
    return read(role, assumed.credentials);
  }
}

/** @throws UsageError where an account is not in the organization */
function chosen(all: readonly MemberAccount[], accounts: string | undefined): readonly MemberAccount[] {
  if (accounts === undefined) return all;
  const wanted = accounts.split(',').map((id) => id.trim());
  const unknown = wanted.filter((id) => !all.some(({ accountId }) => accountId === id));
  if (unknown.length > 0)
    throw unusable('--accounts', unknown.join(', '), 'ids of open accounts of the organization');
  return all.filter(({ accountId }) => wanted.includes(accountId));
}
