import type { Evaluation } from '../../../../rule/protocol/evaluation';
import type { Person } from '../../../fakes';
import { ownerOf, truthOf } from '../state';
import type { Definition } from './local';
import type { Run, State } from './state';
import type { Users } from './world';

/** The user, and who had one of their names at some moment: IAM is asked by name, and a name can be reused. */
function namesakes(userId: string, shown: readonly Users[]): readonly Person[] {
  const people = shown.flatMap((users) => users.people.filter((one) => one !== undefined));
  const names = people.flatMap(({ user }) => (user.userId === userId ? [user.userName] : []));
  return people.filter(({ user }) => user.userId === userId || names.includes(user.userName));
}

/** What is posted was so at some moment since the run began. */
export function wrongWith(
  { resourceId, compliance, annotation }: Evaluation,
  shown: readonly Users[],
): string | undefined {
  if (!resourceId.startsWith('AIDA')) return undefined;
  const people = namesakes(resourceId, shown);
  const owner = /Owner: (.*)\.$/.exec(annotation)?.[1];
  if (owner !== undefined && !people.some(({ user }) => ownerOf(user.userId) === owner))
    return `${resourceId} has the label of another`;
  if (compliance === 'COMPLIANT')
    return people.some(({ kinds }) => kinds.length > 0)
      ? undefined
      : `${resourceId} COMPLIANT without a device`;
  if (compliance === 'NON_COMPLIANT')
    return people.some((one) => truthOf(one) === 'NON_COMPLIANT')
      ? undefined
      : `${resourceId} NON_COMPLIANT with a device`;
  const isClear = people.some((one) => truthOf(one) === undefined);
  return isClear || shown.some((users) => users.withId(resourceId) === undefined)
    ? undefined
    : `${resourceId} cleared, and there`;
}

/** A remediation acts on who was NON_COMPLIANT at some moment since it began. */
export const actsWrongly = (userId: string, shown: readonly Users[]): string | undefined =>
  namesakes(userId, shown).some((one) => truthOf(one) === 'NON_COMPLIANT')
    ? undefined
    : `${userId} was acted on, and is not NON_COMPLIANT`;

/** A run that began after the last thing happened, and that nobody has spoilt, leaves its users right. */
export function leftWrong({ moments, results }: State, run: Run): string | undefined {
  const { definition, at, began = -1, dimmed, spoilt } = run;
  const { kind, event } = definition;
  if (at.ended !== 'ok' || dimmed || began < moments.last) return undefined;
  for (const id of answersFor(definition, run, moments.now, results.of.keys())) {
    const truth = truthOf(moments.now.withId(id));
    if (!id.startsWith('AIDA') || spoilt.includes(id) || results.compliance(id) === truth) continue;
    const { recorded = 0, ordering = 0 } = results.of.get(id) ?? {};
    // What was recorded after its event, a scan does not clear; what is of a newer event, Config may keep.
    if (kind === 'scan' && moments.now.withId(id) === undefined && recorded >= event) continue;
    if (kind !== 'hear' && ordering > event) continue;
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
  const asked = (question: string): boolean => at.history.some(({ key }) => key === question);
  switch (kind) {
    case 'scan':
      // A second try of a scan that was denied asks nothing.
      return asked('list')
        ? new Set([...held, ...users.people.flatMap((one) => one?.user.userId ?? [])])
        : [];
    case 'change':
      return [about];
    case 'hear':
      return asked('start') ? [] : [users.named(about)?.user.userId ?? ''];
    case 'remediate':
      return [];
  }
}
