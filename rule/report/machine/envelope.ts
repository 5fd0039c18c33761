import type { RuleParameters } from '../../core/rule-parameters';
import type { AccountScan } from '../../findings/account-scan';
import type { Counts, OrganizationView, Totals } from '../../findings/organization-view';
import { meta } from '../../meta';
import { version } from '../version';

/** Another number where a reader of the documents so far would break; a new key alone does not change it. */
export const schemaVersion = 1;

/** The first keys of every JSON document. */
export interface Envelope<P, S> {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly parameters: P;
  readonly summary: S;
}

export const envelope = <P, S>(parameters: P, summary: S): Envelope<P, S> => ({
  schemaVersion,
  tool: { name: meta.id, version },
  parameters,
  summary,
});

type Nulled<T> = {
  readonly [K in keyof T]: Exclude<T[K], undefined> | (undefined extends T[K] ? null : never);
};
/** Every rule parameter is there: one that is not set is null. */
export type ParametersDocument = Nulled<RuleParameters>;

export const parametersDocument = (parameters: RuleParameters): ParametersDocument => ({
  ...parameters,
  exemptTagKey: parameters.exemptTagKey ?? null,
  ownerTagKey: parameters.ownerTagKey ?? null,
});

/** The users of one account in numbers; `users` without those who could not be read. */
export interface ScanFigures extends Counts {
  readonly complete: boolean;
  readonly unreadable: number;
}

export function scanFigures({
  complete,
  findings,
  unreadable,
}: Omit<AccountScan, 'parameters'>): ScanFigures {
  const numberOf = (is: (finding: AccountScan['findings'][number]) => boolean): number =>
    findings.filter(is).length;
  return {
    complete,
    users: findings.length,
    consoleUsers: numberOf(({ consolePassword }) => consolePassword),
    withMfa: numberOf(({ verdict }) => verdict === 'COMPLIANT'),
    withoutMfa: numberOf(({ verdict }) => verdict === 'NON_COMPLIANT'),
    exempt: numberOf(({ reason }) => reason === 'exempt'),
    inGrace: numberOf(({ reason }) => reason === 'within-grace'),
    unreadable: unreadable.length,
  };
}

/** Parameters are null where they are not known: an aggregator does not say them. */
export type ScanDocument = Envelope<ParametersDocument | null, ScanFigures> & Omit<AccountScan, 'parameters'>;
export type OrganizationDocument = Envelope<
  ParametersDocument | null,
  Totals & { readonly complete: boolean }
> &
  Omit<OrganizationView, 'parameters'>;
