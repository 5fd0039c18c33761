import { ConfigServiceClient, PutConfigRuleCommand } from '@aws-sdk/client-config-service';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListGroupsForUserCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { delimiter, join } from 'node:path';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import { describeWithMoto } from '../moto';
import { builtEntry, capturedLog } from './entry';

const remediate = builtEntry('remediate');
capturedLog();
jest.setTimeout(60_000);

const group = 'Stack-RequiredGroup-1ABC';
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa';

/** moto's Config wants the function of a custom rule to be there; the SDK's Lambda client is none of our dependencies. */
async function createFunction(url: string, role: string): Promise<void> {
  const answer = await fetch(`${url}/2015-03-31/functions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization:
        'AWS4-HMAC-SHA256 Credential=testing/20261105/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({
      FunctionName: 'iam-user-mfa',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: role,
      Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' },
    }),
  });
  if (!answer.ok) throw new Error(`moto made no function: ${answer.status} ${await answer.text()}`);
}

describeWithMoto(
  'remediate, through its bundle, against moto',
  (motoUrl) => {
    let iam: IAMClient;
    const request = (action: string, resourceId: string) => ({
      action,
      resourceId,
      ruleName: 'iam-user-mfa',
    });

    beforeAll(async () => {
      const url = motoUrl();
      process.env['AWS_ENDPOINT_URL'] = url;
      iam = new IAMClient({});
      const { Role: role } = await iam.send(
        new CreateRoleCommand({
          RoleName: 'function',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      await createFunction(url, role?.Arn ?? '');
      await new ConfigServiceClient({}).send(
        new PutConfigRuleCommand({
          ConfigRule: {
            ConfigRuleName: 'iam-user-mfa',
            Source: {
              Owner: 'CUSTOM_LAMBDA',
              SourceIdentifier: functionArn,
              SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification' }],
            },
            InputParameters: JSON.stringify({ exemptUserNames: 'break-glass' }),
          },
        }),
      );
      await iam.send(new CreateGroupCommand({ GroupName: group, Path: '/iam-user-mfa-required/' }));
      const { Policy: policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: 'mfa-enforcement',
          PolicyDocument: JSON.stringify(mfaEnforcementPolicy({ strength: 'console-only' })),
        }),
      );
      await iam.send(new AttachGroupPolicyCommand({ GroupName: group, PolicyArn: policy?.Arn }));
      process.env['RULE_FUNCTION_ARN'] = functionArn;
      process.env['REQUIRED_GROUP_NAME'] = group;
    }, 60_000);
    afterAll(() => {
      delete process.env['AWS_ENDPOINT_URL'];
      delete process.env['RULE_FUNCTION_ARN'];
      delete process.env['REQUIRED_GROUP_NAME'];
    });

    async function user(UserName: string, Path = '/'): Promise<string> {
      const { User: made } = await iam.send(new CreateUserCommand({ UserName, Path }));
      await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-9!' }));
      return made?.UserId ?? '';
    }
    const groupsOf = async (UserName: string): Promise<unknown[]> =>
      ((await iam.send(new ListGroupsForUserCommand({ UserName }))).Groups ?? []).map(
        ({ GroupName }) => GroupName,
      );

    test('a user with @ and a path is added, once, and taken out again', async () => {
      const id = await user('a+b=c,d.e@f', '/team/a/');
      await expect(remediate(request('require-mfa', id))).resolves.toMatchObject({ changed: true });
      expect(await groupsOf('a+b=c,d.e@f')).toEqual([group]);
      await expect(remediate(request('require-mfa', id))).resolves.toMatchObject({ changed: false });
      await expect(remediate(request('undo-require-mfa', id))).resolves.toMatchObject({ changed: true });
      await expect(remediate(request('undo-require-mfa', id))).resolves.toMatchObject({ changed: false });
      expect(await groupsOf('a+b=c,d.e@f')).toEqual([]);
    });

    test('a login profile is deleted, once', async () => {
      const id = await user('dave');
      await expect(remediate(request('remove-console-access', id))).resolves.toMatchObject({ changed: true });
      await expect(iam.send(new GetLoginProfileCommand({ UserName: 'dave' }))).rejects.toThrow();
      await expect(remediate(request('remove-console-access', id))).resolves.toMatchObject({
        changed: false,
        reason: 'no-console-password',
      });
    });

    test('an exempt user keeps the login profile', async () => {
      const id = await user('break-glass');
      await expect(remediate(request('remove-console-access', id))).resolves.toMatchObject({
        reason: 'exempt',
      });
      await expect(iam.send(new GetLoginProfileCommand({ UserName: 'break-glass' }))).resolves.toBeDefined();
    });

    test('a user who was renamed is acted on under the present name', async () => {
      const id = await user('erin');
      await iam.send(new UpdateUserCommand({ UserName: 'erin', NewUserName: 'erina' }));
      await expect(remediate(request('require-mfa', id))).resolves.toMatchObject({
        changed: true,
        userName: 'erina',
      });
      expect(await groupsOf('erina')).toEqual([group]);
    });

    test('a deleted user leaves nothing to do', async () => {
      const made = await iam.send(new CreateUserCommand({ UserName: 'gone' }));
      await iam.send(new DeleteUserCommand({ UserName: 'gone' }));
      const id = made.User?.UserId ?? '';
      await expect(remediate(request('require-mfa', id))).resolves.toMatchObject({
        reason: 'user-gone',
        changed: false,
      });
    });

    test('a user who is in the group by other hands is not added again', async () => {
      const id = await user('frank');
      await iam.send(new AddUserToGroupCommand({ UserName: 'frank', GroupName: group }));
      await expect(remediate(request('require-mfa', id))).resolves.toMatchObject({ changed: false });
    });
  },
  { PATH: [join(__dirname, 'moto-ids'), process.env['PATH']].join(delimiter) },
);
