import { env } from 'node:process';
import { describe, test } from '@jest/globals';
import { proofsPython } from './which-python';

/** Without it the block is skipped with a line that says so; with CI=true that is a failing test. */
export function describeWithPython(title: string, fn: (python: string) => void): void {
  const python = proofsPython();
  if (python !== undefined) {
    describe(title, () => fn(python));
    return;
  }
  const missing = 'the Python with z3-solver and botocore is missing (`source .ci/tools` installs it)';
  if (env['CI'] === 'true') {
    describe(title, () => {
      test('the tools are there', () => {
        throw new Error(`${missing}, and with CI=true nothing that needs it may be skipped.`);
      });
    });
    return;
  }
  process.stderr.write(`skipped, ${missing}: ${title}\n`);
  describe.skip(title, () => test('needs z3', () => {}));
}
