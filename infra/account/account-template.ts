import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { TemplateSettings } from '../options/settings';
import { inlineCode } from '../rule/code';
import { AccountParts } from './account-parts';

/** The account stack as one self-contained template: its options are CloudFormation parameters. */
export class AccountTemplate extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id}: ${meta.title}`;
    const settings = new TemplateSettings(this, 'account');
    const { ruleFunction } = new AccountParts(this, 'Rule', { settings, code: inlineCode, member: false });
    new CfnOutput(this, 'RuleName', { value: meta.id });
    new CfnOutput(this, 'FunctionName', { value: ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: ruleFunction.entry.logGroupName });
  }
}
