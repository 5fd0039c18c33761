import type { Check } from './check';
import type { OrganizationPlace } from './place';
import type { Reading } from './reading';
import { gathered, organizationSubjects, type FactsOf } from './subjects';

/** The organization as doctor sees it, beside its accounts. */
export type OrganizationFacts = OrganizationPlace & FactsOf<(typeof organizationSubjects)[number]>;

export const readOrganization = (reading: Reading<OrganizationPlace>): Promise<OrganizationFacts> =>
  gathered(reading, organizationSubjects);

/** Every line about the organization itself. */
export const checkOrganization = (facts: OrganizationFacts): readonly Check[] =>
  organizationSubjects.flatMap(({ check }) => check(facts));

/** The checks by the organization's parts about one account. */
export const checkOrganizationIn = (accountId: string, facts: OrganizationFacts): readonly Check[] =>
  organizationSubjects.flatMap((subject) => ('checkIn' in subject ? subject.checkIn(accountId, facts) : []));
