import { checked, missing, ok, type Check } from '../check';
import type { FeaturesFacts } from './facts';

export function checkFeatures({ featureSet }: FeaturesFacts): readonly Check[] {
  return checked('features', "The organization's features", featureSet, (set) => [
    set === 'ALL'
      ? ok('features', 'All features of the organization are on.')
      : missing(
          'features',
          `The organization has ${set} only: StackSets, packs and SCPs need all features. Every member has to accept.`,
          'aws organizations enable-all-features',
        ),
  ]);
}
