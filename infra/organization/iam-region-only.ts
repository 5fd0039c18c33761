import { Aws, CfnRule, Fn, type Stack, Token } from 'aws-cdk-lib';
import { deployInIamRegion, iamRegionOf, iamRegions, wrongRegion } from '../options/iam-region';

/** A region that is known has to be the partition's IAM region at synth; of another, CloudFormation itself makes sure. */
export function iamRegionOnly(stack: Stack): void {
  const { region } = stack;
  if (Token.isUnresolved(region)) {
    new CfnRule(stack, 'InTheIamRegion', {
      assertions: [
        {
          assert: Fn.conditionContains([...iamRegions], Aws.REGION),
          assertDescription: deployInIamRegion(),
        },
      ],
    });
    return;
  }
  if (region !== iamRegionOf(region)) throw wrongRegion(region, 'set by AWS_REGION or the profile');
}
