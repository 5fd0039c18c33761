import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { noticeTargets, type NoticeProps } from './notice-targets';

/**
 * Says to a topic that an administrator can sign in with a password alone, when the finding opens: a refresh of it has another
 * `iam-user-mfa/change`, and never mails.
 */
export class CriticalFindingNotice extends Construct {
  readonly events: CfnRule;

  constructor(scope: Construct, id: string, props: NoticeProps) {
    super(scope, id);
    this.events = new CfnRule(this, 'Opened', {
      description: 'Sends critical findings of iam-user-mfa to a topic when they open in Security Hub CSPM.',
      eventPattern: {
        source: ['aws.securityhub'],
        'detail-type': ['Security Hub Findings - Imported'],
        detail: {
          findings: {
            GeneratorId: [meta.id],
            ProductFields: { [`${meta.id}/change`]: ['opened'] },
            RecordState: ['ACTIVE'],
            Severity: { Label: ['CRITICAL'] },
          },
        },
      },
      targets: noticeTargets(
        props,
        {
          account: '$.detail.findings[0].AwsAccountId',
          description: '$.detail.findings[0].Description',
          user: '$.detail.findings[0].Resources[0].Id',
          time: '$.detail.findings[0].UpdatedAt',
        },
        [
          '"CRITICAL in AWS account <account>: <description>"',
          '"IAM user <user>, <time>. To do: let the user assign an MFA device, or delete the console password."',
        ],
      ),
    });
  }
}
