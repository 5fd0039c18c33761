import { callerOf, stsClient } from '../../aws/sts';
import { doctorClients } from '../../aws/doctor/clients';
import { regionOf } from '../../aws/clients/region';
import { checkAccount } from '../../doctor/account';
import { iamRegionOf } from '../../doctor/region';
import { exitCodeOf } from '../../doctor/report';
import { connectionOf } from '../connection';
import { timeLimit } from '../flags/general';
import { wantsColour, widthOf, type CliIo } from '../terminal/io';
import { accountFacts } from './account-facts';
import type { DoctorFlags } from './flags';
import { accountJson } from './json';
import { accountTable } from './table';

/** `doctor` for the account of the caller's credentials. */
export async function examineAccount(flags: DoctorFlags, io: CliIo): Promise<void> {
  const signal = timeLimit(flags);
  const connection = connectionOf(flags, io);
  const now = new Date();
  const caller = await callerOf(stsClient(connection), signal);
  const region = (await regionOf(flags, io.env)) ?? iamRegionOf(caller.partition);
  const clients = doctorClients({ ...connection, region });
  const identity = {
    accountId: caller.accountId,
    partition: caller.partition,
    callerArn: caller.arn,
    region,
    now,
  };
  try {
    const checks = checkAccount(
      await accountFacts(clients, { ...identity, topicArn: flags.topicArn }, signal),
    );
    io.stdout.write(
      flags.format === 'json'
        ? accountJson(identity, checks)
        : accountTable(identity, checks, {
            colour: wantsColour(io),
            columns: widthOf(io),
            all: true,
          }),
    );
    io.exit(exitCodeOf(checks));
  } finally {
    clients.destroy();
  }
}
