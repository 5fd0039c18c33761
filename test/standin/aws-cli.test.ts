import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { describeWithTool } from '../moto';
import { withStandin } from './clients';

const run = promisify(execFile);
const seconds = 1000;

async function aws(url: string, ...words: string[]): Promise<unknown> {
  const env = { ...process.env, AWS_DEFAULT_REGION: 'us-east-1', AWS_PAGER: '' };
  const { stdout } = await run('aws', [...words, '--endpoint-url', url, '--output', 'json'], {
    env,
    timeout: 50 * seconds,
  });
  return JSON.parse(stdout);
}

describeWithTool('aws', 'the aws CLI', () => {
  test(
    'aws iam list-users collects every page',
    () =>
      withStandin(
        { users: [{ userName: 'ann' }, { userName: 'bob' }], pageSize: 1 },
        async ({ url, standin }) => {
          expect(await aws(url, 'iam', 'list-users')).toMatchObject({
            Users: [{ UserName: 'ann', Arn: 'arn:aws:iam::123456789012:user/ann' }, { UserName: 'bob' }],
          });
          expect(standin.callCounts()).toEqual({ 'iam:ListUsers': 2 });
        },
      ),
    60 * seconds,
  );

  test(
    'aws configservice get-compliance-details-by-config-rule shows what is held',
    () =>
      withStandin(
        {
          evaluationResults: [
            { resourceId: 'AIDAANN', complianceType: 'NON_COMPLIANT', annotation: 'ann: no MFA' },
          ],
        },
        async ({ url }) => {
          const words = ['get-compliance-details-by-config-rule', '--config-rule-name', 'iam-user-mfa'];
          expect(await aws(url, 'configservice', ...words)).toMatchObject({
            EvaluationResults: [{ ComplianceType: 'NON_COMPLIANT', Annotation: 'ann: no MFA' }],
          });
        },
      ),
    60 * seconds,
  );

  test(
    'an error reaches the terminal with its code and its words',
    () =>
      withStandin({}, async ({ url }) => {
        await expect(aws(url, 'iam', 'get-user', '--user-name', 'nobody')).rejects.toThrow(
          /\(NoSuchEntity\).*The user with name nobody cannot be found\./,
        );
      }),
    60 * seconds,
  );
});
