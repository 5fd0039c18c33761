import * as v from 'valibot';
import { action, oneOf, textOf } from '../action';
import { ServiceError, invalidParameter } from '../../service-error';
import { complianceTypes } from '../../state/config-seed';

const evaluationInput = v.object({
  ComplianceResourceType: textOf(1, 256),
  ComplianceResourceId: textOf(1, 768),
  ComplianceType: oneOf([...complianceTypes, 'INSUFFICIENT_DATA']),
  Annotation: v.optional(textOf(1, 256)),
  OrderingTimestamp: v.pipe(
    v.number(),
    v.transform((seconds) => new Date(Math.round(seconds * 1000))),
  ),
});

const isPostable = (
  evaluation: v.InferOutput<typeof evaluationInput>,
): evaluation is v.InferOutput<typeof evaluationInput> & {
  ComplianceType: (typeof complianceTypes)[number];
} => evaluation.ComplianceType !== 'INSUFFICIENT_DATA';

export const PutEvaluations = action(
  v.object({
    ResultToken: v.string(),
    TestMode: v.optional(v.boolean(), false),
    Evaluations: v.optional(
      v.pipe(v.array(evaluationInput), v.maxLength(100, 'Member must have length less than or equal to 100')),
      [],
    ),
  }),
  ({ config, store }, input, { failResourceIds }) => {
    if (input.Evaluations.length === 0 && config.emptyEvaluations === 'refuse') {
      throw invalidParameter(
        'The Evaluations object in your request cannot be null. Add the required parameters and try again.',
      );
    }
    const evaluations = input.Evaluations.filter(isPostable);
    if (evaluations.length < input.Evaluations.length) {
      throw invalidParameter('INSUFFICIENT_DATA is not a compliance type that PutEvaluations accepts.');
    }
    const rule = config.ruleOfToken(input.ResultToken);
    if (!input.TestMode && rule === undefined) {
      throw new ServiceError('InvalidResultTokenException', 'The resultToken provided is invalid');
    }
    config.puts.push({ resultToken: input.ResultToken, testMode: input.TestMode, evaluations });
    const failing = new Set(failResourceIds);
    for (const evaluation of evaluations) {
      if (rule === undefined || input.TestMode || failing.has(evaluation.ComplianceResourceId)) continue;
      config.record(rule, {
        resourceType: evaluation.ComplianceResourceType,
        resourceId: evaluation.ComplianceResourceId,
        complianceType: evaluation.ComplianceType,
        annotation: evaluation.Annotation,
        orderingTimestamp: evaluation.OrderingTimestamp,
        recordedTime: store.now(),
      });
    }
    const failed = evaluations.filter(({ ComplianceResourceId }) => failing.has(ComplianceResourceId));
    return { FailedEvaluations: failed };
  },
);
