import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { AccountParts } from '../account/account-parts';
import { TemplateSettings } from '../options/settings';
import { inlineCode } from '../rule/code';
import { synthesized } from '../self-contained';

/** The member stack as one self-contained template, for the StackSet and for people without CDK. */
export class MemberTemplate extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    this.templateOptions.description = `AWS Config rule ${meta.id} in one account of an organization: ${meta.title}`;
    const settings = new TemplateSettings(this, 'member');
    const { ruleFunction } = new AccountParts(this, 'Member', { settings, code: inlineCode, member: true });
    new CfnOutput(this, 'FunctionName', { value: ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: ruleFunction.entry.logGroupName });
  }
}

/** The file: the StackSet's, and the one for people without CDK. */
export const memberTemplate = (): string =>
  synthesized((app, props) => new MemberTemplate(app, 'IamUserMfaMember', props));
