import { Aws, CfnRule, Fn, type Stack, Token } from 'aws-cdk-lib';
import { meta } from '../../rule/meta';
import { InvalidOptionsError } from '../options/errors';
import { iamRegionOf, iamRegions } from '../options/iam-region';

const why = `AWS records ${meta.resourceType} and sends IAM's events in the partition's IAM region only`;

/** A region that is known has to be the partition's IAM region at synth; of another, CloudFormation itself makes sure. */
export function iamRegionOnly(stack: Stack): void {
  const { region } = stack;
  if (Token.isUnresolved(region)) {
    new CfnRule(stack, 'InTheIamRegion', {
      assertions: [
        {
          assert: Fn.conditionContains([...iamRegions], Aws.REGION),
          assertDescription: `${why}: deploy in ${iamRegions[0] ?? ''} (or your partition's).`,
        },
      ],
    });
    return;
  }
  const iamRegion = iamRegionOf(region);
  if (region === iamRegion) return;
  throw new InvalidOptionsError([
    `region: got ${JSON.stringify(region)}, allowed: ${iamRegion} (${why}), set by AWS_REGION or the profile`,
  ]);
}
