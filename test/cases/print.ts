import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const width = 160;

/**
 * JSON in rows. A value that fits its line stays on it; a list has one item a line; an object puts as many entries on a
 * line as fit, unless all of them are plain values: such an object is a table, one entry a line.
 */
export function inRows(value: unknown, indent = 0, before = 0): string {
  const line = onOneLine(value);
  if (indent + before + line.length <= width - 3 || typeof value !== 'object' || value === null) return line;
  const margin = ' '.repeat(indent + 2);
  if (Array.isArray(value)) {
    const items = value.map((item) => inRows(item, indent + 2));
    const lines = value.every(isPlain) ? filled(items, width - indent - 2, 0) : items.map((item) => [item]);
    return `[\n${joined(lines, margin)}\n${' '.repeat(indent)}]`;
  }
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = `${JSON.stringify(key)}: `;
    return name + inRows(inner, indent + 2, name.length);
  });
  const isTable = Object.values(value).every(isPlain);
  const lines = isTable ? entries.map((entry) => [entry]) : filled(entries, width - indent - 2, before);
  return `{ ${joined(lines, margin).trimStart()} }`;
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

const joined = (lines: readonly (readonly string[])[], margin: string): string =>
  lines.map((line) => margin + line.join(', ')).join(',\n');

/** Texts side by side, as many as fit after what the first line holds; one of several lines has its lines for itself. */
function filled(texts: readonly string[], room: number, held: number): string[][] {
  const lines: string[][] = [];
  let used = held;
  for (const text of texts) {
    const size = text.includes('\n') ? Infinity : text.length + 2;
    const line = lines.at(-1);
    if (line === undefined || used + size > room) lines.push([text]);
    else line.push(text);
    used = (line === undefined || used + size <= room ? used : 0) + size;
  }
  return lines;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${onOneLine(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Every JSON file of cases, its text now and its text in rows; what earlier versions deployed is a record, and no case. */
export function caseTexts(): { readonly file: string; readonly text: string; readonly rows: string }[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.startsWith('upgrade'))
    .map((file) => {
      const text = readFileSync(path.join(__dirname, file), 'utf8');
      return { file, text, rows: `${inRows(JSON.parse(text))}\n` };
    });
}

if (require.main === module) {
  for (const { file, text, rows } of caseTexts()) {
    if (rows !== text) writeFileSync(path.join(__dirname, file), rows);
  }
}
