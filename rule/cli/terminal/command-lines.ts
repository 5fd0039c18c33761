/** A command that can be copied from a narrow terminal: broken before a flag, each line but the last ends in a backslash. */
export function commandLines(command: string, columns: number, margin: string): readonly string[] {
  const lines: string[] = [];
  let line = `${margin}$ `;
  let empty = true;
  for (const part of partsOf(command)) {
    // Two more for the space and the backslash.
    if (!empty && line.length + 1 + part.length + 2 > columns) {
      lines.push(`${line} \\`);
      line = `${margin}    `;
      empty = true;
    }
    line += empty ? part : ` ${part}`;
    empty = false;
  }
  return [...lines, line];
}

/** Words as a shell takes them, a flag with its value: a space in quotes does not break. */
function partsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"])+/g) ?? [];
  const parts: string[] = [];
  for (const word of words) {
    const last = parts.at(-1);
    if (last !== undefined && /^--?[a-z-]+$/.test(last) && !word.startsWith('-'))
      parts.splice(-1, 1, `${last} ${word}`);
    else parts.push(word);
  }
  return parts;
}
