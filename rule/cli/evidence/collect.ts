import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { stsClient } from '../../aws/sts';
import { errorCode } from '../../aws/clients/read-failed';
import { subjectOfScan } from '../../findings/report-subject';
import { meta } from '../../meta';
import { paragraph } from '../../report/table/scan-table';
import { heading } from '../../report/words/scan-words';
import { IncompleteRunError } from '../../run/failures';
import { connectionOf } from '../connection';
import { refuseBadCredentials, type ConnectionFlags } from '../flags/connection';
import { timeLimit, type GeneralFlags } from '../flags/general';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { widthOf, type CliIo } from '../terminal/io';
import { readLive } from '../scan/read-live';
import { evidenceFiles, type Caller } from './files';
import { folderOf, writeEvidence } from './folder';
import { manifestName, sha256 } from './manifest';

export interface EvidenceFlags extends ConnectionFlags, GeneralFlags {
  readonly output?: string;
  readonly force?: boolean;
}

/** One live scan, and all that a person needs who was not there. */
export async function collectEvidence(flags: EvidenceFlags, io: CliIo): Promise<void> {
  const folder = folderOf(flags.output, flags.force ?? false);
  const parameters = ruleParametersOfFlags({ ...flags });
  const startedAt = new Date();
  const signal = timeLimit(flags);
  const result = await readLive(flags, parameters, startedAt, signal, io);
  if (result.scan.findings.length === 0) refuseBadCredentials(result.scan.unreadable[0]);
  const caller = await callerOf(flags, signal, io);
  const files = evidenceFiles(result, parameters, {
    caller,
    bundle: bundle(),
    startedAt,
    endedAt: new Date(),
  });
  writeEvidence(folder, files);
  const where = `${Object.keys(files).length} files and their ${manifestName} are in ${folder}; "${meta.id} evidence verify ${folder}" checks them again.`;
  for (const text of [heading(subjectOfScan(result.scan)), where])
    io.stdout.write(paragraph(text, { columns: widthOf(io) }));
  const { problems, tally } = result;
  if (problems.length > 0) io.stderr.write(`Scan incomplete: ${new IncompleteRunError(problems).message}\n`);
  io.exit(problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0);
}

const callerSchema = v.object({ Arn: v.string(), UserId: v.string(), Account: v.string() });

/** Who ran it belongs to the evidence; that STS does not say it, too. */
async function callerOf(flags: EvidenceFlags, signal: AbortSignal, io: CliIo): Promise<Caller> {
  try {
    const client = stsClient(connectionOf(flags, io));
    const answer = await client.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    const { Arn, UserId, Account } = v.parse(callerSchema, answer);
    return { arn: Arn, userId: UserId, account: Account };
  } catch (error) {
    return { unknown: `sts:GetCallerIdentity gave no answer (${errorCode(error)}).` };
  }
}

/** The file that runs. */
function bundle(): { file: string; sha256: string } {
  const file = process.argv[1] ?? __filename;
  return { file: basename(file), sha256: sha256(readFileSync(file)) };
}
