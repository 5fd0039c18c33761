import { meta } from '../../../rule/meta';
import { version } from '../../../rule/report/version';
import { elementsOf, textOf, treeOf, type Node } from './tree';

/** Of these a page's outline has a line each; every other element stands within the line. */
const lines = new Set(
  'title header main footer nav section div p h1 h2 h3 ul ol li dl dt dd table thead tbody tr th td figure figcaption svg rect label input select option button pre details summary noscript'.split(
    ' ',
  ),
);
/** Said of every element of its kind, and held by axe in the browser's tests; or of no use to a reader. */
const unsaid = new Set([
  'role',
  'scope',
  'rel',
  'aria-hidden',
  'focusable',
  'aria-labelledby',
  'height',
  'rx',
]);
const skipped = new Set(['script', 'style', 'meta', 'defs', 'wbr']);

/** The page for a reader: the texts, headings, cells, and links with their targets, a line each; then the data of its script. */
export function outline(html: string): string {
  const root = treeOf(html);
  const [data] = elementsOf(root, 'script').filter((one) => one.attributes.get('id') === 'data');
  const lines = [...linesOf(root, -3), ...marginsOf(root), '', ...dataLines(textOf(data ?? ''))];
  return `${lines.join('\n').replaceAll(`${meta.id} ${version}`, `${meta.id} VERSION`)}\n`;
}

/** The texts that stand in the margins of each sheet of paper. */
const marginsOf = (root: Node): readonly string[] =>
  [...textOf(elementsOf(root, 'style')[0] ?? '').matchAll(/@((?:top|bottom)-\w+)\{content:([^;]*);/g)].map(
    ([, place = '', content = '']) => `margin ${place}: ${content}`,
  );

/** A piece of markup in one line, with its elements. */
export const line = (markup: string): string =>
  treeOf(markup)
    .inside.map((one) => inline(one))
    .join('')
    .trim();

const nameOf = ({ tag, attributes }: Node): string => {
  const said = [...attributes]
    .filter(([name]) => !unsaid.has(name) && name !== 'class')
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const classes = (attributes.get('class') ?? '').split(' ').filter((name) => name !== '');
  return [tag, ...classes.map((name) => `.${name}`), said.length === 0 ? '' : `[${said.join(' ')}]`].join('');
};

const isLine = (node: Node | string): node is Node => typeof node !== 'string' && lines.has(node.tag);
const hasLines = ({ inside }: Node): boolean =>
  inside.some((one) => typeof one !== 'string' && (isLine(one) || hasLines(one)));

function linesOf(node: Node, depth: number): readonly string[] {
  const indent = '  '.repeat(Math.max(0, depth));
  const below: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text.trim() !== '') below.push(`${'  '.repeat(Math.max(0, depth + 1))}| ${text}`);
    text = '';
  };
  for (const one of node.inside) {
    if (typeof one !== 'string' && skipped.has(one.tag)) continue;
    if (typeof one !== 'string' && (isLine(one) || hasLines(one))) {
      flush();
      below.push(...linesOf(one, depth + 1));
    } else text += inline(one, node.tag === 'code' || node.tag === 'pre');
  }
  const isWhole = below.length === 0;
  if (!isWhole) flush();
  const name = `${indent}${nameOf(node)}`;
  if (['', 'html', 'head', 'body'].includes(node.tag)) return below;
  return isWhole ? [text.trim() === '' ? name : `${name}: ${text}`] : [name, ...below];
}

function inline(one: Node | string, isCode = false): string {
  if (typeof one === 'string') return isCode ? one.replaceAll('\n', ' ⏎ ') : one;
  if (skipped.has(one.tag)) return '';
  const inside = one.inside.map((below) => inline(below, isCode || one.tag === 'code')).join('');
  return `${nameOf(one)}{${inside}}`;
}

interface Data {
  readonly tables: readonly {
    readonly id: string;
    readonly heads: readonly string[];
    readonly most: number;
    readonly rows: readonly { readonly csv: readonly (readonly string[])[]; readonly cells: unknown }[];
  }[];
  readonly names: readonly { readonly items: unknown }[];
  readonly csv: {
    readonly file: string;
    readonly head: readonly string[];
    readonly unread: readonly (readonly string[])[];
  };
}

/** The data of the script without the cells, which outlines.test.ts compares with the rows of the file. */
function dataLines(json: string): readonly string[] {
  const data = JSON.parse(json) as Data;
  const { tables, names, csv } = data;
  const user = (line: readonly string[]): string => line[csv.head.indexOf('user_name')] ?? '';
  return [
    `data ${without(data, 'elements', 'breaks', 'tables', 'names', 'csv')}`,
    ...tables.flatMap(({ id, heads, most, rows }) => [
      `table ${id}, at most ${most}: ${heads.join(' | ')}`,
      ...rows.map((row) => `  ${without(row, 'cells', 'csv')} csv of ${row.csv.map(user).join(', ')}`),
    ]),
    ...names.map((one) => `names ${without(one, 'items')}`),
    `csv ${csv.file}: ${csv.head.join(',')}`,
    ...csv.unread.map((line) => `  ${line.join(',')}`),
  ];
}

const without = (value: object, ...keys: readonly string[]): string =>
  JSON.stringify(value, (key, one: unknown) => (keys.includes(key) ? undefined : one));
