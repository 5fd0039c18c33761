import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const modules = resolve(__dirname, '../../node_modules');

/** What a bundle's handler makes of an event, in a process of its own, with the SDK beside it as the runtime has it. */
export function answerTo(event: unknown, code: string): string {
  const folder = mkdtempSync(join(modules, '.iam-user-mfa-bundle-'));
  try {
    writeFileSync(join(folder, 'index.js'), code);
    // The handler logs to stdout; the answer goes to a pipe of its own.
    const script = [
      'const { writeSync } = require("node:fs");',
      `require(${JSON.stringify(folder)}).handler(${JSON.stringify(event)}).then(`,
      '() => writeSync(3, "resolved"), (error) => writeSync(3, "rejected: " + error.message));',
    ].join('');
    const { output } = spawnSync(process.execPath, ['-e', script], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    return output[3] ?? '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
