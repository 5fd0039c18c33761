import { Aws } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { meta, type RemediationAction } from '../../rule/meta';
import { applyCondition, type When } from '../options/when';
import { runbookContent } from './runbook-content';

export interface RunbooksProps {
  readonly functionArn: string;
  readonly automationRoleArn: string;
  /** Of that role: no other one may be given to a runbook. */
  readonly rolePath: string;
  /** Whether there is a runbook for remove-console-access. */
  readonly removeConsoleAccess: When;
}

/** The SSM Automation documents. Their names are fixed: a conformance pack names them by literals. */
export class Runbooks extends Construct {
  /** References, so that a resource that names a runbook waits for it. */
  readonly requireMfa: string;
  readonly removeConsoleAccess: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RunbooksProps,
  ) {
    super(scope, id);
    this.requireMfa = this.document('RequireMfa', 'require-mfa').ref;
    this.document('UndoRequireMfa', 'undo-require-mfa');
    if (props.removeConsoleAccess === false) return;
    const removal = this.document('RemoveConsoleAccess', 'remove-console-access');
    applyCondition(props.removeConsoleAccess, removal);
    this.removeConsoleAccess = removal.ref;
  }

  private document(id: string, action: RemediationAction): CfnDocument {
    const { functionArn, automationRoleArn, rolePath } = this.props;
    return new CfnDocument(this, id, {
      name: meta.runbooks[action].name,
      documentType: 'Automation',
      documentFormat: 'JSON',
      // A document with a name of its own cannot be replaced, only get another version.
      updateMethod: 'NewVersion',
      content: runbookContent(action, functionArn, automationRoleArn, {
        partition: Aws.PARTITION,
        accountId: Aws.ACCOUNT_ID,
        path: rolePath,
      }),
    });
  }
}
