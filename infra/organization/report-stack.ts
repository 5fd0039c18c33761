import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { assetCode } from '../rule/code';
import { settingsOf } from '../options/settings';
import { applyCompanySettings, keyGrant } from '../rule/company-settings';
import { DeadLetters, receiveFrom } from '../rule/dead-letters';
import { above, alarm } from '../watch/alarm';
import { failedInvocations, lambdaErrors, visibleMessages } from '../watch/alarm-metrics';
import { checkOrganizationRegion } from '../options/iam-region';
import { type OfEveryStack, parseOptions, splitProps } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';
import { ReportBucket } from './report-bucket';
import { ReportFunction } from './report-function';

export interface ReportStackProps extends OfEveryStack, OrganizationOptions {}

/** The organization's report, delivered: a function, its schedule, and the bucket that it writes into. */
export class ReportStack extends Stack {
  constructor(scope: Construct, id: string, props: ReportStackProps) {
    const { stack, values } = splitProps({ ...props });
    super(scope, id, { description: `${meta.id} for a whole organization: the report`, ...stack });
    const parsed = parseOptions('organization', values);
    checkOrganizationRegion(this, parsed);
    const { options } = parsed;
    const settings = settingsOf(parsed);
    const { notificationTopicArn: topicArn } = options;
    const { bucket } = new ReportBucket(this, 'Reports', {
      retentionDays: options.reportRetentionDays,
      kmsKeyArn: options.kmsKeyArn,
      lockDays: options.objectLockDays,
    });
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters');
    const { entry } = new ReportFunction(this, 'Function', {
      architecture: options.architecture,
      runtime: options.runtime,
      logRetentionDays: options.logRetentionDays,
      code: assetCode('report'),
      bucket,
      topicArn,
      packName: options.packName ?? meta.id,
      aggregatorName: options.aggregatorName ?? meta.id,
      keyGrant: keyGrant(settings),
      staleAfterHours: 2 * meta.schedules[options.maximumExecutionFrequency],
      deadLetters,
    });
    const schedule = new CfnRule(this, 'Schedule', {
      description: 'Starts the report of iam-user-mfa on the whole organization.',
      scheduleExpression: scheduleOf(options.organizationReport, options.reportHour),
      targets: [{ id: 'report', arn: entry.functionArn, deadLetterConfig: { arn: deadLetters.queueArn } }],
    });
    receiveFrom(schedule, deadLetters);
    new CfnPermission(this, 'AllowSchedule', {
      action: 'lambda:InvokeFunction',
      functionName: entry.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: schedule.attrArn,
    });
    const actions = topicArn === undefined ? undefined : [topicArn];
    const period = 300;
    const watch = (name: string, alarmDescription: string, metric: ReturnType<typeof lambdaErrors>) =>
      alarm(this, name, { alarmDescription, ...metric, period, ...above(0) }, actions);
    watch(
      'Errors',
      'iam-user-mfa: The report of the organization failed or is incomplete. The log says what could not be read or written.',
      lambdaErrors(entry.functionName),
    );
    watch(
      'Undelivered',
      'iam-user-mfa: EventBridge could not start the report of the organization.',
      failedInvocations(schedule.ref),
    );
    watch(
      'NoReport',
      'iam-user-mfa: The report of the organization failed or was not started. The dead-letter queue holds the event.',
      visibleMessages(deadLetters),
    );
    applyCompanySettings(this, settings);
    new CfnOutput(this, 'ReportBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'LogGroupName', { value: entry.logGroupName });
  }
}

/** UTC; on Mondays, where it is weekly. */
function scheduleOf(report: 'off' | 'weekly' | 'daily', hour: number): string {
  return report === 'daily' ? `cron(0 ${hour} * * ? *)` : `cron(0 ${hour} ? * MON *)`;
}
