import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { assetCode } from '../rule/code';
import { AccountParts } from '../account/account-parts';
import { secondsOf } from '../options/options';
import { iamRegionOnly } from './iam-region-only';
import { memberOnly } from './member-only';
import type { MemberProps } from './member-props';
import { parseMemberOptions } from './options';

export interface MemberStackProps extends StackProps, MemberProps {}

/** One account of an organization, by CDK: for the management account, which service-managed StackSets never reach. */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackProps = {}) {
    super(scope, id, {
      description: `What ${meta.id} needs in the management account of an organization, which no StackSet reaches.`,
      ...props,
    });
    iamRegionOnly(this);
    const { options, parameters, member } = parseMemberOptions({ ...props });
    const parts = new AccountParts(this, 'Member', {
      ...options,
      ...memberOnly,
      code: assetCode,
      ruleHere: member.ruleIn === 'member-stack',
      ruleIn: member.ruleIn,
      everyAlarm: member.alarms === 'all',
      inputParameters: parameters,
      exemptTags: parameters.exemptTagKey !== undefined,
      ownerTags: parameters.ownerTagKey !== undefined,
      rankPrivileges: parameters.rankPrivileges === 'true',
      scanPeriodSeconds: secondsOf(options.maximumExecutionFrequency),
      topicArn: () => options.notificationTopicArn,
      hasTopic: true,
      remediation: options.remediation !== 'off',
      remediationAutomatic: options.remediation === 'automatic',
      remediationRunbook: (runbooks) => runbooks.nameOf(options.remediationAction),
    });
    new CfnOutput(this, 'FunctionName', { value: parts.ruleFunction.functionName });
    new CfnOutput(this, 'LogGroupName', { value: parts.ruleFunction.entry.logGroupName });
  }
}
