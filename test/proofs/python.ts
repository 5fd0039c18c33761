import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';
import { describe, test } from '@jest/globals';

/**
 * The Python that has z3 and AWS's newest models: .ci/tools installs it in a folder of its own, because moto pins an older
 * botocore. PROOFS_PYTHON names another one.
 */
export function proofsPython(): string | undefined {
  const cache = env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const python = env['PROOFS_PYTHON'] ?? path.join(cache, 'iam-user-mfa-tests/proofs/bin/python3');
  try {
    accessSync(python, constants.X_OK);
    return python;
  } catch {
    return undefined;
  }
}

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
