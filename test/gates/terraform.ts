// Runs the scenarios of test/gates/plans by terraform itself, with the stand-in provider of test/gates/provider.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { leftBy, resourcesOf, truthOf, type StateResource, type Truth } from './state-oracle';

export const plansFolder = path.resolve(__dirname, 'plans');
const providerFolder = path.resolve(__dirname, 'provider');
const cache = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'),
  'iam-user-mfa-tests',
  'terraform',
);
export const providerBinary = path.join(cache, 'terraform-provider-aws');

export const scenarios: readonly string[] = readdirSync(plansFolder)
  .filter((name) => name.endsWith('.tf') && !name.endsWith('.then.tf') && name !== 'common.tf')
  .map((name) => name.slice(0, -3));

/** Undefined where the plans can be made, else the reason for reading the recorded ones alone. */
export function missing(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'terraform is not installed';
  const newest = Math.max(
    ...readdirSync(providerFolder).map((name) => statSync(path.join(providerFolder, name)).mtimeMs),
  );
  if (existsSync(providerBinary) && statSync(providerBinary).mtimeMs >= newest) return undefined;
  const why = 'the stand-in provider is not built: npm run plans, or .ci/run, builds it';
  if (process.env['CI'] === 'true') throw new Error(why);
  return why;
}

/** By Go, whose own cache makes it quick. */
export function buildProvider(): void {
  mkdirSync(cache, { recursive: true });
  const built = spawnSync('go', ['build', '-trimpath', '-o', providerBinary, '.'], {
    cwd: providerFolder,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`go build: ${built.stderr || String(built.error)}`);
  copyFileSync(providerBinary, `${providerBinary}cc`);
}

/** What a scenario's plan shows, and what was true when it was applied. */
export interface Made {
  readonly plan: Readonly<Record<string, unknown>>;
  readonly truth: readonly Truth[];
  /** What was true before, where the scenario has two steps. */
  readonly before: readonly Truth[];
}

/** Of everything that a scenario is made of. */
export const digestOf = (name: string): string => digestOfFiles(sourcesOf(name));

export function digestOfFiles(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(file.join('\n'));
  return hash.digest('hex').slice(0, 16);
}

/** The .tf files that the recorded plan is of, by path. */
export function sourcesOf(name: string): ReadonlyMap<string, string> {
  const then = path.join(plansFolder, `${name}.then.tf`);
  const own = existsSync(then) ? then : path.join(plansFolder, `${name}.tf`);
  const modules = readdirSync(path.join(plansFolder, 'modules')).map((module) => `modules/${module}/main.tf`);
  return new Map([
    ['main.tf', readFileSync(own, 'utf8')],
    ...['common.tf', ...modules].map((file): [string, string] => [
      file,
      readFileSync(path.join(plansFolder, file), 'utf8'),
    ]),
  ]);
}

/** The names after a word in the comments of a scenario. */
export const namesIn = (text: string, word: string): readonly string[] =>
  (new RegExp(`^# ${word}: (.*)$`, 'm').exec(text)?.[1] ?? '').split(', ').filter((name) => name !== '');

/** Whom a plan without its files shows wrongly. */
export const misledBy = (name: string): readonly string[] =>
  namesIn(sourcesOf(name).get('main.tf') ?? '', 'misleading without the .tf files');

export function make(name: string): Promise<Made> {
  const steps = [`${name}.tf`, `${name}.then.tf`]
    .map((file) => path.join(plansFolder, file))
    .filter(existsSync);
  return makeOf(steps.map((file) => readFileSync(file, 'utf8')));
}

/** Plans and applies one main.tf after the other; the plan is the last one's. */
export async function makeOf(steps: readonly string[]): Promise<Made> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plans-'));
  try {
    const config = path.join(folder, 'terraform.rc');
    const overrides = ['aws', 'awscc']
      .map((one) => `"hashicorp/${one}" = ${JSON.stringify(cache)}`)
      .join('\n');
    writeFileSync(config, `provider_installation {\n dev_overrides {\n${overrides}\n }\n direct {}\n}\n`);
    cpSync(path.join(plansFolder, 'modules'), path.join(folder, 'modules'), { recursive: true });
    copyFileSync(path.join(plansFolder, 'common.tf'), path.join(folder, 'common.tf'));
    const env = {
      ...process.env,
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
    };
    const terraform = async (...words: readonly string[]): Promise<string> => {
      const options = { cwd: folder, env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await promisify(execFile)('terraform', words, options);
      return stdout;
    };
    const step = async (text: string) => {
      writeFileSync(path.join(folder, 'main.tf'), text);
      if (text.includes('source ')) await terraform('get', '-no-color');
      await terraform('plan', '-input=false', '-no-color', '-out=plan');
      const plan = JSON.parse(await terraform('show', '-json', 'plan')) as Made['plan'];
      await terraform('apply', '-input=false', '-no-color', 'plan');
      return { plan, state: resourcesOf(JSON.parse(await terraform('show', '-json'))) };
    };
    const [one = '', then] = steps;
    const first = await step(one);
    if (then === undefined) return { plan: first.plan, truth: await truthOf(first.state), before: [] };
    const second = await step(then);
    const kept = [...leftBy(second.plan, second.state), ...forgotten(first.state, second.plan)];
    return {
      plan: second.plan,
      truth: withDevices(await truthOf(kept), kept),
      before: withDevices(await truthOf(first.state), first.state),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Terraform leaves these in the account. */
function forgotten(
  before: readonly StateResource[],
  { resource_changes: changes }: Made['plan'],
): readonly StateResource[] {
  const addresses = (changes as readonly { address: string; change: { actions: readonly string[] } }[])
    .filter(({ change }) => change.actions.includes('forget'))
    .map(({ address }) => address);
  return before.filter(({ address }) => addresses.includes(address));
}

/** A user who has a device signs in with it. */
const withDevices = (truth: readonly Truth[], state: readonly StateResource[]): readonly Truth[] =>
  truth.map((one) => ({
    ...one,
    enforced:
      one.enforced ||
      state.some(
        ({ type, values }) => type === 'aws_iam_virtual_mfa_device' && values['user_name'] === one.user,
      ),
  }));
