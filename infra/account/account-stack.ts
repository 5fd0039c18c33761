import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { splitProps } from '../options/parse-options';
import { IamUserMfaRule, type IamUserMfaRuleProps } from './iam-user-mfa-rule';

type OfEveryStack = Omit<StackProps, 'permissionsBoundary'>;
export interface AccountStackProps extends OfEveryStack, IamUserMfaRuleProps {}

/** The rule in one account. */
export class AccountStack extends Stack {
  readonly rule: IamUserMfaRule;

  constructor(scope: Construct, id: string, props: AccountStackProps = {}) {
    const { stack, values: all } = splitProps({ ...props });
    // A stack's tags are CDK's.
    const values = Object.fromEntries(Object.entries(all).filter(([key]) => key !== 'tags'));
    super(scope, id, {
      description:
        'The AWS Config rule iam-user-mfa: finds IAM users who can sign in with a password and no MFA.',
      ...stack,
    });
    this.rule = new IamUserMfaRule(this, 'Rule', values);
    new CfnOutput(this, 'RuleName', { value: this.rule.ruleName });
    new CfnOutput(this, 'FunctionName', { value: this.rule.functionName });
    new CfnOutput(this, 'LogGroupName', { value: this.rule.logGroupName });
  }
}
