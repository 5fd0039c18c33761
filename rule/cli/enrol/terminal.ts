import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { InterruptedError } from '../../enrolment/enrol';

/** Lines from a person, whenever they are typed, and Ctrl-C whatever is going on. */
export class Terminal {
  private readonly lines: string[] = [];
  private readonly reader: Interface;
  private waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | undefined;
  private ended = false;

  /** @param interrupted is told once, at Ctrl-C and at the end of the input */
  constructor(
    input: Readable,
    private readonly output: Writable,
    private readonly interrupted: () => void,
  ) {
    this.reader = createInterface({ input, output, terminal: true, historySize: 0 });
    this.reader.on('line', (line) => this.take(line));
    this.reader.on('SIGINT', () => this.interrupt());
    this.reader.on('close', () => this.interrupt());
  }

  say(text: string): void {
    this.output.write(`${text}\n`);
  }

  ask(prompt: string): Promise<string> {
    if (this.ended) return Promise.reject(new InterruptedError('Interrupted.'));
    this.reader.setPrompt(prompt);
    this.reader.prompt();
    const typed = this.lines.shift();
    if (typed !== undefined) return Promise.resolve(typed);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  interrupt(): void {
    if (this.ended) return;
    this.ended = true;
    this.interrupted();
    this.waiting?.reject(new InterruptedError('Interrupted.'));
    this.waiting = undefined;
  }

  close(): void {
    this.ended = true;
    // A window that is closed takes its terminal away: readline's setRawMode then fails with EIO, and the clean-up must go on.
    try {
      this.reader.close();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error;
    }
  }

  private take(line: string): void {
    if (this.waiting === undefined) this.lines.push(line);
    else this.waiting.resolve(line);
    this.waiting = undefined;
  }
}
