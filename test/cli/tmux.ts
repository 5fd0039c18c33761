import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface EndedScreen {
  readonly code: number;
  /** Everything from the first row on, as the screen and its scrollback show it; empty rows at the end left out. */
  readonly rows: readonly string[];
  /** Rows that the terminal itself had to break, because a line was wider than the screen. */
  readonly broken: readonly string[];
  readonly cursorIsShown: boolean;
}

// The shell stays when its command has ended, and so does the screen. Ctrl-C is for the command only.
const script = 'trap : INT; "$@"; echo "[exit $?]"; exec cat';

/** A command on a screen of tmux: what a person would see there. */
export class TmuxScreen {
  private readonly folder = mkdtempSync(join(tmpdir(), 'screen-'));
  private isClosed = false;
  private readonly socket = join(this.folder, 'socket');

  constructor(
    command: readonly string[],
    env: Readonly<Record<string, string>>,
    private readonly size: Size,
  ) {
    const config = join(this.folder, 'tmux.conf');
    writeFileSync(config, 'set -g history-limit 20000\nset -g status off\n');
    const { columns, rows } = size;
    execFileSync(
      'tmux',
      [
        '-S',
        this.socket,
        '-f',
        config,
        'new-session',
        '-d',
        '-x',
        String(columns),
        '-y',
        String(rows),
      ].concat(['--', 'sh', '-c', script, 'sh', ...command]),
      {
        env: {
          PATH: process.env['PATH'],
          HOME: this.folder,
          SHELL: '/bin/sh',
          TERM: 'xterm-256color',
          LC_ALL: 'C.UTF-8',
          AWS_EC2_METADATA_DISABLED: 'true',
          ...env,
        },
      },
    );
  }

  type(key: string): void {
    this.tmux('send-keys', key);
  }

  /** What is on the screen now, the scrollback above it included. */
  text(...flags: readonly string[]): string {
    return this.tmux('capture-pane', '-p', '-S', '-', ...flags);
  }

  /** The rows of the window with their colours, whatever scrolled away above them. */
  visible(): string {
    return this.tmux('capture-pane', '-p', '-e', '-N');
  }

  resize({ columns, rows }: Size): void {
    this.tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  get cursorIsShown(): boolean {
    return this.tmux('display-message', '-p', '#{cursor_flag}').trim() === '1';
  }

  /** Resolves once the screen shows it. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const text = this.text();
      if (pattern.test(text)) return text;
      if (/^\[exit \d+\]$/m.test(text))
        throw new Error(`The command ended without ${String(pattern)}: ${text}`);
      await wait(50);
    }
  }

  async ended(): Promise<EndedScreen> {
    let code: string | undefined;
    while (code === undefined) {
      await wait(50);
      code = /^\[exit (\d+)\]$/m.exec(this.text())?.[1];
    }
    const rowsOf = (text: string): readonly string[] => text.replace(/\n*\[exit \d+\]\s*$/, '').split('\n');
    const end: EndedScreen = {
      code: Number(code),
      rows: rowsOf(this.text()).map((row) => row.trimEnd()),
      // -J joins the rows that the terminal broke.
      broken: rowsOf(this.text('-J'))
        .map((row) => row.trimEnd())
        .filter((line) => line.length > this.size.columns),
      cursorIsShown: this.cursorIsShown,
    };
    this.close();
    return end;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.tmux('kill-server');
    removeOnceLeft(this.folder);
  }

  private tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-S', this.socket, ...args], { encoding: 'utf8' });
  }
}

/** The shell in it may still be ending, and leave a file behind; rmSync's own retries do not look for new ones. */
function removeOnceLeft(folder: string, tries = 50): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (tries === 1) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    removeOnceLeft(folder, tries - 1);
  }
}
