import { parseRuleParameters, withoutLabelParameters, type RuleParameters } from '../core/rule-parameters';
import { meta } from '../meta';
import type { ReadFailure, Reading, UserList } from '../run/ports';
import type { ConfigRule } from '../protocol/config-rule';
import { userEvaluation, type HeldResult } from '../protocol/evaluation';
import { differs, HeldResults } from '../protocol/held';
import type { Cause, ReevaluationPorts } from './ports';

/** Up to so many users are asked for one by one (GetUser, GetComplianceDetailsByResource), more of them by whole lists. */
const oneByOneAtMost = 25;

type Held = { held: HeldResult | undefined } | { failure: ReadFailure };

/**
 * Looks for one user whose verdict a scan by this rule would change, and stops at the first.
 *
 * - A name that no user has: Config may still hold a result for the id that had it. That is so exactly if Config holds a
 *   result for an id that ListUsers does not know; both lists together are much cheaper than a scan.
 * - What cannot be read (denied, throttled to the end, time nearly up) counts as a change. The scan then either sees it,
 *   with the rule's own role and more time, or says in the scan summary that it did not. To fail the batch instead
 *   would leave every other change of it undetected for as long as one user stays unreadable.
 */
export class ChangeSearch {
  private found: Cause | undefined;

  constructor(
    private readonly rule: ConfigRule,
    private readonly ports: ReevaluationPorts,
  ) {}

  async cause(userNames: readonly string[]): Promise<Cause | undefined> {
    const ruleParameters = withoutLabelParameters(parseRuleParameters(this.rule.inputParameters));
    const now = this.ports.clock.now();
    return userNames.length <= oneByOneAtMost
      ? this.causeOneByOne(userNames, ruleParameters, now)
      : this.causeByLists(userNames, ruleParameters, now);
  }

  private async causeOneByOne(
    userNames: readonly string[],
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Cause | undefined> {
    let gone = false;
    for await (const reading of this.ports.directory.readNamed(userNames, ruleParameters, now)) {
      if (reading.kind === 'gone') gone = true;
      else await this.compare(reading, now, (id) => this.ports.ledger.heldOf(this.rule.name, id));
    }
    return gone ? (this.found ?? (await this.resultOfGoneUser())) : this.found;
  }

  private async causeByLists(
    userNames: readonly string[],
    ruleParameters: RuleParameters,
    now: Date,
  ): Promise<Cause | undefined> {
    const { users, failure } = await this.listed(userNames);
    if (failure !== undefined) return this.unreadable(failure);
    const held = await this.heldByList();
    for await (const reading of this.ports.directory.readUsers(users, ruleParameters, now))
      await this.compare(reading, now, held);
    return users.length < userNames.length ? (this.found ?? (await this.resultOfGoneUser())) : this.found;
  }

  private async compare(reading: Reading, now: Date, held: (userId: string) => Promise<Held>): Promise<void> {
    if (this.found !== undefined) return;
    if (reading.kind === 'unreadable') {
      this.unreadable(reading.failure);
      return;
    }
    const { verdict } = reading;
    const { user } = reading.facts;
    const holds = await held(user.userId);
    if ('failure' in holds) this.unreadable(holds.failure);
    else if (differs(userEvaluation(user, verdict, now), holds.held)) this.find('verdict-differs');
  }

  private async listed(userNames: readonly string[]): Promise<UserList> {
    const wanted = new Set(userNames.map((userName) => userName.toLowerCase()));
    const list = await this.ports.directory.listUsers();
    return { ...list, users: list.users.filter(({ userName }) => wanted.has(userName.toLowerCase())) };
  }

  private async heldByList(): Promise<(userId: string) => Promise<Held>> {
    const holds = await this.ports.ledger.held(this.rule.name);
    if ('failure' in holds) return () => Promise.resolve(holds);
    const results = new HeldResults(holds.results);
    return (resourceId) =>
      Promise.resolve({ held: results.of({ resourceType: meta.resourceType, resourceId }) });
  }

  private async resultOfGoneUser(): Promise<Cause | undefined> {
    const holds = await this.ports.ledger.held(this.rule.name);
    if ('failure' in holds) return this.unreadable(holds.failure);
    const list = await this.ports.directory.listUsers();
    if (list.failure !== undefined) return this.unreadable(list.failure);
    const present = new Set(list.users.map(({ userId }) => userId));
    const ofGoneUser = holds.results.some(
      ({ resourceType, resourceId }) => resourceType === meta.resourceType && !present.has(resourceId),
    );
    return ofGoneUser ? this.find('result-of-gone-user') : undefined;
  }

  private unreadable(failure: ReadFailure): Cause {
    // Calls still under way when the first cause was found end in failures that we caused.
    if (this.found === undefined) {
      this.ports.log.warn('A user could not be looked at, so a scan is started.', {
        api: failure.api,
        error: failure.error,
      });
    }
    return this.find('unreadable');
  }

  private find(cause: Cause): Cause {
    this.found ??= cause;
    this.ports.stopReading();
    return this.found;
  }
}
