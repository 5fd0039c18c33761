import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ou } from './organization-synth';

const root = resolve(__dirname, '../..');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-app-'));
  folders.push(folder);
  return folder;
}

/** The app as the CDK CLI starts it, but for CDK's validation: the synth by the CLI has it, and validation.test.ts. */
function app(context: Record<string, unknown>, env: Record<string, string> = {}) {
  const folder = folderOfItsOwn();
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'infra/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false',
      ...env,
    },
  });
  return { status, stderr, stacks: stacksIn(folder) };
}

const stacksIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => name.replace('.template.json', ''))
    .sort();

describe('the CDK app, for an organization', () => {
  test('npx cdk synth makes the four stacks with no account, no credentials and no network', () => {
    const folder = folderOfItsOwn();
    const cli = resolve(root, 'node_modules/aws-cdk/bin/cdk');
    const args = [
      'synth',
      '-q',
      '-c',
      `organizationalUnitIds=${ou}`,
      '-c',
      'remediation=manual',
      '-o',
      folder,
    ];
    const { status, stderr } = spawnSync(process.execPath, [cli, ...args, '--no-notices'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_EC2_METADATA_DISABLED: 'true',
        CI: 'true',
        // Whoever asks AWS gets no answer.
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stacksIn(folder)).toEqual([
      'IamUserMfaAggregation',
      'IamUserMfaManagement',
      'IamUserMfaMembers',
      'IamUserMfaOrganization',
    ]);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { dependencies?: string[] }>;
    };
    // The pack fails where the function is not there yet.
    expect(manifest.artifacts['IamUserMfaOrganization']?.dependencies).toEqual(
      expect.arrayContaining(['IamUserMfaManagement', 'IamUserMfaMembers']),
    );
  }, 120_000);

  test('a delegated administrator deploys nothing into its own account but StackSet, pack and view', () => {
    const { status, stacks } = app({ organizationalUnitIds: ou, deployFrom: 'delegated-administrator' });
    expect(status).toBe(0);
    expect(stacks).toEqual(['IamUserMfaAggregation', 'IamUserMfaMembers', 'IamUserMfaOrganization']);
  }, 120_000);

  test('every option may come as text, lists separated by commas', () => {
    const { status, stderr } = app({
      organizationalUnitIds: `${ou}, r-abcd`,
      deployFrom: 'delegated-administrator',
      managementAccountId: '111122223333',
      autoDeployment: 'false',
      memberExcludedAccounts: '222233334444,333344445555',
      excludedAccounts: '222233334444',
      packName: 'second-factor',
      rootHardwareMfa: 'true',
      aggregator: 'false',
      savedQuery: 'false',
      ruleIn: 'conformance-pack',
      remediation: 'automatic',
      exemptPaths: '/service/,/ci/',
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }, 120_000);

  test.each([
    [
      { organizationalUnitIds: 'everything', ruleIn: 'both', gracePeriodHours: 'x' },
      {},
      'Invalid options: ruleIn: got "both", allowed: one of conformance-pack, member-stack; organizationalUnitIds: got "everything", allowed: comma-separated ids of organizational units (ou-abcd-11111111) or of the root (r-abcd); gracePeriodHours: got "x", allowed: a whole number 0..720.\n',
    ],
    [
      { ruleIn: 'member-stack' },
      {},
      'Invalid options: ruleIn: got "member-stack", allowed: only with organizationalUnitIds.\n',
    ],
    [
      { organizationalUnitIds: ou },
      { CDK_DEFAULT_REGION: 'eu-central-1' },
      'Invalid options: region: got "eu-central-1", allowed: us-east-1 (AWS records AWS::IAM::User and sends IAM\'s events in the partition\'s IAM region only), set by AWS_REGION or the profile.\n',
    ],
  ])(
    '%j, %j ends it with one line and no stack',
    (context, env, line) => {
      expect(app(context, env)).toEqual({ status: 1, stderr: line, stacks: [] });
    },
    120_000,
  );
});
