import { organizationsClient, OrganizationsDirectory } from '../../aws/organizations';
import { orgScan } from '../../organization/from-live-scan';
import { readOrganization } from '../../organization/members';
import { select } from '../../organization/selection';
import { outputsOf, type FormatFlags } from '../flags/format';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { inSession, type Session, type SessionFlags } from '../session';
import { unusable, type CliIo } from '../terminal/io';
import { accountScanner } from './account-scan';
import { exitCodeBy, readBaseline, type BaselineFlags } from '../flags/baseline';
import { compared, exitCodeOfView, showView } from './show-view';

export interface OrgScanFlags extends SessionFlags, FormatFlags, BaselineFlags {
  readonly roleName: string;
  readonly externalId?: string;
  readonly accounts?: string;
  readonly ous?: string;
  readonly concurrency: number;
  /** Milliseconds; 0 is none. */
  readonly accountTimeout: number;
}

/** As many calls at once as users are read at once in an account. */
const callsEach = 8;

export async function liveScan(flags: OrgScanFlags, io: CliIo): Promise<void> {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const accounts = idsOf('--accounts', flags.accounts, /^\d{12}$/, 'twelve digits each');
  const ous = idsOf(
    '--ous',
    flags.ous,
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'ids like ou-ab12-cd34ef56 or r-ab12',
  );
  const roleName = checked('--role-name', flags.roleName, /^\/?([\x21-\x2e\x30-\x7e]+\/)*[\w+=,.@-]{1,64}$/);
  const outputs = outputsOf(flags);
  const baseline = readBaseline(flags, 'organization');
  const { concurrency, externalId, accountTimeout, failOn } = flags;
  const work = async (session: Session): Promise<void> => {
    const { connection, signal, now, remark } = session;
    await session.announce(ruleParameters);
    const caller = await session.caller();
    const client = organizationsClient(connection);
    const organization = await readOrganization(new OrganizationsDirectory(client, signal), remark);
    const found = await orgScan({
      organization,
      members: select(organization, accounts, ous),
      now,
      accountsAtOnce: concurrency,
      scan: accountScanner({ session, caller, roleName, externalId, ruleParameters, accountTimeout }),
      progress: session.progress('account', 'listing accounts...'),
    });
    const made = { ...(await session.madeBy(client)), parameters: ruleParameters };
    const view = compared({ ...found, ...made }, baseline);
    showView(view, outputs, io);
    io.exit(exitCodeBy(exitCodeOfView(view), failOn, view.difference));
  };
  await inSession(flags, io, work, { maxSockets: concurrency * callsEach, showsWhatWasRead: true });
}

function idsOf(flag: string, text: string | undefined, pattern: RegExp, allowed: string): readonly string[] {
  if (text === undefined) return [];
  const ids = text.split(',').map((id) => id.trim());
  const bad = ids.filter((id) => !pattern.test(id));
  if (bad.length > 0) throw unusable(flag, bad.join(', '), allowed);
  return ids;
}

function checked(flag: string, value: string, pattern: RegExp): string {
  if (pattern.test(value)) return value;
  throw unusable(flag, value, "a role's name, after its path if it has one");
}
