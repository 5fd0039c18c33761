import { meta } from '../../rule/meta';
import { InvalidOptionsError } from './errors';

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

const why = `AWS records ${meta.resourceType} and sends IAM's events in the partition's IAM region only`;

/** What a template's rule says where it is deployed in another region; `unless` names a way around. */
export const deployInIamRegion = (unless = ''): string =>
  `${why}: deploy in ${commercial} (or your partition's)${unless}.`;

/** A warning for a stack that is to be in another region all the same. */
export const notTheIamRegion = (region: string): string =>
  `${region} is not ${iamRegionOf(region)}: ${why}. Left out here: re-evaluation within minutes.`;

/** An error for a stack that is in another region; `instead` says how to get it right. */
export const wrongRegion = (region: string, instead: string): InvalidOptionsError =>
  new InvalidOptionsError([
    `region: got ${JSON.stringify(region)}, allowed: ${iamRegionOf(region)} (${why}), ${instead}`,
  ]);
