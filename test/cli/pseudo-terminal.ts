import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AtTerminal {
  /** Everything that was written to the terminal so far. */
  readonly screen: string;
  type(text: string): void;
  /** Resolves once the text has come up as often as is asked for; rejects where the command ends before. */
  until(text: string, times?: number): Promise<void>;
  ended(): Promise<{ readonly code: number | null; readonly screen: string; readonly stderr: string }>;
}

/** A command as a person runs it, in a terminal of 24 rows and 80 columns, by Python's pty module. */
export function atTerminal(command: readonly string[], env: Readonly<Record<string, string>>): AtTerminal {
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  const errors = join(folder, 'stderr');
  const child: ChildProcessWithoutNullStreams = spawn(
    'python3',
    [join(__dirname, 'pseudo-terminal.py'), '24', '80', errors, ...command],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        TERM: 'xterm-256color',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...env,
      },
      timeout: 60_000,
    },
  );
  let screen = '';
  let changed: () => void = () => undefined;
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    changed();
  });
  const end = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      isOver = true;
      changed();
      resolve(code);
    });
  });
  return {
    get screen() {
      return screen;
    },
    type: (text) => void child.stdin.write(text),
    until: async (text, times = 1) => {
      while (screen.split(text).length <= times) {
        if (isOver)
          throw new Error(
            `The command ended without ${JSON.stringify(text)}: ${screen}${readFileSync(errors, 'utf8')}`,
          );
        await new Promise<void>((resolve) => (changed = resolve));
      }
    },
    ended: async () => {
      const code = await end;
      const stderr = readFileSync(errors, 'utf8');
      rmSync(folder, { recursive: true });
      return { code, screen, stderr };
    },
  };
}
