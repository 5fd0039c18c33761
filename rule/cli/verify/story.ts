import { randomBytes } from 'node:crypto';
import { configClient, onceConfigClient } from '../../aws/clients/config-client';
import { ConfigRules } from '../../aws/config/config-rules';
import { VerifiedRule } from '../../aws/config/verified-rule';
import { parseRuleParameters, type RuleParameters } from '../../core/rule-parameters';
import { ConfigRuleError, type ConfigRule } from '../../protocol/config-rule';
import { decidingRule } from '../../remediation/deciding-rule';
import { rootPath } from '../../verification/journal';
import type { Answer } from '../../verification/result';
import { story } from '../../verification/story';
import type { Session } from '../session';
import { UsageError, type CliIo } from '../terminal/io';
import { complain, say } from '../terminal/say';
import type { VerifyFlags } from './flags';
import { confirmAccount, refuseManagementAccount, refuseRisks } from './guards';
import { JournalFile, journalIn, removeJournal } from './journal-file';
import { clockOf, sandboxOf, takeBack } from './sandbox';

export interface StoryEnd {
  readonly answers: readonly Answer[];
  readonly ruleParameters: RuleParameters;
  readonly interrupted: boolean;
  /** The things that could not be taken back. */
  readonly left: readonly string[];
}

/** The story in the account of the credentials, and everything taken back. @throws UsageError before anything is made */
export async function tellStory(flags: VerifyFlags, session: Session): Promise<StoryEnd> {
  const { io, connection } = session;
  const caller = await session.caller();
  if (flags.account !== undefined) await confirmAccount(flags, io, caller);
  await refuseManagementAccount(session, caller);
  const rule = await deployedRule(session);
  const ruleParameters = parseRuleParameters(rule.inputParameters);
  await refuseRisks(flags, session, caller);
  say(io, whatStays(caller.accountId));
  if (flags.account === undefined) await confirmAccount(flags, io, caller);

  const path = `${rootPath}${randomBytes(4).toString('hex')}/`;
  const journal = new JournalFile(journalIn(flags.output ?? '.'), { accountId: caller.accountId, path });
  const stop = new AbortController();
  session.signal.addEventListener('abort', () => stop.abort(), { once: true });
  // An id that is typed too late finds the time over.
  if (session.signal.aborted) stop.abort();
  let interrupted = false;
  io.onInterrupt?.(() => {
    if (!interrupted) say(io, 'Interrupted: what was made is taken back first.');
    interrupted = true;
    stop.abort();
  });
  const { signal } = stop;
  const plan = { path, ruleParameters, waitMilliseconds: flags.wait, everyMilliseconds: flags.every };
  const telling = story(plan, {
    iam: sandboxOf(session, signal),
    config: new VerifiedRule({
      reader: configClient(connection),
      starter: onceConfigClient(connection),
      ruleName: rule.name,
      signal,
    }),
    clock: clockOf(signal),
    journal: (step) => journal.write(step),
    say: session.remark,
    signal,
  });
  const answers = await telling.catch(async (error: unknown) => {
    await takenBack(session, path, journal, io);
    throw error;
  });
  const left = await takenBack(session, path, journal, io);
  return { answers, ruleParameters, interrupted, left };
}

async function takenBack(
  session: Session,
  path: string,
  journal: JournalFile,
  io: CliIo,
): Promise<readonly string[]> {
  const again = `run "iam-user-mfa verify --cleanup ${journal.file}"`;
  try {
    const left = await takeBack(session, path, journal);
    if (left.length === 0) removeJournal(journal.file);
    else complain(io, `${left.join('; ')}: ${again}.`);
    return left;
  } catch (error) {
    complain(io, `what was made under ${path} could not be taken back: ${again}.`);
    throw error;
  }
}

/** @throws UsageError where there is none to look at */
async function deployedRule(session: Session): Promise<ConfigRule> {
  const rules = await new ConfigRules({
    client: configClient(session.connection),
    signal: session.signal,
  }).all();
  try {
    return decidingRule(rules, undefined, { by: 'account', functionArn: undefined });
  } catch (error) {
    if (!(error instanceof ConfigRuleError)) throw error;
    throw new UsageError(
      `${error.message.replace(/\.$/, '')}; "npx cdk deploy IamUserMfa" deploys it, and docs/deploying.md has the template's launch.`,
      { cause: error },
    );
  }
}

const whatStays = (accountId: string): string =>
  `verify makes up to 7 users with passwords under ${rootPath} in account ${accountId}, and deletes them again. What stays behind: ` +
  "results in Config until the next scan, events in CloudTrail, log lines of the rule's functions, archived findings where Security Hub is on, " +
  'and mails where notices are on. It may take an hour or two; interrupt with Ctrl-C, and what was made is taken back.';
