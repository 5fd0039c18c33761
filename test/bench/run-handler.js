// Plain Node, as Lambda runs the bundle: argv[2] is the bundle, argv[3] the rule's parameters, argv[4] the invoking
// event, if it is not the schedule's. Prints what one run cost as one line of JSON.
const importStarted = process.hrtime.bigint();
const { handler } = require(process.argv[2]);
const importMilliseconds = Number(process.hrtime.bigint() - importStarted) / 1e6;

const event = {
  invokingEvent:
    process.argv[4] ??
    JSON.stringify({
      messageType: 'ScheduledNotification',
      notificationCreationTime: new Date().toISOString(),
      awsAccountId: '123456789012',
    }),
  ruleParameters: process.argv[3] ?? '{}',
  resultToken: 'bench',
  accountId: '123456789012',
  configRuleName: 'iam-user-mfa',
};

(async () => {
  const started = process.hrtime.bigint();
  const problem = await handler(event, { getRemainingTimeInMillis: () => 900_000 }).catch(
    (error) => error.message,
  );
  const wallMilliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const { user, system } = process.cpuUsage();
  const cpuMilliseconds = (user + system) / 1e3;
  process.stderr.write(
    JSON.stringify({ importMilliseconds, wallMilliseconds, cpuMilliseconds, peakMiB, problem }),
  );
})();
