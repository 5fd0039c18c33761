import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { iamClient } from '../../aws/clients/iam-client';
import { IamPolicySimulator } from '../../aws/iam/policy-simulator';
import { meta } from '../../meta';
import { version } from '../../report/version';
import { policyOfCleanUp, policyOfSimulation, policyOfStory } from '../../verification/grants';
import { verifyPolicy } from '../../verification/policy';
import { exitCodeOf, resultOf, type VerifyResult } from '../../verification/result';
import { partitionOf } from '../flags/print-policy';
import { inSession, type Session } from '../session';
import { UsageError, type CliIo, type ExitCode } from '../terminal/io';
import { writeFile } from '../terminal/output';
import { remarks } from '../terminal/say';
import { cleanUpAfter } from './clean-up';
import type { VerifyFlags } from './flags';
import { refuseUnnamed } from './guards';
import { changesTable, earlierResult, resultTable } from './show';
import { tellStory } from './story';

export async function verify(flags: VerifyFlags, io: CliIo): Promise<void> {
  if (flags.policy === true && flags.cleanup !== undefined)
    throw new UsageError('--policy makes nothing, so there is nothing to --cleanup: give one of them.');
  if (flags.printPolicy === true) {
    io.stdout.write(`${JSON.stringify(neededBy(flags), null, 2)}\n`);
    io.exit(0);
    return;
  }
  if (flags.cleanup !== undefined) return cleanUpAfter(flags, io);
  const earlier = flags.compare === undefined ? undefined : earlierResult(flags.compare);
  const file = resultFile(flags);
  if (flags.policy !== true) refuseUnnamed(flags, io);
  const { result, code } = await inSession(flags, io, (session) =>
    flags.policy === true ? policyResult(session) : storyResult(flags, session),
  );
  io.stdout.write(`${resultTable(result)}\n`);
  if (earlier !== undefined) io.stdout.write(`${changesTable(earlier, result)}\n`);
  writeFile(file, `${JSON.stringify(result, null, 2)}\n`, flags.force === true);
  if (flags.output === undefined) remarks(io, flags)(`The result is in ${file}.`);
  io.exit(code);
}

function neededBy({ policy, cleanup, partition }: VerifyFlags): object {
  if (policy === true) return policyOfSimulation();
  return (cleanup === undefined ? policyOfStory : policyOfCleanUp)(partitionOf(partition));
}

/**
 * Before anything is asked: an answer that cannot be written is asked for in vain. Without --output it is written here, and an
 * earlier one stays: the next number is taken.
 * @throws UsageError
 */
function resultFile({ output, force }: VerifyFlags): string {
  const named = (end: string): string => join(output ?? '.', `verify-result${end}.json`);
  const isFree = (file: string): boolean => force === true || !existsSync(file);
  if (isFree(named(''))) return named('');
  if (output !== undefined)
    throw new UsageError(`${named('')} exists; use --force to write over it, or another --output.`);
  for (let number = 2; ; number += 1) if (isFree(named(`-${number}`))) return named(`-${number}`);
}

interface Ended {
  readonly result: VerifyResult;
  readonly code: ExitCode;
}

const made = () => ({ tool: { name: meta.id, version }, endedAt: new Date() });

async function policyResult(session: Session): Promise<Ended> {
  const place = await session.caller();
  const simulator = new IamPolicySimulator(iamClient(session.connection), session.signal);
  const answers = await verifyPolicy(simulator, place);
  const result = resultOf('policy', answers, { partition: place.partition }, made());
  return { result, code: exitCodeOf(result) };
}

async function storyResult(flags: VerifyFlags, session: Session): Promise<Ended> {
  const { answers, ruleParameters, interrupted, left } = await tellStory(flags, session);
  const { requiredMfa, gracePeriodHours, exemptTagKey, rankPrivileges } = ruleParameters;
  const parameters = { requiredMfa, gracePeriodHours, rankPrivileges, exemptTag: exemptTagKey !== undefined };
  const result = resultOf('story', answers, parameters, made());
  return { result, code: interrupted ? 130 : left.length > 0 ? 3 : exitCodeOf(result) };
}
