import { missing, ok, type Check } from './check';

/** Where IAM's events arrive: EventBridge sees them in one region of each partition only. */
const iamRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

export const iamRegionOf = (partition: string): string => iamRegions[partition] ?? 'us-east-1';

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
