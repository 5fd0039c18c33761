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
    return `it denies ${listed(denied, document)} only`;
  }
  const left = leftBy(denies);
  return left.length === 0 ? undefined : `it leaves ${listed(left, document)}`;
}

/** Three of the actions as the document spells them, and how many more. */
function listed(actions: readonly string[], document: unknown): string {
  const text = JSON.stringify(document);
  const lower = text.toLowerCase();
  const shown = actions.slice(0, 3).map((action) => {
    const at = lower.indexOf(`"${action}"`);
    return at < 0 ? action : text.slice(at + 1, at + 1 + action.length);
  });
  return shown.join(', ') + (actions.length > 3 ? ` and ${actions.length - 3} more` : '');
}
