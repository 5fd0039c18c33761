// The aws CLI makes what doctor misses, by doctor's own commands, until doctor is content: on moto, as an operator would.
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { describeWithMoto } from '../moto';
import { caller, CommandLine } from './command-line';

const run = promisify(execFile);
jest.setTimeout(300_000);

interface Line {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly command?: string;
}

const topicArn = 'arn:aws:sns:us-east-1:123456789012:security';
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa';
const trust = '{"Version":"2012-10-17","Statement":[]}';

// moto has not all that doctor asks: here it says so at once, and by itself so that the SDK asks again for ten seconds.
const env = { PATH: [join(__dirname, 'moto-answers'), process.env['PATH']].join(delimiter) };
describeWithMoto('doctor on moto, with the aws CLI', doctorOnMoto, env);

function doctorOnMoto(motoUrl: () => string): void {
  let cli: CommandLine;
  beforeAll(() => {
    cli = new CommandLine();
  });

  /** One shell for several commands: the aws CLI takes a second to start. */
  const shell = (...commands: readonly string[]): Promise<{ readonly stdout: string }> =>
    run('bash', ['-ec', commands.join('\n')], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: motoUrl(),
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
        AWS_PAGER: '',
      },
    });

  const doctor = async (): Promise<{ code: number | null; lines: readonly Line[] }> => {
    const args = ['doctor', '--format', 'json', '--topic-arn', topicArn];
    const { code, stdout, stderr } = await cli.run(args, caller(motoUrl()));
    expect(stderr).toBe('');
    return { code, lines: (JSON.parse(stdout) as { checks: readonly Line[] }).checks };
  };

  const statuses = (lines: readonly Line[]): Record<string, string> =>
    Object.fromEntries(lines.map(({ id, status }) => [id, status]));

  /** A topic's policy is the owner's: doctor shows it and says what to add, and who follows it keeps the rest. */
  const addToTopic = async (open: readonly Line[]): Promise<void> => {
    const topic = open.find(({ id }) => id === 'topic');
    const [, added] = /, and add (\{.*\})\.$/.exec(topic?.text ?? '') ?? [];
    if (added === undefined) return;
    const { stdout } = await shell(topic?.command ?? '');
    const policy = JSON.parse(stdout) as { readonly Statement: readonly unknown[] };
    const statements = [...policy.Statement, ...(JSON.parse(`[${added}]`) as readonly unknown[])];
    const value = JSON.stringify({ ...policy, Statement: statements });
    await shell(
      `aws sns set-topic-attributes --topic-arn ${topicArn} --attribute-name Policy --attribute-value '${value}'`,
    );
  };

  /** Does what doctor says, until it says no more; a bucket of the reader's is put in its place. */
  const followDoctor = async (ids: readonly string[]): Promise<readonly Line[]> => {
    for (let rounds = 0; rounds < 6; rounds += 1) {
      const { lines } = await doctor();
      const open = lines.filter(({ id, status }) => ids.includes(id) && status !== 'ok');
      const commands = open.flatMap(({ command }) => command ?? []);
      if (commands.length === 0) return lines;
      await addToTopic(open);
      await shell(
        ...commands.map((command) => command.replace('BUCKET', 'audit-bucket').replace('NAME', 'security')),
      );
    }
    throw new Error('doctor is never content');
  };

  test('an empty account lacks what the rule needs, and each command of doctor turns its line to ok', async () => {
    const before = await doctor();
    expect(before.code).toBe(1);
    expect(statuses(before.lines)).toMatchObject({
      region: 'ok',
      recorder: 'missing',
      trail: 'missing',
      rule: 'missing',
      'security-hub': 'warning',
      topic: 'missing',
    });

    await shell('aws s3api create-bucket --bucket audit-bucket');
    const after = await followDoctor([
      'recorder',
      'delivery-channel',
      'recorder-on',
      'trail',
      'security-hub',
      'topic',
    ]);

    expect(statuses(after)).toMatchObject({
      recorder: 'ok',
      'delivery-channel': 'ok',
      'recorder-on': 'ok',
      'records-users': 'ok',
      trail: 'ok',
      'security-hub': 'ok',
      topic: 'ok',
    });
  });

  test('a recorder that is switched off, narrowed or blind is seen, and fixed by its command', async () => {
    await shell(
      'aws configservice stop-configuration-recorder --configuration-recorder-name default',
      'aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=arn:aws:iam::123456789012:role/config --recording-group allSupported=false,resourceTypes=AWS::S3::Bucket',
      'aws cloudtrail put-event-selectors --trail-name management-events --event-selectors \'[{"ReadWriteType":"ReadOnly","IncludeManagementEvents":true,"DataResources":[]}]\'',
    );
    expect(statuses((await doctor()).lines)).toMatchObject({
      'recorder-on': 'missing',
      'records-users': 'missing',
      trail: 'missing',
    });

    expect(statuses(await followDoctor(['recorder-on', 'records-users', 'trail']))).toMatchObject({
      'recorder-on': 'ok',
      'records-users': 'ok',
      trail: 'ok',
    });
  });

  test('the rule, its re-evaluation and remediation are found, and what is wrong with them', async () => {
    await shell(
      `role=$(aws iam create-role --role-name function --assume-role-policy-document '${trust}' --query Role.Arn --output text)`,
      'cd "$(mktemp -d)" && echo "exports.handler=()=>{}" > index.js && python3 -m zipfile -c f.zip index.js',
      'aws lambda create-function --function-name iam-user-mfa --runtime nodejs22.x --handler index.handler --role "$role" --zip-file fileb://f.zip',
      `aws configservice put-config-rule --config-rule '${JSON.stringify({
        ConfigRuleName: 'iam-user-mfa',
        InputParameters: '{"gracePeriodHours":"1000"}',
        Source: {
          Owner: 'CUSTOM_LAMBDA',
          SourceIdentifier: functionArn,
          SourceDetails: [
            {
              EventSource: 'aws.config',
              MessageType: 'ScheduledNotification',
              MaximumExecutionFrequency: 'Six_Hours',
            },
          ],
        },
      })}'`,
      `aws events put-rule --name Reevaluation --state DISABLED --event-pattern '${JSON.stringify({
        source: ['aws.iam'],
        detail: { eventName: ['CreateLoginProfile', 'DeactivateMFADevice'] },
      })}'`,
      'aws iam create-group --group-name Required --path /iam-user-mfa-required/',
    );
    const { lines } = await doctor();
    expect(statuses(lines)).toMatchObject({
      rule: 'ok',
      parameters: 'missing',
      // moto has neither of the two answers.
      'last-run': 'unknown',
      'last-scan': 'unknown',
      reevaluation: 'missing',
      group: 'warning',
    });
    expect(lines.find(({ id }) => id === 'parameters')?.text).toContain('gracePeriodHours');

    expect(statuses(await followDoctor(['reevaluation', 'group']))).toMatchObject({
      reevaluation: 'ok',
      group: 'ok',
    });
  });
}
