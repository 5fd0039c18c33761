// The story in this process, by a clock of its own: each call of anybody takes 200 ms of it, and waiting costs nothing.
import { iamClient, onceIamClient, unrepeatedIamClient } from '../../rule/aws/clients/iam-client';
import { configClient, onceConfigClient } from '../../rule/aws/clients/config-client';
import { VerifiedRule } from '../../rule/aws/config/verified-rule';
import { IamSandbox } from '../../rule/aws/iam/iam-sandbox';
import { DeployedPlaces } from '../../rule/cli/verify/places';
import { parseRuleParameters } from '../../rule/core/rule-parameters';
import type { Standin } from '../../rule/standin';
import type { Step } from '../../rule/verification/journal';
import type { VerificationPorts } from '../../rule/verification/ports';
import type { Answer } from '../../rule/verification/result';
import { story } from '../../rule/verification/story';
import { codesAt } from '../standin/authenticator-app';
import { account, everything, inSandbox, type WorldOptions } from './verify-world';

export const millisecondsACall = 200;

export class TellingClock {
  // The doors are processes with clocks of their own.
  private time = Date.now();

  constructor(private readonly idle: () => Promise<unknown> = () => Promise.resolve()) {}

  readonly now = (): Date => new Date(this.time);

  readonly pause = async (milliseconds: number): Promise<void> => {
    await this.idle();
    this.time += milliseconds;
  };

  /** Every call that the stand-in answers. */
  count({ calls }: Standin): void {
    const { push } = calls;
    calls.push = (...more) => {
      this.time += more.length * millisecondsACall;
      return push.apply(calls, more);
    };
  }
}

export const connectionTo = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
});

export const sandboxAt = (endpoint: string, now: () => Date, signal: AbortSignal): IamSandbox =>
  new IamSandbox({
    reader: iamClient(connectionTo(endpoint)),
    maker: unrepeatedIamClient(connectionTo(endpoint)),
    remover: onceIamClient(connectionTo(endpoint)),
    signal,
    codes: (secret) => {
      const [first = '', second = ''] = codesAt(secret, now().getTime() - 30_000, now().getTime());
      return [first, second];
    },
  });

/** The process is gone: nobody reads the answer. */
export class Killed extends Error {}

export interface OneRun {
  readonly path?: string;
  /** Between the story and AWS. */
  readonly between?: (ports: VerificationPorts) => VerificationPorts;
  readonly waitMilliseconds?: number;
  readonly everyMilliseconds?: number;
}

export interface Telling extends WorldOptions, OneRun {
  readonly ruleParameters?: Readonly<Record<string, string>>;
  readonly plant?: (standin: Standin) => void;
  readonly ruleName?: string;
  /** What has to be over before time passes. */
  readonly idle?: () => Promise<unknown>;
}

export interface Told {
  /** Empty where the run was killed. */
  readonly answers: readonly Answer[];
  readonly steps: readonly Step[];
  readonly milliseconds: number;
}

interface Place {
  readonly standin: Standin;
  readonly url: string;
  readonly iam: IamSandbox;
  readonly clock: TellingClock;
  /** Another run in the same account. */
  readonly tell: (run: OneRun) => Promise<Told>;
}

export async function telling<T>(
  {
    ruleParameters = { exemptTagKey: 'mfa-exempt' },
    plant,
    idle,
    ruleName: name = 'iam-user-mfa',
    ...options
  }: Telling,
  then: (told: Told & Place) => T | Promise<T>,
): Promise<T> {
  const clock = new TellingClock(idle);
  const configRules = [{ name, inputParameters: ruleParameters }];
  const world = { ...options, now: clock.now, seed: { ...everything, configRules, ...options.seed } };
  return inSandbox(world, async ({ standin, url }) => {
    clock.count(standin);
    plant?.(standin);
    const { signal } = new AbortController();
    const iam = sandboxAt(url, clock.now, signal);
    const tell = async ({
      path = '/iam-user-mfa-verify/0123abcd/',
      between,
      waitMilliseconds = 60_000,
      everyMilliseconds = 15_000,
    }: OneRun) => {
      const steps: Step[] = [];
      const ports: VerificationPorts = {
        iam,
        config: new VerifiedRule({
          reader: configClient(connectionTo(url)),
          starter: onceConfigClient(connectionTo(url)),
          ruleName: name,
          signal,
        }),
        places: placesAt(url, clock, signal, name),
        clock,
        journal: (step) => steps.push(step),
        say: () => undefined,
        signal,
      };
      const parsed = parseRuleParameters(JSON.stringify(ruleParameters));
      const plan = { path, ruleParameters: parsed, waitMilliseconds, everyMilliseconds };
      const from = clock.now().getTime();
      const answers = await story(plan, between?.(ports) ?? ports).catch((error: unknown) => {
        if (error instanceof Killed) return [];
        throw error;
      });
      return { answers, steps, milliseconds: clock.now().getTime() - from };
    };
    return then({ ...(await tell(options)), standin, url, iam, clock, tell });
  });
}

function placesAt(url: string, clock: TellingClock, signal: AbortSignal, name: string): DeployedPlaces {
  return new DeployedPlaces({
    connection: connectionTo(url),
    caller: {
      accountId: account,
      partition: 'aws',
      arn: `arn:aws:iam::${account}:user/somebody`,
      userId: 'AIDASOMEBODY',
    },
    rule: {
      name,
      state: 'ACTIVE',
      owner: 'CUSTOM_LAMBDA',
      sourceIdentifier: `arn:aws:lambda:us-east-1:${account}:function:iam-user-mfa`,
      arn: `arn:aws:config:us-east-1:${account}:config-rule/config-rule-1`,
      inputParameters: undefined,
    },
    signal,
    clock,
  });
}
