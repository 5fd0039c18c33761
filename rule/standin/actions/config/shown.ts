import type { ConfigRule, HeldResult } from '../../state/config-store';

/** The stand-in's accounts have their Config in one region. */
export const configRegion = 'us-east-1';

/** Config counts to 25 and says that there are more. */
const contributorCap = 25;

export const isWanted =
  (types: readonly string[]) =>
  (result: HeldResult): boolean =>
    types.length === 0 || types.includes(result.complianceType);

export const showResult = (result: HeldResult): Record<string, unknown> => ({
  EvaluationResultIdentifier: {
    EvaluationResultQualifier: {
      ConfigRuleName: result.ruleName,
      ResourceType: result.resourceType,
      ResourceId: result.resourceId,
      EvaluationMode: 'DETECTIVE',
    },
    OrderingTimestamp: result.orderingTimestamp,
  },
  ComplianceType: result.complianceType,
  ResultRecordedTime: result.recordedTime,
  ConfigRuleInvokedTime: result.recordedTime,
  Annotation: result.annotation,
});

export interface Compliance {
  readonly ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA';
  readonly ComplianceContributorCount?: { readonly CappedCount: number; readonly CapExceeded: boolean };
}

/** One failing resource makes a rule NON_COMPLIANT; without results it has none. */
export function complianceOf({ results }: ConfigRule): Compliance {
  const held = [...results];
  const failing = held.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT').length;
  if (failing > 0) return { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: capped(failing) };
  const passing = held.filter(({ complianceType }) => complianceType === 'COMPLIANT').length;
  if (passing === 0) return { ComplianceType: 'INSUFFICIENT_DATA' };
  return { ComplianceType: 'COMPLIANT', ComplianceContributorCount: capped(passing) };
}

const capped = (count: number) => ({
  CappedCount: Math.min(count, contributorCap),
  CapExceeded: count > contributorCap,
});
