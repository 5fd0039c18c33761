import type { IAMClient } from '@aws-sdk/client-iam';
import { devNull } from 'node:os';
import { configClient } from '../../aws/clients/config-client';
import { iamClient } from '../../aws/clients/iam-client';
import { deadline } from '../../aws/lambda/deadline';
import { callerOf, stsClient } from '../../aws/sts';
import { parseParameterValues } from '../../core/rule-parameters';
import type { AccountScan } from '../../findings/account-scan';
import { subjectOfScan } from '../../findings/report-subject';
import { meta } from '../../meta';
import { scanReports } from '../../report/formats';
import { heading } from '../../report/words/scan-words';
import { wrap } from '../../report/table/wrap';
import { IamApi } from '../../aws/iam/iam-api';
import { Directory } from '../../run/directory';
import { createStandin, type Standin } from '../../standin';
import { scanAccount } from '../scan/account-scan';
import { wantsColour, widthOf, type CliIo } from '../terminal/io';
import { writeReports, type Outputs } from '../terminal/output';
import { changeAccount } from './changes';
import { consoleView, differences, heldResults, unflagged } from './console-view';
import { accountId, people, ruleParameters } from './people';

/** With outputs, only their reports of a scan of the same people. */
export async function runDemo(
  env: NodeJS.ProcessEnv,
  io: CliIo,
  outputs: Outputs | undefined,
): Promise<void> {
  const standin = createStandin(people(new Date()));
  try {
    const url = await standin.listen();
    // Nothing of the caller's own AWS settings (a profile, FIPS endpoints) may reach the handler.
    for (const key of Object.keys(env)) if (key.startsWith('AWS_')) Reflect.deleteProperty(env, key);
    Object.assign(env, environment(url));
    if (outputs === undefined) await demo(standin, io);
    else writeReports(await scanLive(iamClient()), scanReports, outputs, io, subjectOfScan);
  } finally {
    await standin.close();
  }
}

async function demo(standin: Standin, io: CliIo): Promise<void> {
  const { handler } = await import('../../doors/handler.js');
  const iam = iamClient();
  const config = configClient();
  const columns = widthOf(io);
  const say = (text: string): void =>
    void io.stdout.write(`${columns === undefined ? text : wrap(text, columns, '', '    ').join('\n')}\n`);

  say(
    `An account with ${standin.store.iam.users.size} IAM users. AWS Config invokes the rule on its schedule.`,
  );
  say(
    `Its parameters: a grace period of ${ruleParameters.gracePeriodHours} hours after a password is made, exemptions by ` +
      `the tag ${ruleParameters.exemptTagKey}, and the path ${ruleParameters.exemptPaths} is exempt.`,
  );
  say('');
  const style = { colour: wantsColour(io), columns };
  const first = await runHandler(standin, handler);
  const before = await heldResults(config, meta.id);
  const seen = await scanLive(iam);
  say(`${heading(subjectOfScan(seen))} AWS Config shows:`);
  say('');
  io.stdout.write(`${consoleView(before, style)}\n`);
  say(
    'AWS::::Account is about the scan itself: COMPLIANT says that every user was read, not that each of them has MFA.',
  );
  say('');
  io.stdout.write(`${unflagged(seen, style)}\n`);
  say(first);
  say('');

  say('Then:');
  for (const change of await changeAccount(iam)) say(`  ${change}`);

  const second = await runHandler(standin, handler);
  const after = await heldResults(config, meta.id);
  say('');
  say('The next scheduled scan changes:');
  for (const difference of differences(before, after)) say(`  ${difference}`);
  say('');
  const seenAgain = await scanLive(iam);
  io.stdout.write(`${unflagged(seenAgain, style)}\n`);
  say(second);
  say(`Now: ${heading(subjectOfScan(seenAgain))}`);
}

/** The same decision once more, of every user. */
async function scanLive(client: IAMClient): Promise<AccountScan> {
  const { reading } = deadline(undefined);
  const { scan } = await scanAccount({
    directory: new Directory({
      iam: new IamApi(client, reading),
      log: { warn: () => undefined },
    }),
    ruleParameters: parseParameterValues(ruleParameters),
    now: new Date(),
    account: () => Promise.resolve(accountId),
  });
  const { arn } = await callerOf(stsClient(), reading);
  return { ...scan, caller: arn, region: await client.config.region(), endedAt: new Date().toISOString() };
}

type Handler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<unknown>;

async function runHandler(standin: Standin, handler: Handler): Promise<string> {
  const calls = standin.calls.length;
  const puts = standin.store.config.puts.length;
  await handler(scheduledEvent(), { getRemainingTimeInMillis: () => 60_000 });
  const iamCalls = standin.calls.slice(calls).filter(({ service }) => service === 'iam').length;
  const posted = standin.store.config.puts
    .slice(puts)
    .reduce((sum, { evaluations }) => sum + evaluations.length, 0);
  return `${iamCalls} IAM calls, ${posted} evaluations posted.`;
}

/** As Config sends it to a rule of one account. */
function scheduledEvent(): object {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: accountId,
      notificationCreationTime: new Date().toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: JSON.stringify(ruleParameters),
    resultToken: 'demo-result-token',
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    configRuleArn: `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-demo01`,
    configRuleName: meta.id,
    configRuleId: 'config-rule-demo01',
    accountId,
  };
}

function environment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    // The function's logs for CloudWatch would drown what the console shows.
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
}
