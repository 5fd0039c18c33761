/** By how a region's name begins. */
const partitions: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eusc-/, 'aws-eusc'],
];

/** The partition of a region; a region of no known form is one of AWS's commercial ones. */
export const partitionOf = (region: string): string =>
  partitions.find(([pattern]) => pattern.test(region))?.[1] ?? 'aws';
