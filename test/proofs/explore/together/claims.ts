import type { Evaluation } from '../../../../rule/protocol/evaluation';
import type { Person } from '../../../fakes';
import { ownerOf, truthOf } from '../state';
import type { Definition } from './local';
import type { Run, State } from './state';
import type { Users } from './users';

/** The user, and who had one of their names at some moment: IAM is asked by name, and a name can be reused. */
function namesakes(userId: string, shown: readonly Users[]): readonly Person[] {
  const people = shown.flatMap((users) => users.people.filter((one) => one !== undefined));
  const names = people.flatMap(({ user }) => (user.userId === userId ? [user.userName] : []));
  return people.filter(({ user }) => user.userId === userId || names.includes(user.userName));
}

/**
 * What is posted was so at some moment since the run began. Where two things happen to a user within one reading, each fact was so
 * at a moment of its own: IAM shows no two facts of one moment.
 */
export function wrongWith(
  { resourceId, compliance, annotation }: Evaluation,
  shown: readonly Users[],
): string | undefined {
  if (!resourceId.startsWith('AIDA')) return undefined;
  const people = namesakes(resourceId, shown);
  const owner = /Owner: (.*)\.$/.exec(annotation)?.[1];
  if (owner !== undefined && !people.some(({ user }) => ownerOf(user.userId) === owner))
    return `${resourceId} has the label of another`;
  const isTorn = shown.length > 2;
  const has = (...facts: readonly ((one: Person) => boolean)[]): boolean =>
    isTorn
      ? facts.every((fact) => people.some(fact))
      : people.some((one) => facts.every((fact) => fact(one)));
  switch (compliance) {
    case 'COMPLIANT':
      return has(hasDevice) ? undefined : `${resourceId} COMPLIANT without a device`;
    case 'NON_COMPLIANT':
      return has(hasPassword, hasNoDevice, isNotExempt)
        ? undefined
        : `${resourceId} NON_COMPLIANT with a device`;
    case 'NOT_APPLICABLE':
      return has(hasNoPassword) ||
        has(hasNoDevice, isExempt) ||
        shown.some((users) => users.withId(resourceId) === undefined)
        ? undefined
        : `${resourceId} cleared, and there`;
  }
}

const hasPassword = ({ loginProfile }: Person): boolean => loginProfile !== 'none';
const hasNoPassword = (one: Person): boolean => !hasPassword(one);
const hasDevice = ({ kinds }: Person): boolean => kinds.length > 0;
const hasNoDevice = (one: Person): boolean => !hasDevice(one);
const isExempt = (one: Person): boolean =>
  truthOf({ ...one, kinds: [], loginProfile: { createDate: new Date(0) } }) === undefined;
const isNotExempt = (one: Person): boolean => !isExempt(one);

/** A remediation acts on who was NON_COMPLIANT at some moment since it began. */
export function actsWrongly(userId: string, shown: readonly Users[]): string | undefined {
  const people = namesakes(userId, shown);
  const wasWeak =
    shown.length > 2
      ? [hasPassword, hasNoDevice, isNotExempt].every((fact) => people.some(fact))
      : people.some((one) => truthOf(one) === 'NON_COMPLIANT');
  return wasWeak ? undefined : `${userId} was acted on, and is not NON_COMPLIANT`;
}

/** A run that began after the last thing happened, and that nobody has spoilt, leaves its users right. */
export function leftWrong({ moments, results, runs }: State, run: Run, strict: boolean): string | undefined {
  const { definition, at, began = -1, dimmed } = run;
  const spoilt = strict ? '' : run.spoilt;
  const { kind, event } = definition;
  if (at.ended !== 'ok' || dimmed || began < moments.last) return undefined;
  for (const id of answersFor(definition, run, moments.now, results.of.keys())) {
    const truth = truthOf(moments.now.withId(id));
    if (!id.startsWith('AIDA') || spoilt.includes(id) || results.compliance(id) === truth) continue;
    const { recorded = 0, ordering = 0 } = results.of.get(id) ?? {};
    // What was recorded after its event, a scan does not clear; what is of a newer event, Config may keep.
    if (kind === 'scan' && moments.now.withId(id) === undefined && recorded >= event) continue;
    if (kind !== 'hear' && ordering > event && runs.some((one) => one.definition.event === ordering))
      continue;
    return `${definition.label} has ended, and ${id} is ${results.compliance(id)}, not ${truth}`;
  }
  return undefined;
}

function answersFor(
  { kind, about }: Definition,
  { at }: Run,
  users: Users,
  held: Iterable<string>,
): Iterable<string> {
  const asked = (question: string): boolean =>
    at.history.some(({ key, answer }) => key === question && answer.failed !== true);
  switch (kind) {
    case 'scan':
      // A second try of a scan that was denied asks nothing.
      return asked('list')
        ? new Set([...held, ...users.people.flatMap((one) => one?.user.userId ?? [])])
        : [];
    case 'change':
      return [about];
    case 'hear':
      // The results of users who are gone are nobody's, once the name is.
      return asked('start')
        ? []
        : (idOf(about, users) ?? [...held].filter((id) => users.withId(id) === undefined));
    case 'remediate':
      return [];
  }
}

function idOf(userName: string, users: Users): readonly string[] | undefined {
  const person = users.named(userName);
  return person && [person.user.userId];
}
