import { createHash } from 'node:crypto';
import type { DeclaredPolicy, Possibility } from '../declared';
import { isObject } from '../json-object';

/** One way in which something comes out: the policies that are then there. */
export interface Option {
  readonly policies: readonly DeclaredPolicy[];
  /** For a person, after "where". */
  readonly where: string;
}

/** One of the options comes true, and the plan does not settle which. */
export type Choice = readonly Option[];

export const settled = (policies: readonly DeclaredPolicy[]): Choice => [{ policies, where: '' }];

/** More ways than these are not told apart. */
const mostWays = 32;

/** Every way in which all the choices together may come out. */
export function waysOf(choices: readonly Choice[]): readonly Pick<Possibility, 'policies' | 'where'>[] {
  let ways: readonly Pick<Possibility, 'policies' | 'where'>[] = [{ policies: [] }];
  for (const choice of different(choices)) {
    const options = ways.length * choice.length > mostWays ? unsettled(choice) : choice;
    const isOne = options.length === 1;
    ways = ways.flatMap((way) =>
      options.map(({ policies, where }) => ({
        policies: [...way.policies, ...policies],
        where: isOne ? way.where : [way.where, where].filter((part) => part !== undefined).join(' and '),
      })),
    );
  }
  return ways;
}

/** Without choices that repeat another. */
export const different = (choices: readonly Choice[]): readonly Choice[] => [
  ...new Map(
    choices.map(withoutEqual).map((choice) => [JSON.stringify(choice.map(identityOf)), choice]),
  ).values(),
];

/** The certain choices; the rest as one that is unseen. */
export const certainOf = (choices: readonly Choice[]): readonly DeclaredPolicy[] =>
  choices
    .map(withoutEqual)
    .flatMap((choice) =>
      (choice.length > 1 ? unsettled(choice) : choice).flatMap(({ policies }) => policies),
    );

/** Of several options, of which at most one has no policies. */
function unsettled(choice: Choice): Choice {
  const [first] = choice.flatMap(({ policies }) => policies.map(({ address }) => address));
  const why = 'it is one of several, known after apply';
  return settled([{ kind: 'unseen', address: String(first), why }]);
}

const withoutEqual = (choice: Choice): Choice => [
  ...new Map(choice.map((option) => [identityOf(option), option])).values(),
];

/** Policies of one text are alike, whatever their address. */
const identityOf = ({ policies }: Option): string => JSON.stringify(policies.map(identityOfPolicy).sort());

export const identityOfPolicy = (policy: DeclaredPolicy): string =>
  policy.kind === 'document' ? textIdOf(policy.document) : `${policy.kind} ${policy.address}`;

/** Of thousands of users each may have the same long text. */
const textIds = new WeakMap<object, string>();

function textIdOf(document: unknown): string {
  const held = isObject(document) ? textIds.get(document) : undefined;
  if (held !== undefined) return held;
  const made = createHash('sha256').update(JSON.stringify(document)).digest('base64');
  if (isObject(document)) textIds.set(document, made);
  return made;
}
