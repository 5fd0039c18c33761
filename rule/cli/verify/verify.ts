import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { iamClient } from '../../aws/clients/iam-client';
import { IamPolicySimulator } from '../../aws/iam/policy-simulator';
import { meta } from '../../meta';
import { version } from '../../report/version';
import { policyOfSimulation } from '../../verification/grants';
import { verifyPolicy } from '../../verification/policy';
import { exitCodeOf, resultOf, type VerifyResult } from '../../verification/result';
import { inSession, type Session } from '../session';
import { unusable, UsageError, type CliIo } from '../terminal/io';
import { writeFile } from '../terminal/output';
import type { VerifyFlags } from './flags';
import { changesTable, earlierResult, resultTable } from './show';

export async function verify(flags: VerifyFlags, io: CliIo): Promise<void> {
  if (flags.printPolicy === true) {
    if (!/^aws(-[a-z]+)*$/.test(flags.partition))
      throw unusable('--partition', flags.partition, 'a partition like aws, aws-cn or aws-us-gov');
    io.stdout.write(`${JSON.stringify(policyOfSimulation(), null, 2)}\n`);
    io.exit(0);
    return;
  }
  if (flags.policy !== true) throw new UsageError('verify asks the policy simulator only: add --policy.');
  const earlier = flags.compare === undefined ? undefined : earlierResult(flags.compare);
  const file = resultFile(flags);
  const result = await inSession(flags, io, policyResult);
  io.stdout.write(`${resultTable(result)}\n`);
  if (earlier !== undefined) io.stdout.write(`${changesTable(earlier, result)}\n`);
  if (file !== undefined) writeFile(file, `${JSON.stringify(result, null, 2)}\n`, flags.force === true);
  io.exit(exitCodeOf(result));
}

/** Before anything is asked: an answer that cannot be written is asked for in vain. @throws UsageError */
function resultFile({ output, force }: VerifyFlags): string | undefined {
  if (output === undefined) return undefined;
  const file = join(output, 'verify-result.json');
  if (existsSync(file) && force !== true)
    throw new UsageError(`${file} exists; use --force to write over it, or another --output.`);
  return file;
}

async function policyResult(session: Session): Promise<VerifyResult> {
  const place = await session.caller();
  const simulator = new IamPolicySimulator(iamClient(session.connection), session.signal);
  const answers = await verifyPolicy(simulator, place);
  const tool = { name: meta.id, version };
  return resultOf('policy', answers, { partition: place.partition }, { tool, endedAt: new Date() });
}
