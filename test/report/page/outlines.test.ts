import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { outline } from './outline';
import { elementsOf, textOf, treeOf, type Node } from './tree';
import { pages } from './pages';

describe.each(Object.entries(pages))('the page of %s', (name, page) => {
  test('has the outline that was read by a person', () => {
    expect(outline(page())).toBe(readFileSync(resolve(__dirname, 'expected', `${name}.txt`), 'utf8'));
  });

  test('lets its policy run its own script and style, and nothing else', () => {
    const root = treeOf(page());
    const hashOf = (tag: string): string => {
      const [own = ''] = elementsOf(root, tag)
        .filter(({ attributes }) => !attributes.has('type'))
        .map(textOf);
      expect(own).not.toBe('');
      return `'sha256-${createHash('sha256').update(own).digest('base64')}'`;
    };
    const [policy] = elementsOf(root, 'meta').filter(({ attributes }) => attributes.has('http-equiv'));
    expect(policy?.attributes.get('http-equiv')).toBe('Content-Security-Policy');
    expect(policy?.attributes.get('content')?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf('script')}`,
      `style-src ${hashOf('style')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('gives its script the same cells that its rows have', () => {
    const root = treeOf(page());
    const { tables, names, elements, breaks } = dataOf(root);
    const cells = (row: Node): readonly string[] => elementsOf(row, 'td').map(markupOf);
    const made = (cell: readonly Part[]): string =>
      cell.map((part) => markup(part, elements, breaks)).join('');
    for (const { id, rows } of tables) {
      const [table] = elementsOf(root, 'table').filter(
        ({ attributes }) => attributes.get('id') === `${id}-table`,
      );
      const there = table === undefined ? [] : elementsOf(table, 'tr').filter(isRow).map(cells);
      expect(there).toEqual(
        rows.map((row) => row.cells.map((cell, at) => (at === 0 ? made(cell) : `<div>${made(cell)}</div>`))),
      );
    }
    for (const { id, items } of names) {
      const [list] = elementsOf(root, 'ul').filter(({ attributes }) => attributes.get('id') === id);
      expect(list?.inside.map((item) => markupOf(item))).toEqual(items.map(made));
    }
  });
});

type Part = string | readonly [kind: string, inside: readonly Part[], datetime?: string];

interface Data {
  readonly tables: readonly {
    readonly id: string;
    readonly rows: readonly { readonly cells: readonly (readonly Part[])[] }[];
  }[];
  readonly names: readonly { readonly id: string; readonly items: readonly (readonly Part[])[] }[];
  readonly elements: Readonly<Record<string, readonly [tag: string, className: string]>>;
  readonly breaks: Readonly<Record<string, string>>;
}

const dataOf = (root: Node): Data => {
  const [data] = elementsOf(root, 'script').filter(({ attributes }) => attributes.get('id') === 'data');
  return JSON.parse(data === undefined ? '' : textOf(data)) as Data;
};

const isRow = ({ attributes }: Node): boolean => attributes.get('class') === 'row';

/** What is in a node, in one way of writing it. */
const markupOf = (node: Node | string): string =>
  typeof node === 'string' ? node : node.inside.map(whole).join('');
const whole = (node: Node | string): string => {
  if (typeof node === 'string') return escaped(node);
  const { tag, attributes } = node;
  const said = [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
  return `<${tag}${said}>${markupOf(node)}</${tag}>`;
};

const escaped = (text: string): string => text.replaceAll('<', '&lt;');

/** As the page's script makes an element of a part. */
function markup(part: Part, elements: Data['elements'], breaks: Data['breaks']): string {
  if (typeof part === 'string') return escaped(part);
  const [kind, inside, datetime] = part;
  const [tag = '', className = ''] = elements[kind] ?? [];
  const said =
    (className === '' ? '' : ` class="${className}"`) +
    (datetime === undefined ? '' : ` datetime="${datetime}"`);
  const at = breaks[kind];
  const content =
    at === undefined
      ? inside.map((one) => markup(one, elements, breaks))
      : inside
          .join('')
          .split(new RegExp(at))
          .flatMap((piece, n) => [...(n === 0 ? [] : ['<wbr></wbr>']), escaped(piece)]);
  return `<${tag}${said}>${content.join('')}</${tag}>`;
}
