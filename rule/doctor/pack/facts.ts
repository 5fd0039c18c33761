import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface PackInAccount {
  readonly accountId: string;
  /** As AWS says it: CREATE_SUCCESSFUL, UPDATE_FAILED, ... */
  readonly status: string;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

export interface PackFacts {
  readonly name: string;
  readonly status: Answer<{ readonly status: string; readonly error: string | undefined }>;
  readonly accounts: Answer<readonly PackInAccount[]>;
}

export interface PacksFacts {
  readonly packs: Answer<readonly PackFacts[]>;
}

export const packGrants: Grants = () => ({
  Packs: {
    actions: [
      'config:DescribeOrganizationConformancePacks',
      'config:DescribeOrganizationConformancePackStatuses',
      'config:GetOrganizationConformancePackDetailedStatus',
    ],
    resources: ['*'],
  },
});
