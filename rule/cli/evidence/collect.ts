import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { subjectOfScan } from '../../findings/report-subject';
import { paragraph } from '../../report/table/paragraph';
import { shellQuoted } from '../../report/words/commands';
import { heading } from '../../report/words/scan-words';
import { ReadFailedError } from '../../run/failures';
import { incompleteText } from '../flags/print-policy';
import { refuseBadCredentials } from '../flags/connection';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { inSession, type Session, type SessionFlags } from '../session';
import { programOf } from '../terminal/called-as';
import { widthOf, type CliIo } from '../terminal/io';
import { say as remark } from '../terminal/say';
import type { AccountScanResult } from '../scan/account-scan';
import { readLive } from '../scan/read-live';
import type { Caller } from '../../report/schemas/commands';
import { evidenceFiles } from './files';
import { evidenceFolder } from './folder';
import { manifestName, manifestOf, sha256, type EvidenceFiles } from './manifest';

export interface EvidenceFlags extends SessionFlags {
  readonly output?: string;
  readonly force?: boolean;
}

/** One live scan, and all that a person needs who was not there. */
export async function collectEvidence(flags: EvidenceFlags, io: CliIo): Promise<void> {
  const parameters = ruleParametersOfFlags({ ...flags });
  const folder = evidenceFolder(flags.output, flags.force ?? false);
  try {
    await inSession(flags, io, async (session) => {
      await session.announce(parameters);
      const result = await readLive(session, parameters);
      if (result.scan.findings.length === 0) refuseBadCredentials(result.scan.unreadable[0]);
      const files = evidenceFiles(result, parameters, {
        caller: await callerOf(session),
        bundle: bundle(),
        startedAt: session.now,
        endedAt: new Date(),
      });
      folder.write(files);
      sayWhere(result, files, flags.output ?? '', io);
    });
  } catch (error) {
    folder.abandon();
    throw error;
  }
}

function sayWhere(
  { scan, tally, problems }: AccountScanResult,
  files: EvidenceFiles,
  output: string,
  io: CliIo,
): void {
  const hash = sha256(manifestOf(files));
  const where = `${Object.keys(files).length} files and their ${manifestName} are in ${output}. To check them again:`;
  for (const text of [heading(subjectOfScan(scan)), where])
    io.stdout.write(paragraph(text, { columns: widthOf(io) }));
  io.stdout.write(`  $ ${programOf(io)} evidence verify ${shellQuoted(output)} --manifest-sha256 ${hash}\n`);
  io.stdout.write(`SHA-256 of ${manifestName}: ${hash}\n`);
  if (problems.length > 0) remark(io, incompleteText(problems, 'evidence', io));
  io.exit(problems.length > 0 ? 3 : tally.nonCompliant > 0 ? 1 : 0);
}

/** The caller belongs to the evidence; that STS does not name one, too. */
async function callerOf(session: Session): Promise<Caller> {
  try {
    const { arn, userId, accountId } = await session.caller();
    return { arn, userId, account: accountId };
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    return { unknown: `sts:GetCallerIdentity gave no answer (${error.failure.error}).` };
  }
}

/** The file that runs. */
function bundle(): { file: string; sha256: string } {
  const file = process.argv[1] ?? __filename;
  return { file: basename(file), sha256: sha256(readFileSync(file)) };
}
