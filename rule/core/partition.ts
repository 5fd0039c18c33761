interface Partition {
  readonly name: string;
  /** How the names of its regions begin; a region of no known form is one of AWS's commercial ones. */
  readonly regions: RegExp;
  /** The one region that sees IAM's events, and whose AWS Config records IAM users. */
  readonly iamRegion: string;
}

const commercial: Partition = { name: 'aws', regions: /^/, iamRegion: 'us-east-1' };

/** @see https://docs.aws.amazon.com/general/latest/gr/rande-manage.html and the SDK's own partitions.json */
const partitions: readonly Partition[] = [
  { name: 'aws-cn', regions: /^cn-/, iamRegion: 'cn-north-1' },
  { name: 'aws-us-gov', regions: /^us-gov-/, iamRegion: 'us-gov-west-1' },
  { name: 'aws-iso', regions: /^us-iso-/, iamRegion: 'us-iso-east-1' },
  { name: 'aws-iso-b', regions: /^us-isob-/, iamRegion: 'us-isob-east-1' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, iamRegion: 'eu-isoe-west-1' },
  { name: 'aws-iso-f', regions: /^us-isof-/, iamRegion: 'us-isof-south-1' },
  { name: 'aws-eusc', regions: /^eusc-/, iamRegion: 'eusc-de-east-1' },
];

export const iamRegions: readonly string[] = [commercial, ...partitions].map(({ iamRegion }) => iamRegion);

export const partitionOf = (region: string): string =>
  (partitions.find(({ regions }) => regions.test(region)) ?? commercial).name;

/** Of the first that is an ARN: of several of one account any will do, and a user who is gone may have none. */
export function partitionOfArn(...arns: readonly (string | undefined)[]): string {
  for (const arn of arns) {
    const [, partition] = /^arn:([\w-]+):/.exec(arn ?? '') ?? [];
    if (partition !== undefined) return partition;
  }
  return commercial.name;
}

export const iamRegionOf = (partition: string): string =>
  (partitions.find(({ name }) => name === partition) ?? commercial).iamRegion;
