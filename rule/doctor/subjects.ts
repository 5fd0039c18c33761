import { checkAdministrators } from './administrators/check';
import { administratorsGrants } from './administrators/facts';
import { readAdministrators } from './administrators/read';
import { checkAggregator } from './aggregator/check';
import { aggregatorGrants } from './aggregator/facts';
import { readAggregators } from './aggregator/read';
import { checkFeatures } from './features/check';
import { featuresGrants } from './features/facts';
import { readFeatures } from './features/read';
import { checkFunction } from './function/check';
import { functionGrants } from './function/facts';
import { readFunction } from './function/read';
import { checkGroups } from './group/check';
import { groupGrants } from './group/facts';
import { readGroups } from './group/read';
import { checkGuardDuty } from './guardduty/check';
import { guardDutyGrants } from './guardduty/facts';
import { readGuardDuty } from './guardduty/read';
import { checkPackIn, checkPacks } from './pack/check';
import { packGrants } from './pack/facts';
import { readPacks } from './pack/read';
import { checkKeyPolicy } from './key-policy/check';
import { keyPolicyGrants } from './key-policy/facts';
import { readKeyPolicy } from './key-policy/read';
import { checkProtect } from './protect/check';
import { protectGrants } from './protect/facts';
import { readProtect } from './protect/read';
import type { Reading } from './reading';
import { checkRegionOpen } from './region-open/check';
import { regionOpenGrants } from './region-open/facts';
import { readRegionOpen } from './region-open/read';
import { checkRecorder } from './recorder/check';
import { recorderGrants } from './recorder/facts';
import { readRecorders } from './recorder/read';
import { checkReevaluation } from './reevaluation/check';
import { reevaluationGrants } from './reevaluation/facts';
import { readReevaluation } from './reevaluation/read';
import { checkRule } from './rule/check';
import { ruleGrants } from './rule/facts';
import { readRules } from './rule/read';
import { checkSecurityHub } from './security-hub/check';
import { securityHubGrants } from './security-hub/facts';
import { readSecurityHub } from './security-hub/read';
import { checkServiceLinkedRole } from './service-linked-role/check';
import { serviceLinkedRoleGrants } from './service-linked-role/facts';
import { readServiceLinkedRole } from './service-linked-role/read';
import { checkMemberIn, checkStackSets } from './stacksets/check';
import { stackSetsGrants } from './stacksets/facts';
import { readStackSets } from './stacksets/read';
import { checkTopic } from './topic/check';
import { topicGrants } from './topic/facts';
import { readTopic } from './topic/read';
import { checkTrail } from './trail/check';
import { trailGrants } from './trail/facts';
import { readTrails } from './trail/read';

/** The subjects that doctor checks in an account, in the order in which things have to be there. */
export const accountSubjects = [
  { grants: regionOpenGrants, read: readRegionOpen, check: checkRegionOpen },
  { grants: recorderGrants, read: readRecorders, check: checkRecorder },
  { grants: trailGrants, read: readTrails, check: checkTrail },
  { grants: ruleGrants, read: readRules, check: checkRule },
  { grants: functionGrants, read: readFunction, check: checkFunction },
  { grants: reevaluationGrants, read: readReevaluation, check: checkReevaluation },
  { grants: groupGrants, read: readGroups, check: checkGroups },
  { grants: securityHubGrants, read: readSecurityHub, check: checkSecurityHub },
  { grants: guardDutyGrants, read: readGuardDuty, check: checkGuardDuty },
  { grants: serviceLinkedRoleGrants, read: readServiceLinkedRole, check: checkServiceLinkedRole },
  { grants: topicGrants, read: readTopic, check: checkTopic },
  { grants: keyPolicyGrants, read: readKeyPolicy, check: checkKeyPolicy },
] as const;

/** The subjects that doctor checks in an organization, from the deploying account; some have a line an account. */
export const organizationSubjects = [
  { grants: featuresGrants, read: readFeatures, check: checkFeatures },
  { grants: stackSetsGrants, read: readStackSets, check: checkStackSets, checkIn: checkMemberIn },
  { grants: administratorsGrants, read: readAdministrators, check: checkAdministrators },
  { grants: aggregatorGrants, read: readAggregators, check: checkAggregator },
  { grants: packGrants, read: readPacks, check: checkPacks, checkIn: checkPackIn },
  { grants: protectGrants, read: readProtect, check: checkProtect },
] as const;

type Facts<S> = S extends { readonly read: (...reading: never) => Promise<infer F> } ? F : never;
type All<U> = (U extends unknown ? (each: U) => void : never) extends (each: infer I) => void ? I : never;
/** Everything that some subjects read. */
export type FactsOf<S> = All<Facts<S>>;

/** Everything that doctor asks, side by side; what has no answer costs no other question its own. */
export async function gathered<
  P extends object,
  S extends { readonly read: (at: Reading<P>) => Promise<object> },
>(reading: Reading<P>, subjects: readonly S[]): Promise<P & FactsOf<S>> {
  const parts = await Promise.all(subjects.map(({ read }) => reading.once(read)));
  return parts.reduce<object>((all, part) => ({ ...all, ...part }), reading.place) as P & FactsOf<S>;
}
