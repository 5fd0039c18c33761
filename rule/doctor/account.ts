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
  const checks: readonly Check[] = [
    checkIdentity(facts),
    checkRegion(facts),
    ...accountSubjects.flatMap(({ check }) => check(facts, deployment)),
  ].map(throughControlTower);
  const isClosed = checks.some(({ id, status }) => id === 'region-open' && status === 'missing');
  return isClosed
    ? checks.filter(({ deniedByPolicy }) => !closedWithRegion.test(deniedByPolicy ?? ''))
    : checks;
}

/**
 * Control Tower's controls let nobody else change what it made.
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html
 */
function throughControlTower({ command, ...check }: Check): Check {
  const why = check.id.startsWith('record') ? ', which records global types in its home region only' : '';
  if (command === undefined) return check;
  const changes = !/^aws \S+ (describe|get|list)-/.test(command);
  if (!changes || !command.includes('aws-controltower')) return { ...check, command };
  return {
    ...check,
    text: `${check.text} Control Tower owns it and denies everybody else: change it through Control Tower${why}.`,
  };
}

/** One policy closes a region to all of these, and one line says so. */
const closedWithRegion = /^(lambda|sqs|events|logs|cloudformation|securityhub|guardduty):/;
