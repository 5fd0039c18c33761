import type { User, UserFacts } from '../core/user';
import type { Verdict } from '../core/verdict';
import { enforcementOf, type Enforcement } from '../enforcement/is-enforcement';
import { ReadFailedError } from '../run/failures';
import { failed, RemediationRefusedError } from './failed';
import { goneText, nothing, outcome, type Plan } from './planned';
import type { RemediationPorts, RemediationSettings } from './ports';
import type { RemediationRequest } from './request';
import { actionTexts, refusalTexts } from './texts';

/**
 * Puts a NON_COMPLIANT user into the group, but only if that has an effect and no harm: the group is there, its policy enforces
 * MFA for this user, the user has no MFA yet, and the policy does not lock the user out.
 * @throws RemediationError
 */
export async function planRequireMfa(
  request: RemediationRequest,
  { user, loginProfile }: UserFacts,
  verdict: Verdict,
  ports: RemediationPorts,
  settings: RemediationSettings,
): Promise<Plan> {
  if (verdict.reason === 'mfa-too-weak') {
    const [message, forAll] = forOneAndAll(refusalTexts.tooWeak, user);
    return { kind: 'no-help', outcome: outcome(request, false, message, user, verdict), forAll };
  }
  if ('missing' in settings.group) throw new RemediationRefusedError(settings.group.missing);
  const { name } = settings.group;
  const { allowsPasswordChange } = await enforcementBy(name, user, ports);
  const member = await isMember(user, name, ports);
  if (member === 'user-gone') return nothing(request, goneText(user), user, verdict);
  if (member)
    return nothing(request, actionTexts['require-mfa'].already(user.userName, [name]), user, verdict);
  const mustChange = typeof loginProfile === 'object' && loginProfile.passwordResetRequired === true;
  if (mustChange && !allowsPasswordChange) {
    throw new RemediationRefusedError(...forOneAndAll(refusalTexts.mustChangePassword, user, name));
  }
  return { kind: 'act', request, user, verdict, groups: [name] };
}

async function enforcementBy(name: string, user: User, { groups }: RemediationPorts): Promise<Enforcement> {
  const documents = await orFailed(() => groups.policyDocuments(name), `the group ${name}`);
  if (documents === 'no-such-group') throw new RemediationRefusedError(refusalTexts.noGroup(name));
  const enforcement = enforcementOf(documents, user);
  if (enforcement !== undefined) return enforcement;
  throw new RemediationRefusedError(...forOneAndAll(refusalTexts.noEnforcement, user, name));
}

const forOneAndAll = <T extends readonly string[]>(
  text: (userName: string, ...rest: T) => string,
  { userName }: User,
  ...rest: T
): readonly [forOne: string, forAll: string] => [text(userName, ...rest), text('the user', ...rest)];

/** The step is idempotent, so it is taken if the membership cannot be read. IAM's names are unique without case. */
async function isMember(
  { userName }: User,
  groupName: string,
  { groups }: RemediationPorts,
): Promise<boolean | 'user-gone'> {
  try {
    const found = await groups.ofUser(userName);
    if (found === 'user-gone') return found;
    return found.some((group) => group.groupName.toLowerCase() === groupName.toLowerCase());
  } catch (error) {
    if (error instanceof ReadFailedError) return false;
    throw error;
  }
}

export async function orFailed<T>(ask: () => Promise<T>, who: string): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ReadFailedError) throw failed(error.failure, who);
    throw error;
  }
}
