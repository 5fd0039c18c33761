import { envelopeFields, parameters } from './findings';
import { figures } from './scan';
import {
  choice,
  count,
  either,
  exactly,
  list,
  mapOf,
  numeral,
  optional,
  orNull,
  shape,
  text,
  time,
  truth,
  type TypeOf,
} from './schema';

const status = choice('missing', 'unknown', 'warning', 'ok');
const checks = list(
  shape({
    id: text,
    status,
    text,
    command: optional(text),
    blocks: optional(exactly(true)),
    deniedByPolicy: optional(text),
  }),
);
const given = orNull(text);
/** The flags that were given; null where one was not. */
const doctorParameters = shape({
  organization: truth,
  roleName: given,
  accounts: given,
  packName: given,
  topicArn: given,
  kmsKeyArn: given,
});
/** The worst status, and how many lines have each, of all accounts together. */
const doctorSummary = shape({ status, missing: count, unknown: count, warning: count, ok: count });
const ofDoctor = {
  ...envelopeFields(doctorParameters, doctorSummary),
  lookedAt: time,
  region: text,
  status,
  checks,
} as const;
const ofAccount = shape({ ...ofDoctor, accountId: text });
const ofOrganization = shape({
  ...ofDoctor,
  organizationId: text,
  lookedFrom: text,
  excludedAccounts: list(text),
  regionClosedAccounts: list(text),
  accounts: list(shape({ accountId: text, accountName: text, status, checks })),
});
export const doctorSchema = either(ofAccount, ofOrganization);
export type DoctorDocument = TypeOf<typeof doctorSchema>;

/** The caller as STS names it, or why it does not. */
const caller = either(shape({ arn: text, userId: text, account: text }), shape({ unknown: text }));
export type Caller = TypeOf<typeof caller>;

/** `run.json` of evidence. */
export const evidenceRunSchema = shape({
  ...envelopeFields(parameters, shape({ ...figures, statement: text })),
  question: text,
  account: orNull(text),
  accountName: orNull(text),
  ranBy: caller,
  version: text,
  bundle: shape({ file: text, sha256: text }),
  node: text,
  startedAt: time,
  endedAt: time,
  complete: truth,
});
export type EvidenceRun = TypeOf<typeof evidenceRunSchema>;

/** `verify-result.json`. */
export const verifySchema = shape({
  ...envelopeFields(
    mapOf(either(text, either(numeral, truth))),
    shape({
      'as-expected': count,
      answered: count,
      otherwise: count,
      incomplete: count,
      'not-asked': count,
      'by-hand': count,
    }),
  ),
  kind: choice('policy', 'story'),
  endedAt: time,
  answers: list(
    shape({
      id: text,
      outcome: choice('as-expected', 'answered', 'otherwise', 'incomplete', 'not-asked', 'by-hand'),
      expected: optional(text),
      got: optional(text),
      why: optional(text),
      seconds: optional(numeral),
    }),
  ),
});
