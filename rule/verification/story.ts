import type { User } from '../core/user';
import { meta } from '../meta';
import { parseScanSummary } from '../protocol/scan-summary';
import { failureText, ReadFailedError } from '../run/failures';
import { Asking, orFailure, type Expectation, type Plan } from './asking';
import type { Step } from './journal';
import type { Look, RequireMfa, VerificationPorts } from './ports';
import { byHand, type QuestionId } from './questions';
import type { Answer } from './result';

/** The users of a run have the run in their names, too: a name is unique in an account, whatever the path. */
const nameIn = (path: string, name: string): string => `${path.slice(1, -1).replace('/', '-')}-${name}`;

/**
 * Makes users, changes them in three waves, and compares what Config shows. Whatever breaks it off, the answers so far are
 * kept and the rest is incomplete. What it makes stays until `cleanUp`.
 */
export async function story(plan: Plan, ports: VerificationPorts): Promise<readonly Answer[]> {
  const asking = new Asking(plan, ports);
  try {
    await new Waves(plan, ports, asking).all();
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    asking.breakOff(failureText(error.failure));
  }
  return [
    ...asking.answers(),
    ...byHand.map(({ id, byHand: why }): Answer => ({ id, outcome: 'by-hand', why })),
  ];
}

class Waves {
  constructor(
    private readonly plan: Plan,
    private readonly ports: VerificationPorts,
    private readonly asking: Asking,
  ) {}

  async all(): Promise<void> {
    const { asking, ports } = this;
    const { iam, config, places, say, clock } = ports;
    const { exemptTagKey } = this.plan.ruleParameters;

    say('Wave 1 of 3: new users.');
    const newcomer = await this.person('newcomer');
    const second = await this.person('second');
    const enrolled = await this.person('enrolled');
    const serialNumber = await this.device(enrolled);
    const exempt = exemptTagKey === undefined ? undefined : await this.person('exempt');
    const quiet = await this.user('quiet');
    await asking.settle([
      this.held('password-alone', newcomer),
      this.held('two-at-once', second),
      this.held('password-and-device', enrolled),
      this.held('no-password', quiet),
      ...(exempt === undefined ? [] : [this.held('to-be-exempt', exempt)]),
    ]);
    await asking.once('by-events', async () => {
      const events = await places.events();
      return 'got' in events ? asking.howItCame('password-alone') : events;
    });
    await asking.settleElsewhere([
      { id: 'aggregator-result', look: () => places.aggregated(newcomer.userId) },
      { id: 'finding-opened', look: () => places.finding(newcomer.userId) },
      { id: 'cloudtrail-source', look: () => places.trail(newcomer.userName) },
    ]);
    await this.remediation(second);
    const before = await this.passwordDate(newcomer);
    await asking.once('wording-no-password', () => this.wording(quiet.userName));
    await asking.once('wording-no-user', () => this.wording(this.nameOf('nobody')));
    await asking.once('user-in-another-case', async () => {
      const shouted = await iam.user(quiet.userName.toUpperCase());
      return { got: shouted === 'gone' ? 'not found' : 'found' };
    });

    say('Wave 2 of 3: devices, passwords and an exemption change.');
    await this.device(newcomer);
    await this.doing({ step: 'deactivate device', userName: enrolled.userName, serialNumber }, () =>
      iam.deactivateDevice(enrolled.userName, serialNumber),
    );
    await this.doing({ step: 'delete device', serialNumber }, () => iam.deleteDevice(serialNumber));
    await this.withoutPassword(second);
    if (exempt !== undefined && exemptTagKey !== undefined)
      await this.doing({ step: 'tag user', userName: exempt.userName }, () =>
        iam.tag(exempt.userName, exemptTagKey, exemption(clock.now())),
      );
    await this.doing({ step: 'change password', userName: newcomer.userName }, () =>
      iam.changePassword(newcomer.userName),
    );
    await asking.settle([
      this.held('device-enrolled', newcomer),
      this.held('device-removed', enrolled),
      this.held('password-removed', second),
      ...(exempt === undefined ? [] : [this.held('exempt-by-tag', exempt)]),
    ]);
    await asking.settleElsewhere([{ id: 'finding-archived', look: () => places.finding(newcomer.userId) }]);
    const after = await this.passwordDate(newcomer);
    if (!('got' in before)) asking.answer('date-of-a-changed-password', before);
    else if (!('got' in after)) asking.answer('date-of-a-changed-password', after);
    else asking.answer('date-of-a-changed-password', before.got === after.got ? 'kept' : 'new');

    say('Wave 3 of 3: a user is renamed, another is deleted and made again.');
    const newName = this.nameOf('renamed');
    // Both names: it is not known which of them a run that ends here leaves.
    await this.doing({ step: 'rename user', userName: newName }, () =>
      iam.rename(newcomer.userName, newName),
    );
    await this.withoutPassword(enrolled);
    await this.doing({ step: 'delete user', userName: enrolled.userName }, () =>
      iam.deleteUser(enrolled.userName),
    );
    const again = await this.person('enrolled');
    await asking.settle([
      this.held('renamed', newcomer, newName),
      this.held('deleted', enrolled),
      this.held('made-again', again),
    ]);
    // Of a user without a password no scan is started: the next summary has another number, and so cannot be the last one.
    await this.doing({ step: 'delete user', userName: quiet.userName }, () => iam.deleteUser(quiet.userName));
    await asking.summaries();
    const summary = await config.scanSummary();
    const isWhole = parseScanSummary(summary?.annotation ?? '')?.complete === true;
    if (summary !== undefined)
      asking.answer('account-result', {
        got: 'kept and shown',
        recordedTime: summary.recordedTime,
        // That of an incomplete scan may name what is another's.
        ...(isWhole ? { annotation: summary.annotation } : {}),
      });
    await asking.settleElsewhere([{ id: 'aggregator-summary', look: () => places.aggregatedSummary() }]);
  }

