import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { env } from 'node:process';

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
