import { noCalls } from './aws/clients/call-meter';
import { configClient, iamClient } from './aws/clients/clients';
import { ConfigLedger } from './aws/config/config-ledger';
import { deadline, remainingMilliseconds } from './aws/lambda/deadline';
import { IamApi } from './aws/iam/iam-api';
import { Directory } from './run/directory';
import { LambdaLog } from './aws/lambda/lambda-log';
import { run } from './run/run';

/** The Lambda that AWS Config invokes. It rejects on failure: a returned error object looks like success to Config. */
export async function handler(event: unknown, context?: unknown): Promise<void> {
  const { reading, posting } = deadline(remainingMilliseconds(context));
  const calls = noCalls();
  const log = new LambdaLog(calls);
  try {
    await run(event, {
      directory: new Directory({ iam: new IamApi(iamClient(process.env, calls), reading), log }),
      ledger: new ConfigLedger({ client: configClient(process.env, calls), reading, posting }),
      clock: { now: () => new Date() },
      log,
    });
  } catch (error) {
    log.failure(error);
    throw error;
  }
}
