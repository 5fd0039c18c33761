import { type Command, Option } from 'commander';
import { noCalls } from '../aws/call-meter';
import { iamClient } from '../aws/clients';
import { deadline } from '../aws/deadline';
import { IamDirectory } from '../aws/iam-directory';
import { stsClient } from '../aws/sts-client';
import { IncompleteRunError } from '../failures';
import { renderScanLine } from '../protocol/scan-line';
import { scanJson } from '../report/scan-json';
import { scanTable } from '../report/scan-table';
import { callerAccount, scanAccount } from './account-scan';
import {
  addConnectionFlags,
  connectionOf,
  refuseBadCredentials,
  type ConnectionFlags,
} from './connection-flags';
import { wantsColour, type Desk } from './desk';
import { progress } from './progress';
import { addRuleFlags, policyOfFlags } from './rule-flags';

interface ScanFlags extends ConnectionFlags {
  readonly format: 'table' | 'json';
}

export function addScanCommand(program: Command, desk: Desk): void {
  const command = program
    .command('scan')
    .description('evaluate the account of your credentials, live, without AWS Config; it only reads')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExit code: 0 nobody is NON_COMPLIANT, 1 somebody is, 2 bad usage or input, 3 somebody could not be read.',
    );
  addConnectionFlags(addRuleFlags(command)).action(async (flags: ScanFlags) => {
    await scan(flags, desk);
  });
}

async function scan(flags: ScanFlags, desk: Desk): Promise<void> {
  const policy = policyOfFlags({ ...flags });
  const connection = connectionOf(flags);
  const calls = noCalls();
  const warn = (message: string, details: object): void => {
    desk.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  };
  const { scan, tally, problems } = await scanAccount({
    directory: new IamDirectory({
      client: iamClient(desk.env, calls, connection),
      signal: deadline(undefined).reading,
      log: { warn },
    }),
    policy,
    now: new Date(),
    account: () => callerAccount(stsClient(desk.env, calls, connection)),
    progress: progress(desk, 'users'),
  });
  if (scan.findings.length === 0) refuseBadCredentials(scan.unreadable[0]);

  desk.stdout.write(
    flags.format === 'json'
      ? scanJson(scan)
      : `${scanTable(scan, wantsColour(desk))}\n${renderScanLine(tally.scanSummary(problems))}\n`,
  );
  if (problems.length > 0)
    desk.stderr.write(`Scan incomplete: ${new IncompleteRunError(problems).message}\n`);
  desk.exit(problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0);
}
