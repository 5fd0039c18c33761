// The whole story of `verify` under the built doors, each a process: IAM's events reach the re-evaluation, Config starts the
// rule, SSM invokes the remediation. Time is counted: 200 ms for each call of anybody, and what the story waits. How long AWS
// itself takes to hand on an event (CloudTrail, the queue's 60 seconds) is nothing that a stand-in can tell, so it is none.
import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { everything } from '../cli/verify-world';
import { telling } from '../cli/verify-told';
import type { Standin } from '../../rule/standin';
import { cleanUp } from '../../rule/verification/clean-up';
import { DoorProcess } from './door-process';
import { batch, iamRecord } from './iam-events';
import { enforcing, functionArn, requiredGroup } from './required-group';

jest.setTimeout(90_000);

/** AWS's list prices for us-east-1, November 2026, in dollars; free tiers left out. */
const prices = {
  evaluation: 0.001,
  automationStep: 0.002,
  armGigabyteSecond: 0.0000133334,
  item: 0.003,
} as const;
const evaluations = v.object({ Evaluations: v.array(v.unknown()) });

/** What a run is billed: evaluations, the later scan's clearing of what is held, steps of runbooks, and functions of a second each. */
function costOf({ calls, store }: Standin, invocations: number): number {
  const put = calls
    .filter(({ action }) => action === 'PutEvaluations')
    .reduce((sum, { input }) => sum + v.parse(evaluations, input).Evaluations.length, 0);
  const steps = calls.filter(({ action }) => action === 'StartAutomationExecution').length;
  return (
    (put + store.config.held('iam-user-mfa').length) * prices.evaluation +
    steps * prices.automationStep +
    invocations * 0.5 * prices.armGigabyteSecond
  );
}

/** Whatever Config records of a user; a group's members are an item of the group, too. */
const itemsOf = ({ calls }: Standin): number =>
  calls.filter(({ action }) => /^(Create|Delete|Update|Tag)User$/.test(action)).length +
  2 * calls.filter(({ action }) => /UserToGroup|UserFromGroup/.test(action)).length;

const account = '123456789012';
const changed = v.object({ UserName: v.optional(v.string()), NewUserName: v.optional(v.string()) });
const exemptTagKey = 'mfa-exempt';

class Doors {
  private url = '';
  private readonly made = new Map<string, DoorProcess>();
  invocations = 0;
  private running: Promise<unknown> = Promise.resolve();
  /** EventBridge's queue: what changed waits in it until the re-evaluation has taken it. */
  private queue: unknown[] = [];
  private standin: Standin | undefined;

  at(standin: Standin): void {
    this.standin = standin;
    const address = standin.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
    this.url = `http://127.0.0.1:${address.port}`;
  }

  private door(name: 'handler' | 'reevaluate' | 'remediate'): DoorProcess {
    const env = {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      SECURITY_HUB_FINDINGS: 'true',
      RULE_FUNCTION_ARN: functionArn,
      REQUIRED_GROUP_NAME: requiredGroup,
    };
    const made = this.made.get(name) ?? new DoorProcess(name, env);
    this.made.set(name, made);
    this.invocations += 1;
    return made;
  }

  readonly rule = async ({ calls, store }: Standin, resultToken?: string): Promise<void> => {
    const last = calls.at(-1);
    if (resultToken === undefined && last !== undefined) {
      const { UserName: userName, NewUserName: newUserName } = v.parse(changed, last.input);
      this.queue.push(iamRecord(last.action, { userName, newUserName }));
      return;
    }
    await this.door('handler').invoke({
      invokingEvent: JSON.stringify({
        messageType: 'ScheduledNotification',
        awsAccountId: account,
        notificationCreationTime: store.now().toISOString(),
      }),
      ruleParameters: JSON.stringify({ exemptTagKey }),
      resultToken,
      accountId: account,
      configRuleName: 'iam-user-mfa',
    });
  };

  /** As SSM does: the payload is the runbook's, and a function that failed is a step that failed. */
  readonly runbook = (
    _: Standin,
    call: { readonly documentName: string; readonly parameters: Readonly<Record<string, string>> },
  ): Promise<unknown> =>
    (this.running = this.door('remediate')
      .invoke({
        action: call.documentName.replace('iam-user-mfa-', ''),
        resourceId: call.parameters['ResourceId'],
        ruleName: call.parameters['RuleName'],
      })
      .then(() => undefined));

  /** Before time passes: a refusal ("one evaluation a minute") brings the messages back. */
  readonly idle = async (): Promise<void> => {
    const taken = this.queue.splice(0);
    if (taken.length > 0)
      await this.door('reevaluate')
        .invoke(batch(...taken))
        .catch(() => this.queue.push(...taken));
    await this.standin?.settled();
    await this.running.catch(() => undefined);
  };

  async end(): Promise<void> {
    for (const door of this.made.values()) await door.end();
  }
}

test('by events alone, all is as expected, in under five minutes of simulated time', async () => {
  const doors = new Doors();
  const seed = {
    ...everything,
    ...enforcing(),
    configRules: [{ name: 'iam-user-mfa', inputParameters: { exemptTagKey }, sourceIdentifier: functionArn }],
  };
  try {
    await telling(
      {
        seed,
        rule: doors.rule,
        runbook: doors.runbook,
        idle: doors.idle,
        waitMilliseconds: 600_000,
        everyMilliseconds: 5_000,
        plant: (standin) => doors.at(standin),
      },
      async ({ answers, milliseconds, standin, iam, clock, steps }) => {
        expect(
          answers.filter(
            ({ outcome }) => outcome === 'otherwise' || outcome === 'incomplete' || outcome === 'not-asked',
          ),
        ).toEqual([]);
        expect(answers.find(({ id }) => id === 'password-alone')?.annotation).toMatch(
          /-newcomer can sign in with a password alone: no MFA device\./,
        );
        expect(milliseconds).toBeLessThan(5 * 60_000);
        expect(await cleanUp(iam, clock, '/iam-user-mfa-verify/0123abcd/', { steps })).toEqual([]);
        expect(costOf(standin, doors.invocations)).toBeLessThanOrEqual(0.05);
        const page = readFileSync(resolve(__dirname, '../../docs/verify.md'), 'utf8');
        const [, items = '', dollars = ''] =
          /up to (\d+) configuration items \(\$([\d.]+)\)/.exec(page) ?? [];
        expect(itemsOf(standin)).toBeLessThanOrEqual(Number(items));
        expect(Number(dollars)).toBe(Number(items) * prices.item);
      },
    );
  } finally {
    await doors.end();
  }
});
