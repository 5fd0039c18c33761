import type { Envelope, ParametersDocument, ScanFigures } from '../machine/envelope';
import { envelopeFields, parameters } from './findings';
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
  record,
  text,
  time,
  truth,
} from './schema';

type Status = 'missing' | 'unknown' | 'warning' | 'ok';
interface Check {
  readonly id: string;
  readonly status: Status;
  readonly text: string;
  readonly command?: string;
  readonly blocks?: true;
  readonly deniedByPolicy?: string;
}

/** The flags that were given; null where one was not. */
export interface DoctorParameters {
  readonly organization: boolean;
  readonly roleName: string | null;
  readonly accounts: string | null;
  readonly packName: string | null;
  readonly topicArn: string | null;
  readonly kmsKeyArn: string | null;
}

/** The worst status, and how many lines have each, of all accounts together. */
export type DoctorSummary = { readonly status: Status } & Readonly<Record<Status, number>>;

interface OfDoctor extends Envelope<DoctorParameters, DoctorSummary> {
  readonly lookedAt: string;
  readonly region: string;
  readonly status: Status;
  readonly checks: readonly Check[];
}
export interface DoctorOfAccount extends OfDoctor {
  readonly accountId: string;
}
export interface DoctorOfOrganization extends OfDoctor {
  readonly organizationId: string;
  readonly lookedFrom: string;
  readonly excludedAccounts: readonly string[];
  readonly regionClosedAccounts: readonly string[];
  readonly accounts: readonly {
    readonly accountId: string;
    readonly accountName: string;
    readonly status: Status;
    readonly checks: readonly Check[];
  }[];
}

const status = choice('missing', 'unknown', 'warning', 'ok');
const checks = list(
  record<Check>({
    id: text,
    status,
    text,
    command: optional(text),
    blocks: optional(exactly(true)),
    deniedByPolicy: optional(text),
  }),
);
const ofDoctor = {
  ...envelopeFields(
    record<DoctorParameters>({
      organization: truth,
      roleName: orNull(text),
      accounts: orNull(text),
      packName: orNull(text),
      topicArn: orNull(text),
      kmsKeyArn: orNull(text),
    }),
    record<DoctorSummary>({ status, missing: count, unknown: count, warning: count, ok: count }),
  ),
  lookedAt: time,
  region: text,
  status,
  checks,
} as const;

export const doctorSchema = either(
  record<DoctorOfAccount>({ ...ofDoctor, accountId: text }),
  record<DoctorOfOrganization>({
    ...ofDoctor,
    organizationId: text,
    lookedFrom: text,
    excludedAccounts: list(text),
    regionClosedAccounts: list(text),
    accounts: list(
      record<DoctorOfOrganization['accounts'][number]>({
        accountId: text,
        accountName: text,
        status,
        checks,
      }),
    ),
  }),
);

/** The caller as STS names it, or why it does not. */
export type Caller =
  { readonly arn: string; readonly userId: string; readonly account: string } | { readonly unknown: string };

/** `run.json` of evidence. */
export interface EvidenceRun extends Envelope<
  ParametersDocument,
  ScanFigures & { readonly statement: string }
> {
  readonly question: string;
  readonly account: string | null;
  readonly accountName: string | null;
  readonly ranBy: Caller;
  readonly version: string;
  readonly bundle: { readonly file: string; readonly sha256: string };
  readonly node: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly complete: boolean;
}

export const evidenceRunSchema = record<EvidenceRun>({
  ...envelopeFields(
    parameters,
    record<EvidenceRun['summary']>({
      complete: truth,
      users: count,
      consoleUsers: count,
      withMfa: count,
      withoutMfa: count,
      exempt: count,
      inGrace: count,
      unreadable: count,
      statement: text,
    }),
  ),
  question: text,
  account: orNull(text),
  accountName: orNull(text),
  ranBy: either(
    record<Extract<Caller, { arn: string }>>({ arn: text, userId: text, account: text }),
    record<Extract<Caller, { unknown: string }>>({ unknown: text }),
  ),
  version: text,
  bundle: record<EvidenceRun['bundle']>({ file: text, sha256: text }),
  node: text,
  startedAt: time,
  endedAt: time,
  complete: truth,
});

type Outcome = 'as-expected' | 'answered' | 'otherwise' | 'incomplete' | 'not-asked' | 'by-hand';
interface VerifyAnswer {
  readonly id: string;
  readonly outcome: Outcome;
  readonly expected?: string;
  readonly got?: string;
  readonly why?: string;
  readonly seconds?: number;
}
/** `verify-result.json`. */
export interface VerifyDocument extends Envelope<
  Readonly<Record<string, string | number | boolean>>,
  Readonly<Record<Outcome, number>>
> {
  readonly kind: 'policy' | 'story';
  readonly endedAt: string;
  readonly answers: readonly VerifyAnswer[];
}

export const verifySchema = record<VerifyDocument>({
  ...envelopeFields(
    mapOf(either(text, either(numeral, truth))),
    record<VerifyDocument['summary']>({
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
    record<VerifyAnswer>({
      id: text,
      outcome: choice('as-expected', 'answered', 'otherwise', 'incomplete', 'not-asked', 'by-hand'),
      expected: optional(text),
      got: optional(text),
      why: optional(text),
      seconds: optional(numeral),
    }),
  ),
});
