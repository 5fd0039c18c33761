import * as v from 'valibot';
import { oneOf, textOf } from '../action';
import type { HeldResult } from '../../state/config-store';
import { AwsFault } from '../../errors';
import { COMPLIANCE_TYPES } from '../../state/seed';

export const RULE_NAMES = v.optional(v.pipe(v.array(textOf(1, 64)), v.maxLength(25)), []);
export const NEXT_TOKEN = v.optional(v.string());
export const WANTED_TYPES = v.optional(
  v.pipe(
    v.array(oneOf([...COMPLIANCE_TYPES, 'INSUFFICIENT_DATA'])),
    v.maxLength(3, 'Member must have length less than or equal to 3'),
  ),
  [],
);

export function afterToken(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const after = Number(/^after-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(after))
    throw new AwsFault('InvalidNextTokenException', 'The nextToken provided is invalid');
  return after;
}

export const nextToken = (next: number | undefined): string | undefined =>
  next === undefined ? undefined : `after-${next}`;

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
