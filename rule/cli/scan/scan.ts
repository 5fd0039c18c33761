import { iamClient } from '../../aws/clients/iam-client';
import { stsClient } from '../../aws/clients/sts-client';
import { subjectOfScan } from '../../findings/report-subject';
import { paragraph } from '../../report/scan-table';
import { scanReports } from '../../report/formats';
import { IamApi } from '../../aws/iam/iam-api';
import { Directory } from '../../run/directory';
import { IncompleteRunError } from '../../run/failures';
import { renderScanSummary } from '../../protocol/scan-summary';
import { callerAccount, scanAccount } from '../account-scan';
import { connectionOf, refuseBadCredentials, type ConnectionFlags } from '../flags/connection';
import { outputsOf, type FormatFlags } from '../flags/format';
import { remarks, timeLimit, type GeneralFlags } from '../flags/general';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { widthOf, type CliIo } from '../io';
import { writeReports } from '../output';
import { progress } from '../progress';

export interface ScanFlags extends ConnectionFlags, FormatFlags, GeneralFlags {}

export async function scan(flags: ScanFlags, io: CliIo): Promise<void> {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const outputs = outputsOf(flags);
  const connection = connectionOf(flags);
  const say = remarks(io, flags);
  const { scan, tally, problems } = await scanAccount({
    directory: new Directory({
      iam: new IamApi(iamClient(connection), timeLimit(flags)),
      log: { warn: (message, details) => say(`${message} ${JSON.stringify(details)}`) },
    }),
    ruleParameters,
    now: new Date(),
    account: () => callerAccount(stsClient(connection)),
    progress: progress(io, flags, 'user', 'listing users...'),
  });
  if (scan.findings.length === 0) refuseBadCredentials(scan.unreadable[0]);

  writeReports(scan, scanReports, outputs, flags, io, subjectOfScan);
  if (outputs.stdout === 'table')
    io.stdout.write(
      `\n${paragraph(renderScanSummary(tally.scanSummary(problems)), { columns: widthOf(io) })}`,
    );
  if (problems.length > 0) io.stderr.write(`Scan incomplete: ${new IncompleteRunError(problems).message}\n`);
  io.exit(problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0);
}
