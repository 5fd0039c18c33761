import { randomBytes } from 'node:crypto';
import { configClient, onceConfigClient } from '../../aws/clients/config-client';
import { ConfigRules } from '../../aws/config/config-rules';
import { VerifiedRule } from '../../aws/config/verified-rule';
import { parseRuleParameters, type RuleParameters } from '../../core/rule-parameters';
import { ConfigRuleError, type ConfigRule } from '../../protocol/config-rule';
import { decidingRule } from '../../remediation/deciding-rule';
import { failureText, ReadFailedError } from '../../run/failures';
import { fitForAnIssue } from '../../verification/fit-for-an-issue';
import { rootPath } from '../../verification/journal';
import type { VerificationIam } from '../../verification/ports';
import type { Answer } from '../../verification/result';
import { story } from '../../verification/story';
import type { Session } from '../session';
import { UsageError } from '../terminal/io';
import { complain, say } from '../terminal/say';
import type { VerifyFlags } from './flags';
import { confirmAccount, refuseManagementAccount, refuseRisks } from './guards';
import { JournalFile, journalIn, removeJournal } from './journal-file';
import { DeployedPlaces } from './places';
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
  const stop = new AbortController();
  const { signal } = stop;
  session.signal.addEventListener('abort', () => stop.abort(), { once: true });
  const clock = clockOf(signal);
  const places = new DeployedPlaces({ connection, caller, rule, signal, clock });
  await refuseRisks(flags, session, caller, await places.notices());
  say(io, whatStays(caller.accountId));
  if (flags.account === undefined) await confirmAccount(flags, io, caller);

  const path = `${rootPath}${randomBytes(4).toString('hex')}/`;
  const journal = new JournalFile(journalIn(flags.output), { accountId: caller.accountId, path });
  let interrupted = false;
  io.onInterrupt?.(() => {
    if (!interrupted) say(io, 'Interrupted: what was made is taken back first.');
    interrupted = true;
    stop.abort();
  });
  const plan = { path, ruleParameters, waitMilliseconds: flags.wait, everyMilliseconds: flags.every };
  const iam = sandboxOf(session, signal);
  const telling = story(plan, {
    iam,
    config: new VerifiedRule({
      reader: configClient(connection),
      starter: onceConfigClient(connection),
      ruleName: rule.name,
      signal,
    }),
    places,
    clock,
    journal: (step) => journal.write(step),
    say: session.remark,
    signal,
  });
  const answers = await telling.catch(async (error: unknown) => {
    await takenBack(session, path, journal);
    throw error;
  });
  const userNames = await namesOf(iam);
  const left = await takenBack(session, path, journal);
  return { answers: fitForAnIssue(answers, userNames), ruleParameters, interrupted, left };
}

/** Undefined where they cannot be read: then no text of Config's is shown. */
const namesOf = (iam: Pick<VerificationIam, 'usersUnder'>): Promise<readonly string[] | undefined> =>
  iam.usersUnder('/').then(
    (users) => users.map(({ userName }) => userName),
    () => undefined,
  );

/** @returns the things that are left; the answers are worth keeping whatever these are */
async function takenBack(session: Session, path: string, journal: JournalFile): Promise<readonly string[]> {
  const left = await takeBack(session, path, journal).catch((error: unknown) => {
    if (!(error instanceof ReadFailedError)) throw error;
    return [`whatever was made under ${path} may be left: ${failureText(error.failure)}`];
  });
  if (left.length === 0) removeJournal(journal.file);
  else complain(session.io, `${left.join('; ')}: run "iam-user-mfa verify --cleanup ${journal.file}".`);
  return left;
}

/** @throws UsageError where there is none to look at */
async function deployedRule(session: Session): Promise<ConfigRule> {
  const client = configClient(session.connection);
  const rules = await new ConfigRules({ client, signal: session.signal }).all();
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
  "results in Config until the next scan, events in CloudTrail, log lines of the rule's functions, executions of the runbooks where remediation is deployed, " +
  'archived findings where Security Hub is on, and mails where notices are on. It may take an hour or two; interrupt with Ctrl-C, and what was made is taken back.';
