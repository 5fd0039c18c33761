import { iamRegionOf as iamRegionOfPartition, partitionOf } from '../../rule/core/partition';
import { meta } from '../../rule/meta';
import { InvalidOptionsError } from './errors';

export { iamRegions } from '../../rule/core/partition';

/** The IAM region of the region's own partition. */
export const iamRegionOf = (region: string): string => iamRegionOfPartition(partitionOf(region));

const why = `AWS records ${meta.resourceType} and sends IAM's events in the partition's IAM region only`;

/** What a template's rule says where it is deployed in another region; `unless` names a way around. */
export const deployInIamRegion = (unless = ''): string =>
  `${why}: deploy in ${iamRegionOf('us-east-1')} (or your partition's)${unless}.`;

/** A warning for a stack that is to be in another region all the same. */
export const notTheIamRegion = (region: string): string =>
  `${region} is not ${iamRegionOf(region)}: ${why}. Left out here: re-evaluation within minutes.`;

/** An error for a stack that is in another region; `instead` says how to get it right. */
export const wrongRegion = (region: string, instead: string): InvalidOptionsError =>
  new InvalidOptionsError([
    `region: got ${JSON.stringify(region)}, allowed: ${iamRegionOf(region)} (${why}), ${instead}`,
  ]);
