import * as v from 'valibot';
import { date, jsonObject, text } from './seed-values';

const { optional, strictObject } = v;

/** A configuration recorder, its group as DescribeConfigurationRecorders shows it. */
export const configurationRecorder = strictObject({
  name: optional(text, 'default'),
  recordingGroup: optional(jsonObject, {
    allSupported: true,
    includeGlobalResourceTypes: true,
    resourceTypes: [],
  }),
  recordingMode: optional(jsonObject),
  /** Set where a service owns the recorder, as Security Hub does. */
  servicePrincipal: optional(text),
  recording: optional(v.boolean(), true),
  lastStatus: optional(v.picklist(['Pending', 'Success', 'Failure', 'NotApplicable']), 'Success'),
  lastErrorCode: optional(text),
  lastErrorMessage: optional(text),
  lastStatusChangeTime: optional(date, '2024-01-01T00:00:00Z'),
});

/** As DescribeConfigRuleEvaluationStatus shows it. */
export const evaluationStatus = strictObject({
  LastSuccessfulInvocationTime: optional(date),
  LastFailedInvocationTime: optional(date),
  LastSuccessfulEvaluationTime: optional(date),
  LastFailedEvaluationTime: optional(date),
  FirstActivatedTime: optional(date, '2024-01-01T00:00:00Z'),
  LastErrorCode: optional(text),
  LastErrorMessage: optional(text),
  FirstEvaluationStarted: optional(v.boolean(), true),
});

export type RecorderSeed = v.InferOutput<typeof configurationRecorder>;
export type EvaluationStatus = v.InferOutput<typeof evaluationStatus>;
