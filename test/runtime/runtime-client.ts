import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describeWhere } from '../moto';

/** AWS's own client, as .ci/tools builds it. */
export const lambdaRic =
  process.env['LAMBDA_RIC'] ??
  join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'iam-user-mfa-tests/lambda-ric/node_modules/aws-lambda-ric/index.mjs',
  );

export const describeWithRuntimeClient = (title: string, fn: () => void): void =>
  describeWhere(
    existsSync(lambdaRic),
    'aws-lambda-ric is not built (.ci/tools does it; LAMBDA_RIC names it)',
    title,
    fn,
  );
