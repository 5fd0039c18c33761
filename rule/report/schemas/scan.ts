import type {
  AccountRow,
  Counts,
  NotReporting,
  PackFailure,
  Totals,
  UserWithoutMfa,
} from '../../findings/organization-view';
import type { OrganizationDocument, ScanDocument, ScanFigures } from '../machine/envelope';
import {
  completeness,
  difference,
  envelopeFields,
  finding,
  parameters,
  signInRegions,
  unreadable,
} from './findings';
import { choice, count, exactly, list, optional, orNull, record, text, time, truth } from './schema';

const madeWith = {
  caller: optional(orNull(text)),
  region: optional(orNull(text)),
  endedAt: optional(time),
} as const;

const counts = {
  users: count,
  consoleUsers: count,
  withMfa: count,
  withoutMfa: count,
  exempt: count,
  inGrace: count,
} as const satisfies Record<keyof Counts, unknown>;

export const figures = { ...counts, complete: truth, unreadable: count } as const;

/** Of `scan` and of `check`. */
export const scanSchema = record<ScanDocument>({
  ...envelopeFields(orNull(parameters), record<ScanFigures>(figures)),
  ...madeWith,
  account: orNull(text),
  accountName: optional(orNull(text)),
  scannedAt: time,
  complete: truth,
  unreadable: list(unreadable),
  findings: list(finding),
  completeness: optional(completeness),
  notes: optional(list(text)),
  difference: optional(difference),
  signIns: optional(signInRegions),
  source: optional(exactly('credential-report')),
});

const totals = { ...counts, accounts: count, reporting: count, unknown: count, suspended: count } as const;
const named = list(
  record<UserWithoutMfa>({ userId: text, userName: orNull(text), annotation: orNull(text) }),
);
const countOrNull = orNull(count);

export const organizationSchema = record<OrganizationDocument>({
  ...envelopeFields(
    orNull(parameters),
    record<OrganizationDocument['summary']>({ complete: truth, ...totals }),
  ),
  ...madeWith,
  organization: text,
  generatedAt: time,
  staleAfterHours: countOrNull,
  complete: truth,
  notReporting: list(
    record<NotReporting>({
      account: text,
      name: text,
      ou: orNull(text),
      reason: choice('no-rule', 'no-scan-line', 'stale', 'incomplete', 'unreadable', 'role-not-assumed'),
      detail: text,
    }),
  ),
  totals: record<Totals>(totals),
  accounts: list(
    record<AccountRow>({
      account: text,
      name: text,
      ou: orNull(text),
      status: choice('reporting', 'not-reporting', 'suspended'),
      users: countOrNull,
      consoleUsers: countOrNull,
      withMfa: countOrNull,
      withoutMfaCount: countOrNull,
      exempt: countOrNull,
      inGrace: countOrNull,
      lastScanAt: orNull(time),
      withoutMfa: named,
      version: optional(orNull(text)),
    }),
  ),
  findings: optional(list(finding)),
  notes: optional(list(text)),
  packFailures: optional(
    list(record<PackFailure>({ account: text, pack: text, status: text, reason: text, fix: text })),
  ),
  difference: optional(difference),
  aggregator: optional(text),
  toolVersion: optional(text),
});
