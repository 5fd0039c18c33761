import stringWidth from 'string-width';

/** Breaks a line at spaces so that each part fits; a word that is too long is cut. */
export function wrap(text: string, columns: number, indent = '', nextIndent = indent): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  const flush = (): void => {
    lines.push(line);
    line = nextIndent;
    empty = true;
  };
  for (const word of text.split(' ')) {
    if (!empty && stringWidth(line) + 1 + stringWidth(word) > columns) flush();
    let rest = word;
    while (rest !== '' && stringWidth(line) + stringWidth(rest) + (empty ? 0 : 1) > columns) {
      const part = cut(rest, Math.max(1, columns - stringWidth(line)));
      line += part;
      rest = rest.slice(part.length);
      flush();
    }
    if (rest === '' && word !== '') continue;
    line += empty ? rest : ` ${rest}`;
    empty = false;
  }
  if (!empty) flush();
  return lines;
}

/** The longest beginning that is as wide as there is room, but never nothing. */
function cut(text: string, room: number): string {
  let part = '';
  for (const character of text) {
    if (part !== '' && stringWidth(part + character) > room) break;
    part += character;
  }
  return part;
}
