import * as v from 'valibot';
import { configurationRecorder, evaluationStatus } from './recorder-seed';
import { date, jsonObject, text } from './seed-values';

const { optional, array, strictObject } = v;

export const complianceTypes = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'] as const;
export type ComplianceType = (typeof complianceTypes)[number];

export const configRule = strictObject({
  name: text,
  inputParameters: optional(jsonObject),
  state: optional(v.picklist(['ACTIVE', 'DELETING', 'DELETING_RESULTS', 'EVALUATING']), 'ACTIVE'),
  owner: optional(v.picklist(['CUSTOM_LAMBDA', 'CUSTOM_POLICY', 'AWS']), 'CUSTOM_LAMBDA'),
  /** The function's ARN, or the identifier of a managed rule; without it, the function iam-user-mfa of the account. */
  sourceIdentifier: optional(text),
  /** The service that made a service-linked rule, as conformance packs do. */
  createdBy: optional(text),
  maximumExecutionFrequency: optional(text),
  evaluationStatus: optional(evaluationStatus, {}),
});

export type ConfigRuleSeed = v.InferOutput<typeof configRule>;

const evaluationResult = strictObject({
  ruleName: optional(text, 'iam-user-mfa'),
  resourceType: optional(text, 'AWS::IAM::User'),
  resourceId: text,
  complianceType: v.picklist(complianceTypes),
  annotation: optional(text),
  orderingTimestamp: optional(date, '2024-01-01T00:00:00Z'),
  recordedTime: optional(date, '2024-01-01T00:00:00Z'),
});

/** An account's Config in a seed. */
export const configSeed = {
  configRules: optional(array(configRule), [{ name: 'iam-user-mfa' }]),
  evaluationResults: optional(array(evaluationResult), []),
  configurationRecorders: optional(array(configurationRecorder), [{}]),
  olderOrderingTimestamp: optional(v.picklist(['keep', 'drop']), 'keep'),
  emptyEvaluations: optional(v.picklist(['accept', 'refuse']), 'accept'),
  resultTokens: optional(v.union([array(text), v.record(text, text)])),
};
