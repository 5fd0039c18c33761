import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface FieldSelector {
  readonly field: string;
  readonly equals: readonly string[];
  readonly notEquals: readonly string[];
}

/** The event selectors of a trail, of either make; `raw` is what AWS gave, to be put back with one line more. */
export interface Selectors {
  readonly basic: readonly {
    readonly readWriteType: string;
    readonly managementEvents: boolean;
    readonly excludedSources: readonly string[];
  }[];
  readonly advanced: readonly (readonly FieldSelector[])[];
  readonly raw: readonly unknown[];
}

export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  /** False where the trail keeps events of global services, such as IAM, out. */
  readonly globalEvents: boolean;
  readonly logging: Answer<boolean>;
  readonly selectors: Answer<Selectors>;
}

export interface TrailFacts {
  readonly trails: Answer<readonly Trail[]>;
}

export const trailGrants: Grants = ({ partition }) => ({
  TrailList: { actions: ['cloudtrail:DescribeTrails'], resources: ['*'] },
  Trails: {
    actions: ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
    resources: [`arn:${partition}:cloudtrail:*:*:trail/*`],
  },
});
