import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parameters } from '../../rule/core/parameters';
import { meta, reasons } from '../../rule/meta';
import { formats } from '../../rule/report/format';

const root = resolve(__dirname, '../..');
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const readme = textOf('README.md');
const all = pages.map(textOf).join('\n');

/** The cells of the table between `<!-- name -->` and `<!-- /name -->`, on whichever page it is, without its head. */
function rowsOf(name: string): readonly (readonly string[])[] {
  const [, block = ''] = all.split(new RegExp(`<!-- /?${name} -->`));
  return block
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .replace(/^\| | \|$/g, '')
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

const code = (text: string): string => (text === '' ? 'none' : `\`${text}\``);

describe('the README and docs/ say what the code says', () => {
  test('of every verdict, in the order in which they are tried', () => {
    expect(rowsOf('verdicts')).toEqual(
      Object.entries(reasons).map(([reason, { title, compliance }]) => [title, compliance, code(reason)]),
    );
  });

  test('of every rule parameter', () => {
    expect(rowsOf('parameters')).toEqual(
      Object.entries(parameters).map(([key, text]) => [
        code(key),
        text.description,
        text.allowed,
        code(text.default),
      ]),
    );
  });

  test('of every format of reports', () => {
    expect(rowsOf('formats').map(([format]) => format)).toEqual(formats.map(code));
  });

  test('of the frameworks and their controls', () => {
    expect(rowsOf('frameworks')).toEqual(
      Object.entries(meta.frameworks).map(([framework, controls]) => [framework, controls.join(', ')]),
    );
    expect(rowsOf('frameworks')).toContainEqual(['PCI DSS 4.0.1', '8.4.2']);
  });

  test('and every table that a test reads is closed, and there once', () => {
    const markers = [...all.matchAll(/<!-- ([\w-]+) -->/g)].map(([, name]) => name ?? '');
    expect(markers).toEqual([...new Set(markers)]);
    expect(markers.filter((name) => !all.includes(`<!-- /${name} -->`))).toEqual([]);
  });

  test('of its own two commands', () => {
    for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
      expect(readme.split('\n')).toContain(command);
    }
  });
});

describe('a reader of the pages', () => {
  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, to = '']) => ({ page, to })),
  );

  test.each(links)('finds what $page links as $to', ({ page, to }) => {
    const [path = '', anchor] = to.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    expect([target, existsSync(join(root, target))]).toEqual([target, true]);
    if (anchor !== undefined) expect(anchorsOf(textOf(target))).toContain(anchor);
  });

  test('gets to every page of docs/ from the README', () => {
    const linked = links.filter(({ page }) => page === 'README.md').map(({ to }) => to.split('#')[0]);
    expect(pages.filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual([]);
  });

  // Without the `--`, npm takes `--version` and `--help` for its own.
  test('is told no command that would fetch a package of this name from a registry', () => {
    expect([...all.matchAll(/npx (?!--no -- )[^`\n]*iam-user-mfa\b/g)].map(([line]) => line)).toEqual([]);
  });
});

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
