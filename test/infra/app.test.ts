import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleEntry } from '../../infra/rule/bundle';
import { answerTo } from './run-bundle';

const root = resolve(__dirname, '../..');
const folders: string[] = [];

/** The app as the CDK CLI starts it: no account, no credentials, no network. */
function synth(context: Record<string, unknown>, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-app-'));
  folders.push(folder);
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ '@aws-cdk/core:validateAgainstDefaultRules': true, ...context }),
      ...env,
    },
  });
  return { status, stderr, folder };
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('the CDK app', () => {
  let validated: ReturnType<typeof synth>;
  beforeAll(() => {
    validated = synth({});
  }, 120_000);

  test('synthesizes without an account, nag and CloudFormation checks on, bundles that load and reject nonsense', () => {
    const { status, folder } = validated;
    expect(status).toBe(0);
    const assets = readdirSync(folder).filter((name) => name.startsWith('asset.'));
    const code = assets.map((name) => readFileSync(join(folder, name, 'index.js'), 'utf8'));
    expect(code).toEqual(expect.arrayContaining([bundleEntry('handler'), bundleEntry('reevaluate')]));
    for (const text of code) expect(answerTo({}, text)).toMatch(/^rejected: .+/);
  });

  test('the same source gives the same assembly', () => {
    const templateOf = ({ folder }: { folder: string }) =>
      readFileSync(join(folder, 'IamUserMfa.template.json'), 'utf8');
    expect(templateOf(synth({}, { CDK_VALIDATION: 'false' }))).toBe(templateOf(validated));
  }, 120_000);

  test('options that are none end it with one line that names each, and no stack', () => {
    expect(synth({ gracePeriodHours: 'x', alarms: 'perhaps' })).toMatchObject({
      status: 1,
      stderr:
        'Invalid options: alarms: got "perhaps", allowed: true or false; gracePeriodHours: got "x", allowed: a whole number 0..720.\n',
    });
  }, 120_000);

  test('a region that is not the IAM region ends it with one line that names the region to use', () => {
    const { status, stderr } = synth({}, { CDK_DEFAULT_REGION: 'eu-west-1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Invalid options: region: got "eu-west-1", allowed: us-east-1 .+\n$/);
  }, 120_000);
});
