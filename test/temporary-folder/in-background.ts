import { spawn } from 'node:child_process';

const script = "require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 });";

/**
 * Removes a folder of thousands of files by a process of its own: some disks take a millisecond for each, in which nothing else
 * need wait. What is left when a run of the tests ends is removed with its temporary folder.
 */
export function removeInBackground(folder: string): void {
  spawn(process.execPath, ['-e', script, folder], { detached: true, stdio: 'ignore' }).unref();
}
