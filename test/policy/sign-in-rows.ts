import table from '../cases/sign-in.json';
import type { Row } from './rows';

/** A person of the table: a user, or a role's session, in the commercial partition where none is named. */
interface Person {
  readonly principal: string;
  readonly grants: Row['grants'];
  readonly partition?: 'aws-cn' | 'aws-us-gov';
  /** The strengths that are tried with the person; both where none is named. */
  readonly strengths?: readonly string[];
}

const people: Readonly<Record<string, Person>> = table.people as Readonly<Record<string, Person>>;
const actions: Readonly<Record<string, string>> = table.actions;
const places: Readonly<Record<string, { readonly resource: string; readonly why: string }>> = table.places;

const results = { allowed: 'Allowed', denied: 'ExplicitlyDenied' } as const;

/** The words of a cell: one answer a sign-in of `mfa`, in its order; "-" where the table leaves one out. */
function answersOf(words: string): readonly (Row['expected']['ours'] | undefined)[] {
  return words.split(' ').map((word) => {
    if (word === '-') return undefined;
    if (word === 'allowed' || word === 'denied') return results[word];
    throw new RangeError(`"${word}" is no answer, allowed: allowed, denied, -`);
  });
}

const known = <Value>(list: Readonly<Record<string, Value>>, name: string): Value => {
  const found = list[name];
  if (found === undefined)
    throw new RangeError(`"${name}" is not listed, allowed: ${Object.keys(list).join(', ')}`);
  return found;
};

/** Who signs in to what: every line of the matrix, with each strength and each kind of sign-in. */
export const signInRows: readonly Row[] = table.rows.flatMap(
  ([kind = '', who = '', action = '', place = '', copied = '', ours = '']) => {
    const { principal, grants, partition, strengths = ['all', 'console-only'] } = known(people, who);
    const { resource, why } = known(places, place);
    const does = known(actions, action);
    const answers = { copied: answersOf(copied), ours: answersOf(ours) };
    return strengths.flatMap((strength) =>
      Object.entries(table.mfa).flatMap(([signedIn, context], index): Row[] => {
        const expected = { copied: answers.copied[index], ours: answers.ours[index] };
        if (expected.copied === undefined || expected.ours === undefined) return [];
        const says = expected.ours === 'Allowed' ? does : `is refused: ${action} for`;
        return [
          {
            title: `${who} ${says} ${place} ${signedIn}, ${kind === 'scp' ? 'under the SCP ' : ''}with the strength ${strength}`,
            kind: kind as Row['kind'],
            options: { strength, ...(partition === undefined ? {} : { partition }) } as Row['options'],
            principal,
            grants,
            action: `signin:${action}`,
            resource: partition === undefined ? resource : resource.replace('arn:aws:', `arn:${partition}:`),
            context,
            expected: { copied: expected.copied, ours: expected.ours },
            why,
          },
        ];
      }),
    );
  },
);
