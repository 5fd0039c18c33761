import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStandin, type Fault, type SeedInput, type Standin } from '../../rule/standin';
import { caller, type CommandLine, type Outcome } from './command-line';

export const account = '123456789012';
const ruleName = 'iam-user-mfa';

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

/** What the deployed rule would have put, by a few lines that are not the product's. */
export function judge({ store }: Standin, summary: 'again' | 'once' | 'never' = 'again'): void {
  const { config } = store;
  const rule = config.rule(ruleName);
  const put = (
    resourceType: string,
    resourceId: string,
    complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE',
    annotation: string,
  ) =>
    config.record(rule, {
      resourceType,
      resourceId,
      complianceType,
      annotation,
      orderingTimestamp: store.now(),
      recordedTime: store.now(),
    });
  const users = [...store.iam.users];
  for (const { resourceId } of config.held(ruleName))
    if (users.every(({ userId }) => userId !== resourceId))
      put('AWS::IAM::User', resourceId, 'NOT_APPLICABLE', 'gone');
  for (const { userId, userName, loginProfile, devices, tags } of users) {
    const open = devices.length > 0 ? 'COMPLIANT' : tags.size > 0 ? 'NOT_APPLICABLE' : 'NON_COMPLIANT';
    put(
      'AWS::IAM::User',
      userId,
      loginProfile === undefined ? 'NOT_APPLICABLE' : open,
      `${userName} is judged.`,
    );
  }
  const text = `Scan complete: ${users.length} users.`;
  if (summary === 'never') return;
  if (summary === 'once' && config.held(ruleName).some(({ annotation }) => annotation === text)) return;
  put('AWS::::Account', account, 'COMPLIANT', text);
}

export interface WorldOptions {
  readonly seed?: SeedInput;
  readonly faults?: readonly Fault[];
  /** The deployed rule at work: after each change of IAM, and with a token at every start of an evaluation. */
  readonly rule?: (standin: Standin, resultToken?: string) => void | Promise<void>;
  readonly denied?: readonly string[];
}

/** An account where the rule is deployed, and a folder for the files of a run. */
export async function inSandbox<T>(
  { seed = {}, faults = [], rule = (standin) => judge(standin), denied = [] }: WorldOptions,
  work: (world: { standin: Standin; env: Record<string, string>; folder: string; url: string }) => Promise<T>,
): Promise<T> {
  const standin: Standin = createStandin(
    {
      users: [{ userName: 'alice', loginProfile: {} }, { userName: 'bob' }],
      configRules: [{ name: ruleName, inputParameters: { exemptTagKey: 'mfa-exempt' } }],
      ...seed,
    },
    {
      simulatePolicy: ({ action }) => (denied.includes(action) ? 'implicitDeny' : 'allowed'),
      onStartEvaluation: async ({ resultToken }) => {
        // A minute is long for a test.
        standin.store.config.lastStart = undefined;
        await rule(standin, resultToken);
      },
    },
  );
  standin.faults.push(...faults);
  afterWrites(standin, () => void rule(standin));
  const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
  const url = await standin.listen();
  try {
    return await work({ standin, env: caller(url), folder, url });
  } finally {
    await standin.close();
    rmSync(folder, { recursive: true });
  }
}

const write = /^(Create|Delete|Update|Enable|Deactivate|Tag|Remove)/;
export const writes = ({ calls }: Standin): readonly string[] =>
  calls.map(({ action }) => action).filter((action) => write.test(action));

/** Each was carried out, and its answer is not sent yet. */
export function afterWrites(standin: Standin, work: () => void): void {
  const { push } = standin.calls;
  standin.calls.push = (...calls) => {
    const length = push.apply(standin.calls, calls);
    if (calls.some(({ action }) => write.test(action))) work();
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
