import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

export interface ComplianceNoticeProps {
  readonly ruleName: string;
  /** An existing topic has to allow events.amazonaws.com to publish to it. */
  readonly topicArn: string;
}

const nonCompliant = { complianceType: ['NON_COMPLIANT'] };

/** Tells a topic, in words, who became NON_COMPLIANT and who no longer is; the first COMPLIANT results are not news. */
export class ComplianceNotice extends Construct {
  constructor(scope: Construct, id: string, props: ComplianceNoticeProps) {
    super(scope, id);
    new CfnRule(this, 'Changes', {
      description: 'Compliance changes of IAM users, told to a topic',
      eventPattern: {
        source: ['aws.config'],
        'detail-type': ['Config Rules Compliance Change'],
        detail: {
          configRuleName: [props.ruleName],
          messageType: ['ComplianceChangeNotification'],
          $or: [{ newEvaluationResult: nonCompliant }, { oldEvaluationResult: nonCompliant }],
        },
      },
      targets: [
        {
          id: 'topic',
          arn: props.topicArn,
          inputTransformer: {
            inputPathsMap: {
              account: '$.account',
              region: '$.region',
              time: '$.time',
              id: '$.detail.resourceId',
              compliance: '$.detail.newEvaluationResult.complianceType',
              annotation: '$.detail.newEvaluationResult.annotation',
              rule: '$.detail.configRuleName',
            },
            inputTemplate: [
              '"AWS account <account>: <annotation>"',
              '"Now <compliance> by the AWS Config rule <rule> in <region>, <time>; IAM user id (or account) <id>."',
              '"To do, if NON_COMPLIANT: let the user assign an MFA device, or delete the console password."',
            ].join('\n'),
          },
        },
      ],
    });
  }
}
