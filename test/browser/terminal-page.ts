// What a command wrote to a terminal, as a page that looks like one.

const styles: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
};
/** What ends each of them. */
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '39': ['31', '32', '33'],
  '0': Object.keys(styles),
};

const escape = '\u001b';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function spans(screen: string): string {
  let on: readonly string[] = [];
  return screen
    .replace(/\r/g, '')
    .split(new RegExp(`(${escape}\\[[\\d;]*m)`))
    .map((piece) => {
      const codes = new RegExp(`^${escape}\\[([\\d;]*)m$`).exec(piece)?.[1]?.split(';');
      if (codes === undefined) {
        const classes = on.map((code) => styles[code] ?? '').join(' ');
        return classes === '' ? escaped(piece) : `<span class="${classes}">${escaped(piece)}</span>`;
      }
      for (const code of codes)
        on = code in styles ? [...on, code] : on.filter((other) => ends[code]?.includes(other) !== true);
      return '';
    })
    .join('');
}

export const terminalPage = (command: string, screen: string, columns: number): string => `<!DOCTYPE html>
<meta charset="utf-8">
<style>
body{margin:0;display:inline-block;background:#13171c;color:#e9ecef;font:14px/1.45 "DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,monospace}
pre{margin:0;padding:16px 20px;font:inherit;width:calc(${columns}ch + 2px);box-sizing:content-box;white-space:pre-wrap;word-break:break-all}
.bold{font-weight:700}.dim{color:#a6b0bb}.red{color:#ff8a80}.green{color:#6fcf97}.yellow{color:#f2b062}
</style>
<pre><span class="dim">$ </span>${escaped(command)}
${spans(screen)}</pre>`;
