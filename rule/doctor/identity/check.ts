import { iamRegionOf } from '../../core/partition';
import { missing, ok, type Check } from '../check';

export function checkIdentity(facts: { accountId: string; callerArn: string }): Check {
  return ok('identity', `Account ${facts.accountId}, asked as ${facts.callerArn}.`);
}

export function checkRegion(facts: { partition: string; region: string }): Check {
  const iamRegion = iamRegionOf(facts.partition);
  if (facts.region === iamRegion)
    return ok('region', `The region ${facts.region} is where IAM's events arrive.`);
  return missing(
    'region',
    `The region ${facts.region} is not where the rule belongs: IAM's events arrive in ${iamRegion} only, so here passwords and devices are seen by the schedule alone, and regions opened after February 2022 cannot record IAM users. Look there.`,
    `npx --no -- iam-user-mfa doctor --region ${iamRegion}`,
  );
}
