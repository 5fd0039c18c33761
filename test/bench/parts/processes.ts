import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { grouped, sayTable, seconds } from '../output';
import { runRule, type Cost } from '../rule-process';
import { callsOf, withStandin } from '../standin';

const userCount = 200;
/** What IAM takes of the account, all APIs together. */
const callsPerSecond = 10;
const latencyMilliseconds = 20;

/** How many runs there are at a time, as `reservedConcurrency` would let them be. */
const concurrencies = [userCount, 50, 10, 2];

/** Making a rule may start one run for each recorded user: each a process of its own, all against one limit of IAM. */
export async function processes(): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (const concurrency of concurrencies) rows.push(await atATime(concurrency));
  sayTable(
    `${grouped(userCount)} changes, a process each, IAM takes ${callsPerSecond} calls a second, ${latencyMilliseconds} ms a call:`,
    ['at a time', 'calls taken', 'refused', 'bound s', 'wall s', 'x bound', 'a run s', 'failed'],
    rows,
  );
}

async function atATime(concurrency: number): Promise<readonly string[]> {
  const limit = { action: 'iam:*', callsPerSecond, burst: callsPerSecond, per: 'account' as const };
  return withStandin(
    userCount,
    async (standin) => {
      const changes = (await usersAt(standin.url)).map(changeOf);
      await standin.measure(latencyMilliseconds);
      const started = Date.now();
      const costs: Cost[] = [];
      const worker = async (): Promise<void> => {
        for (let event = changes.pop(); event !== undefined; event = changes.pop())
          costs.push(await runRule(standin.url, { invokingEvent: event }));
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      const wall = Date.now() - started;
      const measured = await standin.measure(0);
      const taken = callsOf(measured, 'iam') - measured.throttled;
      const bound = ((taken - callsPerSecond) / callsPerSecond) * 1_000;
      return [
        String(concurrency),
        String(taken),
        String(measured.throttled),
        seconds(bound),
        seconds(wall),
        (wall / bound).toFixed(2),
        seconds(costs.reduce((sum, { wallMilliseconds }) => sum + wallMilliseconds, 0) / costs.length),
        String(costs.filter(({ problem }) => problem !== undefined).length),
      ];
    },
    { rateLimits: [limit] },
  );
}

async function usersAt(endpoint: string) {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  const { Users: users = [] } = await client.send(new ListUsersCommand({ MaxItems: 1_000 }));
  client.destroy();
  return users;
}

const changeOf = ({ UserId: resourceId = '', UserName: resourceName = '' }): string =>
  JSON.stringify({
    messageType: 'ConfigurationItemChangeNotification',
    notificationCreationTime: new Date().toISOString(),
    configurationItem: {
      resourceType: 'AWS::IAM::User',
      resourceId,
      resourceName,
      awsAccountId: '123456789012',
      configurationItemStatus: 'OK',
      configurationItemCaptureTime: new Date().toISOString(),
    },
  });
