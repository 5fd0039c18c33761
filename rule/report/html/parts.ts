import { text } from './markup';

/** The elements that a cell may hold. The page's script makes them from the same table, and no others. */
export const elements = {
  name: ['bdi', 'name'],
  foreign: ['bdi', ''],
  strong: ['b', ''],
  alone: ['b', 'alone'],
  solid: ['span', 'chip solid'],
  chip: ['span', 'chip'],
  new: ['span', 'chip new'],
  soft: ['span', 'soft'],
  line: ['span', 'line'],
  owner: ['span', 'owner'],
  arn: ['span', 'id arn'],
  address: ['span', 'line'],
  id: ['span', 'id'],
  printed: ['span', 'id printed'],
  day: ['time', ''],
  list: ['ul', 'people'],
  item: ['li', ''],
  more: ['details', 'people-more'],
  summary: ['summary', ''],
} as const satisfies Record<string, readonly [tag: string, className: string]>;

/** Text, or an element with what is in it; of a day also the machine's form of it. */
export type Part =
  string | readonly [kind: keyof typeof elements, inside: readonly Part[], datetime?: string];

/** A part as markup: foreign text is text, whatever is in it. */
export function partMarkup(part: Part): string {
  if (typeof part === 'string') return text(part);
  const [kind, inside, datetime] = part;
  const [tag, className] = elements[kind];
  const attributes =
    (className === '' ? '' : ` class="${className}"`) +
    (datetime === undefined ? '' : ` datetime="${text(datetime)}"`);
  const content = breaking(kind, inside).join('<wbr>');
  return `<${tag}${attributes}>${content}</${tag}>`;
}

/** Long foreign words break where a reader expects it: a path before a slash, an address of the sixth version after a colon. */
function breaking(kind: keyof typeof elements, inside: readonly Part[]): readonly string[] {
  const at = breaks[kind];
  const [only] = inside;
  if (at === undefined || typeof only !== 'string') return [inside.map(partMarkup).join('')];
  // eslint-disable-next-line no-restricted-syntax -- the patterns are constants of the table
  return only.split(new RegExp(at)).map(text);
}

/** As patterns, for the page's script, too. */
export const breaks: Partial<Record<keyof typeof elements, string>> = { arn: '(?=/)', address: '(?<=:)' };
