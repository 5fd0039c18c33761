import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import {
  createStandin,
  type Fault,
  type SeedInput,
  type Standin,
  type StartedAutomation,
} from '../../rule/standin';
import { caller, type CommandLine, type Outcome } from './command-line';

export const account = '123456789012';
const ruleName = 'iam-user-mfa';
const other = '111122223333';

/** Whatever may be deployed beside the rule. */
export const everything: SeedInput = {
  groups: [{ groupName: 'Required-1', path: '/iam-user-mfa-required/' }],
  securityHub: { enabled: true },
  deployment: {
    runbooks: ['iam-user-mfa-require-mfa', 'iam-user-mfa-undo-require-mfa'],
    function: { environment: { SECURITY_HUB_FINDINGS: 'true' } },
  },
  accounts: [{ accountId: other }],
  organization: {
    managementAccountId: other,
    accounts: [{ accountId: account, name: 'sandbox' }],
    aggregators: [{ name: 'all', accountId: account }],
  },
};

/** Whatever of the account's IAM a run could leave behind. */
export const stateOf = ({ store }: Standin): unknown => ({
  users: [...store.iam.users].map(({ devices, groups, tags, ...user }) => ({
    ...user,
    devices: devices.map(({ serialNumber }) => serialNumber),
    groups: [...groups].map(({ groupName }) => groupName),
    tags: [...tags.values()],
  })),
  devices: [...store.iam.virtualDevices].map(({ serialNumber }) => serialNumber),
  groups: [...store.iam.groups.keys()],
});

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** The ways in which an AWS may answer otherwise. */
export interface Judging {
  readonly summary?: 'again' | 'once' | 'never';
  /** What is put in the place of the verdict on the user of this name. */
  readonly instead?: (name: string, compliance: Compliance) => Compliance | undefined;
  readonly annotation?: (userName: string) => string;
  readonly findings?: 'opened and archived' | 'only opened' | 'none';
}

const asItIs: NonNullable<Judging['instead']> = (_, compliance) => compliance;

/** What the deployed rule would have put, by a few lines that are not the product's. */
export function judge({ store, calls }: Standin, judging: Judging = {}): void {
  const { summary = 'again', instead = asItIs, findings = 'none' } = judging;
  const { config } = store;
  const [ruleName = ''] = config.rules.keys();
  const rule = config.rule(ruleName);
  const put = (
    resourceType: string,
    resourceId: string,
    complianceType: Compliance,
    annotation: string,
  ): void =>
    config.record(rule, {
      resourceType,
      resourceId,
      complianceType,
      annotation,
      orderingTimestamp: store.now(),
      recordedTime: store.now(),
    });
  const users = [...store.iam.users];
  for (const { resourceId, annotation = '', complianceType } of config.held(ruleName))
    if (users.every(({ userId }) => userId !== resourceId)) {
      const [name = ''] = annotation.split(' ');
      const gone = instead(`${nameIn(name)} gone`, 'NOT_APPLICABLE');
      put('AWS::IAM::User', resourceId, gone ?? complianceType, annotation);
    }
  for (const { userId, userName, loginProfile, devices, tags } of users) {
    const open = devices.length > 0 ? 'COMPLIANT' : tags.size > 0 ? 'NOT_APPLICABLE' : 'NON_COMPLIANT';
    const compliance = instead(nameIn(userName), loginProfile === undefined ? 'NOT_APPLICABLE' : open);
    if (compliance === undefined) continue;
    const text = judging.annotation?.(userName) ?? `${userName} is judged.`;
    put('AWS::IAM::User', userId, compliance, text);
    if (findings === 'none' || (findings === 'only opened' && compliance !== 'NON_COMPLIANT')) continue;
    store.account().securityHub.import(findingOf(userId, compliance === 'NON_COMPLIANT', store.now()));
  }
  const whole = `Scan complete: ${users.length} users, 0 with a console password, 0 without sufficient MFA, 0 exempt, 0 in grace.`;
  // A deletion of who has no result starts no scan.
  if (summary === 'never' || calls.at(-1)?.action === 'DeleteUser') return;
  if (summary === 'once' && config.held(ruleName).some(({ annotation }) => annotation === whole)) return;
  put('AWS::::Account', account, 'COMPLIANT', whole);
}

/** "newcomer" of a run's user. */
const nameIn = (userName: string): string => userName.replace(/^iam-user-mfa-verify-[0-9a-f]{8}-/, '');

