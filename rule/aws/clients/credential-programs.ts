import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/** The programs that this process has started: only those of `credential_process`. */
const started = new Set<ChildProcess>();
let isWatching = false;

/**
 * The SDK starts a profile's `credential_process` and gives no handle of it. One that waits for a touch that nobody sees must not outlive
 * the command, nor keep it from ending.
 * @see https://nodejs.org/api/diagnostics_channel.html the channel `child_process`
 */
export function watchCredentialPrograms(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe('child_process', (message) => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return;
    const child = message.process as ChildProcess;
    started.add(child);
    child.once('exit', () => started.delete(child));
  });
  process.once('exit', endCredentialPrograms);
}

export function endCredentialPrograms(): void {
  for (const child of started) {
    if (child.pid !== undefined) kill(child.pid);
    // Processes that the program itself has started may hold the pipes.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
  started.clear();
}

/** With what it has started itself, where the system says so: a shell does not hand a signal on. */
function kill(pid: number): void {
  for (const below of childrenOf(pid)) kill(below);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
