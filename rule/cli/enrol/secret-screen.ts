import { create, toString } from 'qrcode';
import type { Writable } from 'node:stream';
import { otpauthUrl } from '../../enrolment/advice';
import type { NewDevice } from '../../enrolment/ports';

/** A second page of the terminal, which leaves nothing in the scrollback. */
const openPage = '\u001b[?1049h\u001b[2J\u001b[H';
const closePage = '\u001b[2J\u001b[H\u001b[?1049l';

const scanThis = 'Scan this in an authenticator app, then type two codes that follow each other.';
/** Without colours the code may come out light on dark. */
const dumbHint = 'If the app does not read it, press Ctrl-C and use --text.';

export interface SecretScreenOptions {
  readonly output: Writable & { getWindowSize?(): [columns: number, rows: number] };
  /** The secret in letters, for those who cannot scan. */
  readonly asText: boolean;
  /** A terminal that cannot move its cursor has one page only. */
  readonly isDumb: boolean;
  readonly ask: (prompt: string) => Promise<string>;
}

/** Shows a secret to the person at the terminal, and takes it off the screen again. */
export class SecretScreen {
  private isOpen = false;

  constructor(private readonly options: SecretScreenOptions) {}

  async show({ secret }: NewDevice, userName: string, accountId: string): Promise<void> {
    const { output, asText, isDumb } = this.options;
    const code = asText ? undefined : await this.codeThatFits(secret, userName, accountId);
    const shown = code ?? `Key: ${secret}\n${otpauthUrl(secret, userName, accountId)}`;
    if (!isDumb) output.write(openPage);
    this.isOpen = true;
    output.write(`${shown}\n${scanThis}\n`);
    if (isDumb && code !== undefined) output.write(`${dumbHint}\n`);
  }

  hide(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (!this.options.isDumb) this.options.output.write(closePage);
  }

  /**
   * The name is only a label in the app, so a long one is cut where the code would be too large; a window that is too small for
   * any code is the person's to enlarge. @returns undefined where the person would rather have letters
   */
  private async codeThatFits(
    secret: string,
    userName: string,
    accountId: string,
  ): Promise<string | undefined> {
    for (;;) {
      let lack = '';
      for (const label of labelsOf(userName)) {
        const url = otpauthUrl(secret, label, accountId);
        lack = this.lackOf(create(url, level).modules.size);
        if (lack === '') return this.draw(url);
      }
      const answer = await this.options.ask(
        `The QR code does not fit: make the window ${lack} and press Enter, or type --text to see the key in letters: `,
      );
      if (/^\s*(--)?text\s*$/i.test(answer)) return undefined;
    }
  }

  /** "3 rows taller", or nothing for a code that fits above the lines below it. */
  private lackOf(size: number): string {
    const { output, isDumb } = this.options;
    // Asked of the terminal itself: the signal of a new size may come after the key.
    const [columns, rows] = output.getWindowSize?.() ?? [0, 0];
    // A window that says no size, as some serial lines, is taken as it is.
    if (rows === 0 || columns === 0) return '';
    const below =
      Math.ceil(scanThis.length / columns) + 1 + (isDumb ? Math.ceil(dumbHint.length / columns) : 0);
    const margin = isDumb ? dumbMargin : 1;
    const parts = [
      [Math.ceil((size + 2 * margin) / 2) + below - rows, 'row', 'taller'],
      [size + 2 * margin - columns, 'column', 'wider'],
    ] as const;
    return parts
      .filter(([lacking]) => lacking > 0)
      .map(([lacking, what, how]) => `${lacking} ${what}${lacking === 1 ? '' : 's'} ${how}`)
      .join(' and ');
  }

  private async draw(url: string): Promise<string> {
    if (this.options.isDumb)
      return (await toString(url, { ...level, type: 'utf8', margin: dumbMargin })).trimEnd();
    const drawn = await toString(url, { ...level, type: 'terminal', small: true });
    // The library begins one line too many.
    return drawn.slice(0, drawn.lastIndexOf('\n'));
  }
}

const level = { errorCorrectionLevel: 'L' } as const;
const dumbMargin = 2;

function* labelsOf(userName: string): Generator<string> {
  yield userName;
  for (const length of [48, 36, 24, 16, 8])
    if (userName.length > length) yield `${userName.slice(0, length)}~`;
}
