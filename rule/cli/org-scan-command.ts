import type { Command } from 'commander';
import { callerOf } from '../aws/assume-role';
import { noCalls } from '../aws/call-meter';
import { deadline } from '../aws/deadline';
import { organizationsClient } from '../aws/organizations-client';
import { OrganizationsDirectory } from '../aws/organizations-directory';
import { stsClient } from '../aws/sts-client';
import { readOrganization } from '../organization/members';
import { orgScan } from '../organization/scan';
import { select } from '../organization/selection';
import { addConnectionFlags, connectionOf, type ConnectionFlags } from './connection-flags';
import { UsageError, type Desk } from './desk';
import { accountScanner } from './org-account-scan';
import { addFormatFlag, orExplain, showView, type Format } from './org-desk';
import { progress } from './progress';
import { addRuleFlags, policyOfFlags } from './rule-flags';

interface OrgScanFlags extends ConnectionFlags {
  readonly roleName: string;
  readonly externalId?: string;
  readonly accounts?: string;
  readonly ous?: string;
  readonly format: Format;
}

export function addOrgScanCommand(program: Command, desk: Desk): void {
  const command = program
    .command('org-scan')
    .description('evaluate every account of the organization, live, through a role in each; it only reads')
    .requiredOption('--role-name <name>', 'the role to assume in every account, with its path if it has one')
    .option('--external-id <id>', "what the role's trust policy asks for as sts:ExternalId")
    .option('--accounts <ids>', 'only these accounts, comma-separated')
    .option('--ous <ids>', 'only accounts in these roots or OUs or below them, comma-separated');
  addFormatFlag(addConnectionFlags(addRuleFlags(command))).action(async (flags: OrgScanFlags) => {
    await orExplain(() => scan(flags, desk), desk);
  });
}

async function scan(flags: OrgScanFlags, desk: Desk): Promise<void> {
  const policy = policyOfFlags({ ...flags });
  const accounts = idsOf('--accounts', flags.accounts, /^\d{12}$/, 'twelve digits each');
  const ous = idsOf(
    '--ous',
    flags.ous,
    /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
    'ids like ou-ab12-cd34ef56 or r-ab12',
  );
  const roleName = checked('--role-name', flags.roleName, /^\/?([\x21-\x2e\x30-\x7e]+\/)*[\w+=,.@-]{1,64}$/);
  const connection = connectionOf(flags);
  const calls = noCalls();
  const signal = deadline(undefined).reading;
  const warn = (text: string): void => void desk.stderr.write(`${text}\n`);
  const sts = stsClient(desk.env, calls, connection);
  const caller = await callerOf(sts, signal);
  const organization = await readOrganization(
    new OrganizationsDirectory(organizationsClient(desk.env, calls, connection), signal),
    warn,
  );
  const now = new Date();
  const view = await orgScan({
    organization,
    members: select(organization, accounts, ous),
    now,
    scan: accountScanner({
      env: desk.env,
      calls,
      connection,
      sts,
      caller,
      roleName,
      externalId: flags.externalId,
      policy,
      now,
      signal,
      warn,
    }),
    progress: progress(desk, 'accounts'),
  });
  showView(view, flags.format, desk);
}

function idsOf(flag: string, text: string | undefined, pattern: RegExp, allowed: string): readonly string[] {
  if (text === undefined) return [];
  const ids = text.split(',').map((id) => id.trim());
  const bad = ids.filter((id) => !pattern.test(id));
  if (bad.length > 0)
    throw new UsageError(`${flag} has ${bad.map((id) => `'${id}'`).join(', ')}, allowed are ${allowed}.`);
  return ids;
}

function checked(flag: string, value: string, pattern: RegExp): string {
  if (pattern.test(value)) return value;
  throw new UsageError(`${flag} is '${value}', allowed is a role's name, after its path if it has one.`);
}
