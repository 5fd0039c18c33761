import type { Strength } from './options';
import { holdsFor as holdsForUser, holdsWithout, operatorOf, type PolicyUser } from './principal-condition';

/** A Deny of a session without MFA, on every resource. */
export interface MfaDeny {
  readonly strength: Strength;
  /** Whether a session with MFA passes it. */
  readonly isLifted: boolean;
  /** Lower-case patterns: what it denies, or all that it leaves. */
  readonly actions: { readonly denied: readonly string[] } | { readonly spared: readonly string[] };
}

/** Why a statement that names the MFA key, or denies everything, is no such Deny: the rest of a sentence. */
export interface Fault {
  readonly fault: string;
}

type Fields = Readonly<Record<string, unknown>>;
const mfaPresent = 'aws:multifactorauthpresent';

/** The statements of a document that matter for MFA, each as a Deny or as a fault. */
export function mfaStatements(document: unknown, user: PolicyUser): readonly (MfaDeny | Fault)[] {
  const statement = fieldsOf(document)?.['statement'];
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.flatMap((one) => {
    const fields = fieldsOf(one);
    if (fields === undefined) return [];
    const read = mfaStatement(fields, user);
    return 'fault' in read && !asksForMfa(fields) ? [] : [read];
  });
}

const asksForMfa = ({ condition }: Fields): boolean =>
  JSON.stringify(condition ?? null)
    .toLowerCase()
    .includes(`"${mfaPresent}"`);

const elements = ['sid', 'effect', 'action', 'notaction', 'resource', 'notresource', 'condition'];

function mfaStatement(fields: Fields, user: PolicyUser): MfaDeny | Fault {
  if (fields['effect'] !== 'Deny') return { fault: 'it allows with MFA, and denies nothing without' };
  const foreign = Object.keys(fields).find((element) => !elements.includes(element));
  if (foreign !== undefined) return { fault: `it has ${foreign}, which no policy of a user has` };
  const actions = actionsOf(fields);
  if (actions === undefined) return { fault: 'its actions cannot be read' };
  const resources = listOf(fields['resource']) ?? [];
  if (fields['notresource'] !== undefined || !resources.some((one) => /^\*+$/.test(one)))
    return { fault: `it denies on ${someOf(resources, 'some resources')} only` };
  const condition = conditionOf(fields['condition'], user);
  return 'fault' in condition ? condition : { ...condition, actions };
}

function actionsOf(fields: Fields): MfaDeny['actions'] | undefined {
  const [denied, spared] = [listOf(fields['action']), listOf(fields['notaction'])];
  const folded = (list: readonly string[]): readonly string[] => list.map((action) => action.toLowerCase());
  if (denied !== undefined && spared === undefined)
    return { denied: folded(denied).map((action) => (/^\*+(:\*+)?$/.test(action) ? '*' : action)) };
  return spared !== undefined && denied === undefined && spared.length > 0
    ? { spared: folded(spared) }
    : undefined;
}

const unreadable: Fault = { fault: 'its condition cannot be read' };

/** The effect of a Deny with this condition, or why it need not deny a sign-in without MFA. */
function conditionOf(condition: unknown, user: PolicyUser): Omit<MfaDeny, 'actions'> | Fault {
  let strength: Strength = 'all';
  let isLifted = false;
  const operators = fieldsOf(condition ?? {});
  if (operators === undefined) return unreadable;
  for (const [operator, block] of Object.entries(operators)) {
    const keys = fieldsOf(block);
    if (keys === undefined) return unreadable;
    for (const [key, value] of Object.entries(keys)) {
      const values = listOf(value) ?? [];
      if (key === mfaPresent) {
        // The key is there, and false, in every sign-in without MFA, and in no request that is signed with an access key.
        if (!holdsFor('false', operator, values))
          return { fault: `its condition on aws:MultiFactorAuthPresent does not hold without MFA` };
        if (!holdsWithout(operator, values)) strength = 'console-only';
        if (!holdsFor('true', operator, values)) isLifted = true;
      } else if (!isSpareOfServices(operator, key, values) && !holdsForUser(user, operator, key, values)) {
        return { fault: `it also depends on ${key}` };
      }
    }
  }
  return { strength, isLifted };
}

/** A policy variable is something else in every request, so it surely fits none. */
const isSure = (values: readonly string[]): boolean => !values.some((value) => value.includes('${'));

const holdsFor = (present: 'true' | 'false', operator: string, values: readonly string[]): boolean =>
  operator === 'null'
    ? values.some((value) => value.toLowerCase() === 'false')
    : isSure(values) && (operatorOf(operator)?.holds(values, present) ?? false);

/** It spares what a service does on behalf of a request, and that request is denied. */
const isSpareOfServices = (operator: string, key: string, values: readonly string[]): boolean =>
  key === 'aws:viaawsservice' && isSure(values) && (operatorOf(operator)?.holds(values, 'false') ?? false);

const someOf = (list: readonly string[], instead: string): string =>
  list.length === 0 ? instead : `${list.slice(0, 2).join(', ')}${list.length > 2 ? ', ...' : ''}`;

/** IAM reads names of elements, operators and condition keys without case; of two with one name none is sure to count. */
function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = Object.entries(value).map(([key, item]) => [key.toLowerCase(), item as unknown] as const);
  const folded = Object.fromEntries(fields);
  return Object.keys(folded).length === fields.length ? folded : undefined;
}

/** One or several: a policy may write either. */
function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'boolean' || typeof item === 'string' ? String(item) : ''));
}