const findingOf = (userId: string, isOpen: boolean, now: Date) => ({
  ProductArn: `arn:aws:securityhub:us-east-1:${account}:product/${account}/default`,
  SchemaVersion: '2018-10-08',
  Id: `iam-user-mfa/${account}/${userId}`,
  Title: 'An IAM user',
  GeneratorId: 'iam-user-mfa',
  AwsAccountId: account,
  CreatedAt: now.toISOString(),
  UpdatedAt: now.toISOString(),
  Description: 'A user.',
  Resources: [{ Type: 'AwsIamUser', Id: userId }],
  RecordState: isOpen ? 'ACTIVE' : 'ARCHIVED',
});

/** The runbooks as they are deployed, by a few lines that are not the product's. */
export function remediate({ store }: Standin, { documentName, parameters }: StartedAutomation): void {
  if (!store.config.rules.has(parameters['RuleName'] ?? '')) throw new Error('there is no such rule');
  const user = [...store.iam.users].find(({ userId }) => userId === parameters['ResourceId']);
  const group = store.iam.group('Required-1');
  if (documentName === 'iam-user-mfa-require-mfa') user?.groups.add(group);
  else user?.groups.delete(group);
}

const made = v.object({ UserName: v.string() });

/** CloudTrail's history shows what gave a user a password. */
export function noteInTrail({ store, calls }: Standin, eventSource = 'iam.amazonaws.com'): void {
  const last = calls.at(-1);
  if (last?.action !== 'CreateLoginProfile') return;
  store.account().cloudTrail.events.push({
    eventTime: store.now(),
    eventName: last.action,
    eventSource,
    awsRegion: 'us-east-1',
    userIdentity: {},
    requestParameters: { userName: v.parse(made, last.input).UserName },
  });
}

export interface WorldOptions {
  readonly seed?: SeedInput;
  readonly faults?: readonly Fault[];
  /** The deployed rule at work: after each change of IAM, and with a token at every start of an evaluation. */
  readonly rule?: (standin: Standin, resultToken?: string) => void | Promise<void>;
  /** A runbook that somebody starts. */
  readonly runbook?: (standin: Standin, call: StartedAutomation) => unknown;
  readonly trail?: (standin: Standin) => void;
  readonly denied?: readonly string[];
  /** @default - the system's clock, by which a minute is too long for a test */
  readonly now?: () => Date;
}

export interface World {
  readonly standin: Standin;
  readonly env: Record<string, string>;
  readonly folder: string;
  readonly url: string;
}

/** An account where the rule is deployed, and a folder for the files of a run. */
export async function inSandbox<T>(options: WorldOptions, work: (world: World) => Promise<T>): Promise<T> {
  const { seed = {}, faults = [], rule = (one: Standin) => judge(one), denied = [], now } = options;
  const { runbook = remediate, trail = noteInTrail } = options;
  const standin: Standin = createStandin(
    {
      users: [{ userName: 'alice', loginProfile: {} }, { userName: 'bob' }],
      configRules: [{ name: ruleName, inputParameters: { exemptTagKey: 'mfa-exempt' } }],
      ...seed,
    },
    {
      ...(now === undefined ? {} : { now }),
      simulatePolicy: ({ action }) => (denied.includes(action) ? 'implicitDeny' : 'allowed'),
      onStartAutomation: async (call) => {
        const status = await runbook(standin, call);
        return typeof status === 'string' ? status : undefined;
      },
      onStartEvaluation: async ({ resultToken }) => {
        if (now === undefined) standin.store.config.lastStart = undefined;
        await rule(standin, resultToken);
      },
    },
  );
  standin.faults.push(...faults);
  afterWrites(standin, () => {
    trail(standin);
    void rule(standin);
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
  const url = await standin.listen();
  try {
    return await work({ standin, env: caller(url), folder, url });
  } finally {
    await standin.close();
    rmSync(folder, { recursive: true });
  }
}

export const isWrite = (action: string): boolean =>
  /^(Create|Delete|Update|Enable|Deactivate|Tag|Remove)/.test(action);
export const writes = ({ calls }: Standin): readonly string[] =>
  calls.map(({ action }) => action).filter(isWrite);

/** Each was carried out, and its answer is not sent yet. */
export function afterWrites(standin: Standin, work: () => void): void {
  const { push } = standin.calls;
  standin.calls.push = (...calls) => {
    const length = push.apply(standin.calls, calls);
    if (calls.some(({ action }) => isWrite(action))) work();
    return length;
  };
}

export const named = ['verify', '--account', account];
/** One look, and on: nobody waits for Config. */
export const hurried = [...named, '--wait', '0', '--every', '0.01'];

export const run = (
  cli: Pick<CommandLine, 'run'>,
  { env, folder }: { readonly env: Record<string, string>; readonly folder: string },
  args: readonly string[],
): Promise<Outcome> => cli.run([...args, '--output', folder], env);
