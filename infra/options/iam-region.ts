/** By the prefix of a region's name: the one region of its partition that sees IAM's events and records IAM users. */
const iamRegionByPrefix = {
  'cn-': 'cn-north-1',
  'us-gov-': 'us-gov-west-1',
  'us-iso-': 'us-iso-east-1',
  'us-isob-': 'us-isob-east-1',
  'eu-isoe-': 'eu-isoe-west-1',
  'us-isof-': 'us-isof-south-1',
  'eusc-': 'eusc-de-east-1',
} as const;

const commercial = 'us-east-1';

export const iamRegions: readonly string[] = [commercial, ...Object.values(iamRegionByPrefix)];

export function iamRegionOf(region: string): string {
  const known = Object.entries(iamRegionByPrefix).find(([prefix]) => region.startsWith(prefix));
  return known?.[1] ?? commercial;
}
