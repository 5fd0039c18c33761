import type { Strength } from './options';
import { holdsFor, type PolicyUser } from './principal-condition';

/** What one policy document does to a user's sessions without MFA. */
export interface Enforcement {
  /** `all` denies access keys without MFA, too; `console-only` denies what signs in. */
  readonly strength: Strength;
  /** Whether a user whose password must be reset can do that before there is MFA. */
  readonly allowsPasswordChange: boolean;
}

/**
 * What an enforcement may leave to a session without MFA: enrolling the own device, seeing what the console shows on the
 * way there, and signing in. Deactivating a device is not among it: a thief with an access key would take it off.
 */
const enrolling: ReadonlySet<string> = new Set([
  'iam:createvirtualmfadevice',
  'iam:deletevirtualmfadevice',
  'iam:enablemfadevice',
  'iam:getmfadevice',
  'iam:getuser',
  'iam:listmfadevices',
  'iam:listvirtualmfadevices',
  'iam:resyncmfadevice',
  'iam:changepassword',
  'iam:getaccountpasswordpolicy',
  'iam:getaccountsummary',
  'iam:getloginprofile',
  'iam:listaccountaliases',
  'iam:listusers',
  'iam:listaccesskeys',
  'iam:listservicespecificcredentials',
  'iam:listsigningcertificates',
  'iam:listsshpublickeys',
  'sts:getcalleridentity',
  'sts:getsessiontoken',
  'signin:authenticate',
  'signin:authorizeoauth2access',
  'signin:createoauth2token',
  'signin:*',
]);
const changePassword = 'iam:changepassword';

/**
 * The enforcement in the document that holds for the user, if there is one: a Deny, in a single statement, of everything on
 * every resource (all actions, or all but those that enrol) for a session whose aws:MultiFactorAuthPresent is false.
 * It is none where the Deny asks for MFA being present, has another condition that may fail for this user, spares more than
 * enrolling, or is about some resources only; and an Allow is never one, whatever its condition.
 */
export function enforcementIn(document: unknown, user: PolicyUser): Enforcement | undefined {
  return strongest(statementsOf(document).flatMap((statement) => enforcementBy(statement, user) ?? []));
}

/** The same over all the policies that are attached to a user, directly or by a group. Every Deny counts. */
export function enforcementOf(documents: readonly unknown[], user: PolicyUser): Enforcement | undefined {
  return strongest(documents.flatMap((document) => enforcementIn(document, user) ?? []));
}

export const isEnforcement = (document: unknown, user: PolicyUser): boolean =>
  enforcementIn(document, user) !== undefined;

/** A request must pass every Deny: one strict statement is enough to deny, and one is enough to forbid the password change. */
function strongest(found: readonly Enforcement[]): Enforcement | undefined {
  if (found.length === 0) return undefined;
  return {
    strength: found.some(({ strength }) => strength === 'all') ? 'all' : 'console-only',
    allowsPasswordChange: found.every(({ allowsPasswordChange }) => allowsPasswordChange),
  };
}

function enforcementBy(statement: Fields, user: PolicyUser): Enforcement | undefined {
  if (statement['effect'] !== 'Deny' || !coversEveryResource(statement)) return undefined;
  const spared = sparedActions(statement);
  if (spared === undefined) return undefined;
  const strength = strengthOf(statement['condition'], user);
  return strength && { strength, allowsPasswordChange: spared.includes(changePassword) };
}

const everything = (pattern: string): boolean => /^\*+$/.test(pattern);

const coversEveryResource = (statement: Fields): boolean =>
  statement['notresource'] === undefined && (listOf(statement['resource']) ?? []).some(everything);

/** The actions that the statement leaves alone; undefined where it leaves more than enrolling. */
function sparedActions(statement: Fields): readonly string[] | undefined {
  const actions = listOf(statement['action']);
  const spared = listOf(statement['notaction']);
  if (actions !== undefined && spared === undefined) {
    return actions.some((pattern) => /^\*+(:\*+)?$/.test(pattern)) ? [] : undefined;
  }
  if (spared === undefined || actions !== undefined || spared.length === 0) return undefined;
  const folded = spared.map((action) => action.toLowerCase());
  // A wildcard leaves what is not listed, and what AWS adds tomorrow.
  return folded.every((action) => enrolling.has(action)) ? folded : undefined;
}

const boolOperator = /^(?:for(?:any|all)values?:)?bool(ifexists)?$/;

/** The strength of a Deny with this condition; undefined where it need not deny a sign-in without MFA. */
function strengthOf(condition: unknown, user: PolicyUser): Strength | undefined {
  const strengths: Strength[] = [];
  let needsTheKey = false;
  for (const [operator, keys] of Object.entries(fieldsOf(condition) ?? {})) {
    for (const [key, value] of Object.entries(fieldsOf(keys) ?? {})) {
      const bool = boolOperator.exec(operator);
      const values = listOf(value) ?? [];
      const ofFalse = values.some((item) => item.toLowerCase() === 'false');
      if (key === 'aws:multifactorauthpresent' && bool !== null && ofFalse) {
        strengths.push(bool[1] === undefined ? 'console-only' : 'all');
      } else if (key === 'aws:multifactorauthpresent' && operator === 'null' && ofFalse) {
        // The key is there in every sign-in, and in no request that is signed with an access key.
        needsTheKey = true;
      } else if (key === 'aws:viaawsservice' && bool !== null && ofFalse) {
        // It spares what a service does on behalf of a request, and that request is denied.
      } else if (!holdsFor(user, operator, key, values)) {
        return undefined;
      }
    }
  }
  if (strengths.length === 0) return undefined;
  return needsTheKey || strengths.includes('console-only') ? 'console-only' : 'all';
}

type Fields = Readonly<Record<string, unknown>>;

/** IAM reads names of elements, operators and condition keys without case. */
function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item as unknown]));
}

/** One or several: a policy may write either. */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'boolean' || typeof item === 'string' ? String(item) : ''));
}

function statementsOf(document: unknown): readonly Fields[] {
  const statement = fieldsOf(document)?.['statement'];
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.map(fieldsOf).filter((fields) => fields !== undefined);
}
