import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { IamUserMfaRule } from './iam-user-mfa-rule';
import type { IamUserMfaRuleProps } from './iam-user-mfa-rule-props';

export interface AccountStackProps extends StackProps, IamUserMfaRuleProps {}

/** The rule in one account. */
export class AccountStack extends Stack {
  readonly rule: IamUserMfaRule;

  constructor(scope: Construct, id: string, props: AccountStackProps = {}) {
    super(scope, id, {
      description:
        'The AWS Config rule iam-user-mfa: finds IAM users who can sign in with a password and no MFA.',
      ...props,
    });
    this.rule = new IamUserMfaRule(this, 'Rule', props);
    new CfnOutput(this, 'RuleName', { value: this.rule.ruleName });
    new CfnOutput(this, 'FunctionName', { value: this.rule.functionName });
    new CfnOutput(this, 'LogGroupName', { value: this.rule.logGroupName });
  }
}
