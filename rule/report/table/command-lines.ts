/**
 * A command that can be copied from a narrow terminal: broken before a flag, and where that is not enough before its value
 * or within it. Each line but the last ends in a backslash, which takes the end of the line out of what a shell reads.
 */
export function commandLines(command: string, columns: number, margin: string): readonly string[] {
  const lines: string[] = [];
  const at: { line: string; empty: boolean } = { line: `${margin}$ `, empty: true };
  const next = (): void => {
    lines.push(`${at.line} \\`);
    at.line = `${margin}    `;
    at.empty = true;
  };
  const add = (text: string): void => {
    at.line += at.empty ? text : ` ${text}`;
    at.empty = false;
  };
  // Two more for the space and the backslash.
  const fits = (text: string): boolean => at.line.length + (at.empty ? 0 : 1) + text.length + 2 <= columns;
  for (const part of partsOf(command)) {
    if (!at.empty && !fits(part)) next();
    if (fits(part) || columns < narrowest) {
      add(part);
      continue;
    }
    for (const word of wordsOf(part)) {
      if (!at.empty && !fits(word)) next();
      const isWhole = fits(word);
      const pieces = isWhole ? [word] : cut(word, columns - 2);
      // Within a word nothing may stand before its next piece.
      if (!isWhole && lines.length > 0) at.line = '';
      add(pieces[0] ?? '');
      for (const piece of pieces.slice(1)) {
        lines.push(`${at.line}\\`);
        at.line = piece;
      }
    }
  }
  return [...lines, at.line];
}

/** No terminal is as narrow as this. */
const narrowest = 20;

const wordsOf = (text: string): readonly string[] => text.match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"])+/g) ?? [];

/** Pieces of a word that a backslash at the end of each line joins again; within quotes it would be a letter. */
function cut(word: string, room: number): readonly string[] {
  const [, quoted] = /^'([^']*)'$/.exec(word) ?? [];
  if (quoted === undefined && /['"\\]/.test(word)) return [word];
  const size = quoted === undefined ? room : room - 2;
  const text = quoted ?? word;
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, n) =>
    text.slice(n * size, (n + 1) * size),
  );
  return quoted === undefined ? pieces : pieces.map((piece) => `'${piece}'`);
}

/** Words as a shell takes them, a flag with its value: a space in quotes does not break. */
function partsOf(command: string): readonly string[] {
  const parts: string[] = [];
  for (const word of wordsOf(command)) {
    const last = parts.at(-1);
    if (last !== undefined && /^--?[a-z-]+$/.test(last) && !word.startsWith('-'))
      parts.splice(-1, 1, `${last} ${word}`);
    else parts.push(word);
  }
  return parts;
}
