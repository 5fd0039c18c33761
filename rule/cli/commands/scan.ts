import { type Command, Option } from 'commander';
import { noCalls } from '../../aws/clients/call-meter';
import { iamClient } from '../../aws/clients/clients';
import { deadline } from '../../aws/lambda/deadline';
import { IamApi } from '../../aws/iam/iam-api';
import { Directory } from '../../run/directory';
import { stsClient } from '../../aws/clients/sts-client';
import { IncompleteRunError } from '../../run/failures';
import { renderScanSummary } from '../../protocol/scan-summary';
import { scanJson } from '../../report/scan-json';
import { scanTable } from '../../report/scan-table';
import { callerAccount, scanAccount } from '../account-scan';
import {
  addConnectionFlags,
  connectionOf,
  refuseBadCredentials,
  type ConnectionFlags,
} from '../flags/connection';
import { wantsColour, type CliIo } from '../io';
import { progress } from '../progress';
import { addRuleFlags, ruleParametersOfFlags } from '../flags/rule-parameters';

interface ScanFlags extends ConnectionFlags {
  readonly format: 'table' | 'json';
}

export function addScanCommand(program: Command, io: CliIo): void {
  const command = program
    .command('scan')
    .description('evaluate the account of your credentials, live, without AWS Config; it only reads')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExit code: 0 nobody is NON_COMPLIANT, 1 somebody is, 2 bad usage or input, 3 somebody could not be read.',
    );
  addConnectionFlags(addRuleFlags(command)).action(async (flags: ScanFlags) => {
    await scan(flags, io);
  });
}

async function scan(flags: ScanFlags, io: CliIo): Promise<void> {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const connection = connectionOf(flags);
  const calls = noCalls();
  const warn = (message: string, details: object): void => {
    io.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  };
  const { scan, tally, problems } = await scanAccount({
    directory: new Directory({
      iam: new IamApi(iamClient(io.env, calls, connection), deadline(undefined).reading),
      log: { warn },
    }),
    ruleParameters,
    now: new Date(),
    account: () => callerAccount(stsClient(io.env, calls, connection)),
    progress: progress(io, 'users'),
  });
  if (scan.findings.length === 0) refuseBadCredentials(scan.unreadable[0]);

  io.stdout.write(
    flags.format === 'json'
      ? scanJson(scan)
      : `${scanTable(scan, wantsColour(io))}\n${renderScanSummary(tally.scanSummary(problems))}\n`,
  );
  if (problems.length > 0) io.stderr.write(`Scan incomplete: ${new IncompleteRunError(problems).message}\n`);
  io.exit(problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0);
}
