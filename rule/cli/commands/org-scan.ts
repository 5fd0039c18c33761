import type { Command } from 'commander';
import { callerOf } from '../../aws/sts';
import { noCalls } from '../../aws/clients/call-meter';
import { deadline } from '../../aws/lambda/deadline';
import { organizationsClient } from '../../aws/clients/organizations-client';
import { OrganizationsDirectory } from '../../aws/organizations';
import { stsClient } from '../../aws/clients/sts-client';
import { readOrganization } from '../../organization/members';
import { orgScan } from '../../organization/from-live-scan';
import { select } from '../../organization/selection';
import { addConnectionFlags, connectionOf, type ConnectionFlags } from '../flags/connection';
import { UsageError, type CliIo } from '../io';
import { accountScanner } from '../org-account-scan';
import { addFormatFlag, orExplain, showView, type Format } from '../org-output';
import { progress } from '../progress';
import { addRuleFlags, ruleParametersOfFlags } from '../flags/rule-parameters';

interface OrgScanFlags extends ConnectionFlags {
  readonly roleName: string;
  readonly externalId?: string;
  readonly accounts?: string;
  readonly ous?: string;
  readonly format: Format;
}

export function addOrgScanCommand(program: Command, io: CliIo): void {
  const command = program
    .command('org-scan')
    .description('evaluate every account of the organization, live, through a role in each; it only reads')
    .requiredOption('--role-name <name>', 'the role to assume in every account, with its path if it has one')
    .option('--external-id <id>', "what the role's trust policy asks for as sts:ExternalId")
    .option('--accounts <ids>', 'only these accounts, comma-separated')
    .option('--ous <ids>', 'only accounts in these roots or OUs or below them, comma-separated');
  addFormatFlag(addConnectionFlags(addRuleFlags(command))).action(async (flags: OrgScanFlags) => {
    await orExplain(() => scan(flags, io), io);
  });
}

async function scan(flags: OrgScanFlags, io: CliIo): Promise<void> {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
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
  const warn = (text: string): void => void io.stderr.write(`${text}\n`);
  const sts = stsClient(io.env, calls, connection);
  const caller = await callerOf(sts, signal);
  const organization = await readOrganization(
    new OrganizationsDirectory(organizationsClient(io.env, calls, connection), signal),
    warn,
  );
  const now = new Date();
  const view = await orgScan({
    organization,
    members: select(organization, accounts, ous),
    now,
    scan: accountScanner({
      env: io.env,
      calls,
      connection,
      sts,
      caller,
      roleName,
      externalId: flags.externalId,
      ruleParameters,
      now,
      signal,
      warn,
    }),
    progress: progress(io, 'accounts'),
  });
  showView(view, flags.format, io);
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
