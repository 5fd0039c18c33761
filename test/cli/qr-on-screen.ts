import jsQR from 'jsqr';

/** As many pixels of the picture as a module of the code is wide. */
const scale = 4;

/** What a phone reads off a terminal with a dark background: half blocks in their colours, as pixels. */
export function qrOnScreen(screen: string): string | undefined {
  const lines = screen.split(/\r?\n/).filter((line) => /[█▀▄]/.test(line));
  const colours: Colours = { front: true, back: false };
  const rows = lines.flatMap((line) => pixelsOf(line, colours));
  const width = Math.max(...rows.map((row) => row.length)) + 4;
  const height = rows.length + 4;
  const data = new Uint8ClampedArray(width * height * scale * scale * 4).fill(255);
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const white = rows[Math.floor(y / scale) - 2]?.[Math.floor(x / scale) - 2] === true;
      data.fill(white ? 255 : 0, (y * width * scale + x) * 4, (y * width * scale + x) * 4 + 3);
    }
  }
  return jsQR(data, width * scale, height * scale)?.data;
}

interface Colours {
  front: boolean;
  back: boolean;
}

/** The upper and the lower half of a line; true is white. Colours go on from line to line until they are set anew. */
function pixelsOf(line: string, now: Colours): readonly (readonly boolean[])[] {
  const [upper, lower]: [boolean[], boolean[]] = [[], []];
  // eslint-disable-next-line no-control-regex -- a terminal's colours begin with the escape character
  for (const [, colour, character = ''] of line.matchAll(/\u001b\[(\d+)m|([ █▀▄])/g)) {
    if (colour === '0') Object.assign(now, { front: true, back: false });
    else if (colour === '39' || colour === '37') now.front = true;
    else if (colour === '49' || colour === '40') now.back = false;
    else if (colour === '47') now.back = true;
    else if (colour === '30') now.front = false;
    else {
      upper.push(character === '█' || character === '▀' ? now.front : now.back);
      lower.push(character === '█' || character === '▄' ? now.front : now.back);
    }
  }
  return [upper, lower];
}
