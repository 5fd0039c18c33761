import type { Check } from './check';
import { checkIdentity, checkRegion } from './identity/check';
import { accountDeployment, type Place } from './place';
import type { Reading } from './reading';
import { accountSubjects, gathered, type FactsOf } from './subjects';

/** One account as doctor sees it. */
export type AccountFacts = Place & FactsOf<(typeof accountSubjects)[number]>;

export const readAccount = (reading: Reading<Place>): Promise<AccountFacts> =>
  gathered(reading, accountSubjects);

/** Every line about one account, in the order in which things have to be there. */
export function checkAccount(facts: AccountFacts, deployment = accountDeployment): readonly Check[] {
  return [
    checkIdentity(facts),
    checkRegion(facts),
    ...accountSubjects.flatMap(({ check }) => check(facts, deployment)),
  ];
}

/** The lines that only a deployment makes ok, and that say nothing of an account where none has been tried. */
export const deployedChecks: readonly string[] = ['rule'];
