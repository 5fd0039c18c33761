import type { User } from '../core/user';
import { finding } from '../findings/finding';
import { meta } from '../meta';
import { clearingEvaluation, scanEvaluation, userEvaluation } from '../protocol/evaluation';
import { HeldResults, isSecondTry, mustPost } from '../protocol/held';
import { renderScanSummary } from '../protocol/scan-summary';
import { failureText, type Problem } from './failures';
import { checkUsers } from './one-account';
import type { ReadFailure } from './ports';
import { readAccount } from './read-account';
import type { Outcome, RunPorts, Step } from './step';

/**
 * All users: those who are NON_COMPLIANT, those whose result changed, what has to be cleared, and last the scan summary. The
 * clearings and the summary are put in calls of their own, so that one that Config refuses costs no user a result.
 */
export async function scan(step: Step, ports: RunPorts): Promise<Outcome | 'second-try'> {
  const { invocation, ruleParameters, now, tally, posting } = step;
  const { orderingTimestamp, accountId } = invocation;

  const answer = invocation.testMode ? { results: [] } : await ports.ledger.held(invocation.ruleName);
  const held = 'results' in answer ? new HeldResults(answer.results) : undefined;
  if (isSecondTry(held, accountId, orderingTimestamp)) return 'second-try';
  const holds = (user: User): boolean =>
    held?.of({ resourceType: meta.resourceType, resourceId: user.userId }) !== undefined;
  const { list, readings } = await readAccount({
    directory: ports.directory,
    ruleParameters,
    now,
    likely: holds,
    // Gone or renamed decides only whether a result is cleared.
    findAgain: (user) => held === undefined || holds(user),
    log: ports.log,
    privileges: ports.privileges,
    optionalMilliseconds: ports.optionalMilliseconds,
  });
  checkUsers(invocation, list.users);
  const findings = invocation.testMode ? undefined : ports.findings?.scan(accountId, now);
  for await (const reading of readings) {
    await posting.keepUp();
    if (reading.kind === 'unreadable') {
      tally.unreadable.push(reading);
      continue;
    }
    const { facts, verdict } = reading;
    tally.count(verdict);
    const labels = { owner: facts.owner, privilege: facts.privileges?.label };
    const evaluation = userEvaluation(facts.user, verdict, orderingTimestamp, labels);
    const unread = { owner: facts.owner === 'unknown', privilege: labels.privilege === 'not-read' };
    if (mustPost(evaluation, held, unread)) await posting.add(evaluation);
    findings?.take(finding(facts, verdict, evaluation.annotation, { account: accountId, accountName: null }));
  }
  await posting.flush();

  const unseen = [...tally.problems(list), ...heldProblems('failure' in answer ? answer.failure : undefined)];
  const present = new Set(list.users.map(({ userId }) => userId));
  const stale = unseen.length === 0 ? (held?.stale(present, accountId, orderingTimestamp) ?? []) : [];
  const clearings = stale.map((result) => clearingEvaluation(result, orderingTimestamp));
  for (const clearing of clearings) await posting.add(clearing);
  await posting.flush();

  const summary = tally.scanSummary([...unseen, ...posting.problems]);
  await posting.add(scanEvaluation(accountId, summary, orderingTimestamp));
  await posting.flush();
  const complete = tally.problems(list).length === 0;
  const unsent = await findings?.finish({ complete, summary: renderScanSummary(summary) });
  const cleared = clearings.filter((evaluation) => !posting.isRefused(evaluation)).length;
  return { problems: [...unseen, ...posting.problems, ...(unsent ?? [])], cleared };
}

function heldProblems(failure: ReadFailure | undefined): readonly Problem[] {
  if (failure === undefined) return [];
  const text = `the results that Config holds could not be read (${failureText(failure)}), so none was cleared`;
  return [{ text, names: [], failures: [failure] }];
}
