import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

/** The pages that tell people to do something. */
export const pages: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
    .sort(),
];

export const markings = ['run', 'moto', 'shape', 'read'] as const;
export type Marking = (typeof markings)[number];

export interface Block {
  readonly page: string;
  readonly line: number;
  /** `sh`, `text`, `json`; empty where the fence names none. */
  readonly language: string;
  /** The words after the language. A page that is rendered does not show them. */
  readonly words: readonly string[];
  readonly text: string;
}

/** Languages of blocks that a reader pastes into a shell. */
const shells = ['sh', 'bash', 'console', 'shell', 'zsh', 'fish', 'powershell'];
export const isCommand = ({ language }: Block): boolean => shells.includes(language);
export const nameOf = ({ page, line, text }: Block): string =>
  `${page}:${line} ${text.trim().split('\n')[0] ?? ''}`;

export function fencesOf(page: string, markdown: string): readonly Block[] {
  const lines = markdown.split('\n');
  const found: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = '', fence, info = ''] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(lines[at] ?? '') ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
    if (end < 0) throw new Error(`${page}:${at + 1} opens a block that does not end.`);
    const text = lines
      .slice(at + 1, end)
      .map((line) => `${line.startsWith(indent) ? line.slice(indent.length) : line}\n`)
      .join('');
    const [language = '', ...words] = info.trim().split(/\s+/);
    found.push({ page, line: at + 1, language, words, text });
    at = end;
  }
  return found;
}

export const blocks: readonly Block[] = pages.flatMap((page) =>
  fencesOf(page, readFileSync(join(root, page), 'utf8')),
);

export const blocksMarked = (marking: Marking, page?: string): readonly Block[] =>
  blocks.filter(
    (block) => isCommand(block) && block.words[0] === marking && (page === undefined || block.page === page),
  );

/** The block of output that follows a command, where the page shows one: ```text output. */
export function outputAfter(block: Block): string | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  const isIts = next?.page === block.page && next.language === 'text' && next.words[0] === 'output';
  return isIts ? next.text : undefined;
}