  /** By the runbooks as they are deployed, on a user whom the rule finds NON_COMPLIANT. */
  private async remediation({ userId, userName }: User): Promise<void> {
    const { asking, ports } = this;
    const run = (action: RequireMfa, ruleName?: string): Promise<Look> =>
      orFailure(() =>
        this.doing({ step: `runbook ${action}`, userName }, () =>
          ports.places.runbook(action, userId, ruleName),
        ),
      );
    for (const action of ['require-mfa', 'undo-require-mfa'] as const) {
      if (asking.whyNotAsked(action) !== undefined) continue;
      const ended = await run(action);
      if (!('got' in ended)) asking.answer(action, ended);
      else if (ended.got !== 'Success') asking.answer(action, `the runbook ended as ${ended.got}`);
      else await asking.settleElsewhere([{ id: action, look: () => this.membership(userName) }]);
    }
    asking.answer('ssm-function-error', await run('require-mfa', ruleOfNobody));
  }

  private async membership(userName: string): Promise<Look> {
    const groups = await this.ports.iam.groupsOf(userName);
    const isIn = groups.some(
      ({ groupName, path }) =>
        path.startsWith(meta.requiredGroupPath) || groupName === meta.requiredGroupName,
    );
    return { got: isIn ? 'in the group' : 'in no group' };
  }

  private async wording(userName: string): Promise<Look> {
    const answer = await this.ports.iam.loginProfile(userName);
    return { got: typeof answer === 'string' ? answer : 'a login profile' };
  }

  private passwordDate({ userName }: User): Promise<Look> {
    return orFailure(async () => {
      const profile = await this.ports.iam.loginProfile(userName);
      return typeof profile === 'string'
        ? { absent: 'IAM does not show the login profile' }
        : { got: profile.createDate.toISOString() };
    });
  }

  private nameOf(name: string): string {
    return nameIn(this.plan.path, name);
  }

  private async doing<T>(step: Step, work: () => Promise<T>): Promise<T> {
    this.asking.refuseAfterEnd();
    this.ports.journal(step);
    return await work();
  }

  private async user(name: string): Promise<User> {
    const userName = this.nameOf(name);
    const made = await this.doing({ step: 'make user', userName }, () =>
      this.ports.iam.makeUser(userName, this.plan.path),
    );
    this.ports.journal({ step: 'make user: made', userName, userId: made.userId });
    return made;
  }

  private async person(name: string): Promise<User> {
    const made = await this.user(name);
    const { userName } = made;
    await this.doing({ step: 'make password', userName }, () => this.ports.iam.makePassword(userName));
    return made;
  }

  private withoutPassword({ userName }: User): Promise<void> {
    return this.doing({ step: 'remove password', userName }, () => this.ports.iam.removePassword(userName));
  }

  private async device({ userName, arn }: User): Promise<string> {
    // Known before it is made: IAM may show it in its list only after a clean-up.
    const serialNumber = arn.replace(':user/', ':mfa/');
    const made = await this.doing({ step: 'make device', userName, serialNumber }, () =>
      this.ports.iam.makeDevice(userName, this.plan.path),
    );
    await this.doing({ step: 'enable device', userName, serialNumber: made.serialNumber }, () =>
      this.ports.iam.enableDevice(userName, made),
    );
    return made.serialNumber;
  }

  private held(id: QuestionId, { userId }: User, mentions = ''): Expectation {
    return {
      id,
      look: async () => {
        const held = await this.ports.config.heldOf(userId);
        if (held === undefined) return { got: 'no result' };
        const { compliance, annotation, recordedTime } = held;
        const isOther = !(annotation ?? '').includes(mentions);
        return { got: isOther ? `${compliance} with another name` : compliance, annotation, recordedTime };
      },
    };
  }
}

/** Its name fits a pack's rule, and there is none of it: the remediation function has to fail. */
const ruleOfNobody = `${meta.id}-conformance-pack-verifynone`;

/** Through tomorrow, so that a run over midnight is exempt all the while. */
const exemption = (now: Date): string =>
  `${new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)} iam-user-mfa verify`;
