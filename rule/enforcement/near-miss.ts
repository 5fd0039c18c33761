import { leftBy } from './is-enforcement';
import { mfaStatements } from './mfa-deny';
import type { PolicyUser } from './principal-condition';

/** Why a document that asks for MFA is no enforcement for the user: the rest of a sentence. Undefined where it asks for none. */
export function nearMiss(document: unknown, user: PolicyUser): string | undefined {
  const statements = mfaStatements(document, user);
  const denies = statements.flatMap((one) => ('fault' in one ? [] : [one]));
  if (denies.length === 0) return statements.flatMap((one) => ('fault' in one ? [one.fault] : []))[0];
  if (denies.every(({ actions }) => 'denied' in actions)) {
    const denied = denies.flatMap(({ actions }) => ('denied' in actions ? actions.denied : []));
    return `it denies ${listed(written(denied, document))} only`;
  }
  const left = leftBy(denies);
  return left.length === 0 ? undefined : `it leaves ${listed(written(left, document))}`;
}

const listed = (actions: readonly string[]): string =>
  actions.length > 3
    ? `${actions.slice(0, 3).join(', ')} and ${actions.length - 3} more`
    : actions.join(', ');

/** The actions as the document spells them. */
function written(actions: readonly string[], document: unknown): readonly string[] {
  const text = JSON.stringify(document);
  return actions.map((action) => {
    const at = text.toLowerCase().indexOf(`"${action}"`);
    return at < 0 ? action : text.slice(at + 1, at + 1 + action.length);
  });
}
