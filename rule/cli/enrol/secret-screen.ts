import { toString } from 'qrcode';
import type { Writable } from 'node:stream';
import { otpauthUrl } from '../../enrolment/advice';
import type { NewDevice } from '../../enrolment/ports';

/** A second page of the terminal, which leaves nothing in the scrollback. */
const openPage = '\u001b[?1049h\u001b[2J\u001b[H';
const closePage = '\u001b[2J\u001b[H\u001b[?1049l';

export interface SecretScreenOptions {
  readonly output: Writable;
  /** The secret in letters, for those who cannot scan. */
  readonly asText: boolean;
  /** A terminal that cannot move its cursor has one page only. */
  readonly isDumb: boolean;
}

/** Shows a secret to the person at the terminal, and takes it off the screen again. */
export class SecretScreen {
  private isOpen = false;

  constructor(private readonly options: SecretScreenOptions) {}

  async show({ secret }: NewDevice, userName: string, accountId: string): Promise<void> {
    const { output, asText, isDumb } = this.options;
    const url = otpauthUrl(secret, userName, accountId);
    const shown = asText
      ? `Key: ${secret}\n${url}\n`
      : await toString(url, {
          errorCorrectionLevel: 'L',
          ...(isDumb ? { type: 'utf8' } : { type: 'terminal', small: true }),
        });
    if (!isDumb) output.write(openPage);
    this.isOpen = true;
    output.write(`${shown.trimEnd()}\n`);
  }

  hide(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (!this.options.isDumb) this.options.output.write(closePage);
  }
}
