import type { Fault } from '../../rule/standin';

/** What AWS, or what stands between, does instead of answering. */
export interface FaultKind {
  readonly name: string;
  readonly fault: Omit<Fault, 'action'>;
  /** Met once, it must cost nobody anything: the call is tried again. */
  readonly passes?: boolean;
  /** Only where there is a list, and the service's way to say that it goes on. */
  readonly of?: 'lists' | 'iam lists';
}

export const faultKinds: readonly FaultKind[] = [
  { name: 'denied', fault: { error: 'AccessDenied' } },
  { name: 'refused as invalid', fault: { error: 'ValidationError' } },
  { name: 'refused as expired', fault: { error: 'ExpiredToken' } },
  { name: 'throttled', fault: { error: 'Throttling' }, passes: true },
  { name: '500', fault: { error: 'InternalFailure', status: 500 }, passes: true },
  { name: '503 without a word', fault: { status: 503 }, passes: true },
  { name: '502 after the call was carried out', fault: { status: 502, afterwards: true }, passes: true },
  { name: 'reset', fault: { connection: 'reset' }, passes: true },
  { name: 'answer lost', fault: { connection: 'reset', afterwards: true }, passes: true },
  { name: 'hang', fault: { connection: 'hang' }, passes: true },
  { name: 'stalled body', fault: { body: 'stalled' }, passes: true },
  { name: 'drip', fault: { body: 'drip' }, passes: true },
  { name: 'cut', fault: { body: 'cut' }, passes: true },
  { name: 'cut cleanly', fault: { body: 'cut-cleanly' } },
  { name: 'HTML 200', fault: { body: 'html' } },
  { name: 'empty 200', fault: { body: 'empty' } },
  { name: 'hollow 200', fault: { body: 'hollow' } },
  { name: 'a list without end', fault: { list: 'no-end' }, of: 'lists' },
  { name: 'a repeated token', fault: { list: 'repeated-token' }, of: 'lists' },
  { name: 'tokens in a cycle', fault: { list: 'token-cycle' }, of: 'lists' },
  { name: 'a repeated page', fault: { list: 'repeated-page' }, of: 'lists' },
  { name: 'no end mark', fault: { list: 'no-end-mark' }, of: 'iam lists' },
  { name: 'more to follow, and no token', fault: { list: 'no-token' }, of: 'iam lists' },
];

/** The calls of the doors that have pages. */
export const lists: ReadonlySet<string> = new Set([
  'config:DescribeAggregateComplianceByConfigRules',
  'config:DescribeConfigRules',
  'config:GetAggregateComplianceDetailsByConfigRule',
  'config:GetComplianceDetailsByConfigRule',
  'config:GetComplianceDetailsByResource',
  'config:GetOrganizationConformancePackDetailedStatus',
  'config:SelectAggregateResourceConfig',
  'iam:GetAccountAuthorizationDetails',
  'iam:ListAttachedGroupPolicies',
  'iam:ListGroupPolicies',
  'iam:ListGroupsForUser',
  'iam:ListMFADevices',
  'iam:ListUserTags',
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
  'organizations:ListAccounts',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListRoots',
  'securityhub:GetFindings',
]);

/** `{}` is what AWS answers, or nobody knows better (design 4): the door may go on, and says so in a line that names the API. */
export const mayBeHollow: ReadonlySet<string> = new Set([
  'config:PutEvaluations',
  'config:GetComplianceDetailsByConfigRule',
  'config:GetComplianceDetailsByResource',
]);
/** An answer of this API has no member at all. */
export const isAlwaysHollow: ReadonlySet<string> = new Set(['config:StartConfigRulesEvaluation']);

export const meets = ({ of, name }: FaultKind, call: string): boolean => {
  if (isAlwaysHollow.has(call) && name === 'hollow 200') return false;
  return of === undefined || (lists.has(call) && (of === 'lists' || call.startsWith('iam:')));
};
