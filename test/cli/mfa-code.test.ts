// The code of an MFA device, asked for on a real terminal.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandin, type Standin } from '../../rule/standin';
import { describeWithTool } from '../moto';
import { CommandLine } from './command-line';
import { TmuxScreen } from './tmux';

jest.setTimeout(30_000);

describeWithTool('tmux', 'a role that wants an MFA code', () => {
  let standin: Standin;
  let url: string;
  let folder: string;
  let screen: TmuxScreen | undefined;

  beforeEach(async () => {
    standin = createStandin({ users: [{ userName: 'ann' }] });
    url = await standin.listen();
    folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
  });
  afterEach(async () => {
    screen?.close();
    await standin.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is given the one that a person types, and asks once', async () => {
    const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];
    writeFileSync(
      config,
      `[profile audit]
role_arn = arn:aws:iam::123456789012:role/audit
mfa_serial = arn:aws:iam::123456789012:mfa/ann
source_profile = source
[profile source]
aws_access_key_id = testing
aws_secret_access_key = testing
`,
    );
    writeFileSync(credentials, '');
    screen = new TmuxScreen(
      [process.execPath, new CommandLine().file, 'scan', '--profile', 'audit'],
      {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: 'us-east-1',
        AWS_CONFIG_FILE: config,
        AWS_SHARED_CREDENTIALS_FILE: credentials,
      },
      { columns: 100, rows: 30 },
    );
    await screen.until(/MFA code of arn:aws:iam::123456789012:mfa\/ann:/);
    screen.type('123456');
    screen.type('Enter');
    const { code, rows } = await screen.ended();

    expect([code, rows.join('\n').split('MFA code of').length - 1]).toEqual([0, 1]);
    expect(standin.callCounts()).toMatchObject({ 'sts:AssumeRole': 1, 'iam:ListUsers': 1 });
  });
});
