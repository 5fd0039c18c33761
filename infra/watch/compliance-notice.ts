import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { noticeTargets, type NoticeProps } from './notice-targets';

export interface ComplianceNoticeProps extends NoticeProps {
  readonly ruleName: string;
}

const nonCompliant = { complianceType: ['NON_COMPLIANT'] };

/**
 * Says to a topic, in words, who became NON_COMPLIANT and who no longer is; the first COMPLIANT results are not news. EventBridge
 * puts values between the quotation marks as they are: an annotation holds no quotation mark, backslash or control character.
 */
export class ComplianceNotice extends Construct {
  readonly events: CfnRule;

  constructor(scope: Construct, id: string, props: ComplianceNoticeProps) {
    super(scope, id);
    this.events = new CfnRule(this, 'Changes', {
      description:
        'Sends compliance changes of IAM users, found by the AWS Config rule iam-user-mfa, to a topic.',
      eventPattern: {
        source: ['aws.config'],
        'detail-type': ['Config Rules Compliance Change'],
        detail: {
          configRuleName: [props.ruleName],
          messageType: ['ComplianceChangeNotification'],
          $or: [{ newEvaluationResult: nonCompliant }, { oldEvaluationResult: nonCompliant }],
        },
      },
      targets: noticeTargets(
        props,
        {
          account: '$.account',
          region: '$.region',
          time: '$.time',
          id: '$.detail.resourceId',
          compliance: '$.detail.newEvaluationResult.complianceType',
          annotation: '$.detail.newEvaluationResult.annotation',
          rule: '$.detail.configRuleName',
        },
        [
          '"AWS account <account>: <annotation>"',
          '"Now <compliance> by the AWS Config rule <rule> in <region>, <time>; IAM user id (or account) <id>."',
          '"To do, if NON_COMPLIANT: let the user assign an MFA device, or delete the console password."',
        ],
      ),
    });
  }
}
