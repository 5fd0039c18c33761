import { noCalls } from './aws/call-meter';
import { configClient, iamClient } from './aws/clients';
import { ConfigLedger } from './aws/config-ledger';
import { deadline, remainingMilliseconds } from './aws/deadline';
import { IamDirectory } from './aws/iam-directory';
import { LambdaLog } from './aws/lambda-log';
import { run } from './run';

/** The Lambda that AWS Config invokes. It rejects on failure: a returned error object looks like success to Config. */
export async function handler(event: unknown, context?: unknown): Promise<void> {
  const { reading, posting } = deadline(remainingMilliseconds(context));
  const calls = noCalls();
  const log = new LambdaLog(calls);
  try {
    await run(event, {
      directory: new IamDirectory({ client: iamClient(process.env, calls), signal: reading, log }),
      ledger: new ConfigLedger({ client: configClient(process.env, calls), reading, posting }),
      clock: { now: () => new Date() },
      log,
    });
  } catch (error) {
    log.failure(error);
    throw error;
  }
}
