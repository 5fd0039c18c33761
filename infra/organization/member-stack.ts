import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { AccountParts } from '../account/account-parts';
import { checkOrganizationRegion } from '../options/iam-region';
import { type OfEveryStack, parseOptions, splitProps } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';
import { settingsOf } from '../options/settings';
import { assetCode } from '../rule/code';

export interface MemberStackProps extends OfEveryStack, Partial<OrganizationOptions> {}

/** One account of an organization, by CDK: for the management account, which service-managed StackSets never reach. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackProps = {}) {
    const { stack, values } = splitProps({ ...props });
    super(scope, id, {
      description: `What ${meta.id} needs in the management account of an organization, which no StackSet reaches.`,
      ...stack,
    });
    const parsed = parseOptions('member', values);
    const settings = settingsOf(parsed, checkOrganizationRegion(this, parsed));
    const { ruleFunction } = new AccountParts(this, 'Member', { settings, code: assetCode, member: true });
    new CfnOutput(this, 'FunctionName', { value: ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: ruleFunction.entry.logGroupName });
  }
}
