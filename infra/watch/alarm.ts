import { type IResolvable } from 'aws-cdk-lib';
import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { acknowledge } from '../options/validations';

/** Topics to tell; a template may give an intrinsic function that makes the list. Without any, the alarm shows in the console. */
export type AlarmActions = string[] | IResolvable | undefined;

export function alarm(scope: Construct, id: string, props: CfnAlarmProps, actions: AlarmActions): CfnAlarm {
  if (actions !== undefined) {
    return new CfnAlarm(scope, id, {
      ...props,
      alarmActions: actions as string[],
      okActions: actions as string[],
    });
  }
  const made = new CfnAlarm(scope, id, props);
  acknowledge(made, {
    id: 'NIST.800.53.R5-CloudWatchAlarmAction',
    reason:
      'No topic was given; notificationEmail or notificationTopicArn adds one. The alarm shows in the console, and in whatever collects alarm states.',
  });
  return made;
}

/** How an alarm decides that rings above a threshold and is silent where there is no data. */
export const above = (threshold: number) =>
  ({
    comparisonOperator: 'GreaterThanThreshold',
    threshold,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  }) as const;
