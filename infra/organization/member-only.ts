import { meta } from '../../rule/meta';

/** What makes an account a member: the conformance pack names its function, and one account has the view of all. */
export const memberOnly = {
  functionName: meta.functionName,
  dashboard: false,
  savedQuery: false,
  complianceNotice: false,
  securityHubInsight: false,
  criticalFindingNotice: false,
  functionErrors: 'together',
} as const;
