import type { CfnRule } from 'aws-cdk-lib/aws-events';

export interface NoticeProps {
  /** An existing topic has to allow events.amazonaws.com to publish to it, without a condition on where the event is from. */
  readonly topicArn: string;
  /** Where EventBridge keeps what the topic did not take. */
  readonly deadLettersArn: string;
}

/** A notice's topic as the one target of its EventBridge rule: the lines, with values of the event in angle brackets. */
export const noticeTargets = (
  { topicArn, deadLettersArn }: NoticeProps,
  inputPathsMap: Readonly<Record<string, string>>,
  lines: readonly string[],
): CfnRule.TargetProperty[] => [
  {
    id: 'topic',
    arn: topicArn,
    deadLetterConfig: { arn: deadLettersArn },
    inputTransformer: { inputPathsMap, inputTemplate: lines.join('\n') },
  },
];
