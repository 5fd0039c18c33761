import { doctorClients } from '../../aws/doctor/clients';
import { checkAccount } from '../../doctor/account';
import { iamRegionOf } from '../../core/partition';
import { exitCodeOf } from '../../doctor/report';
import type { Session } from '../session';
import { wantsColour, widthOf } from '../terminal/io';
import { accountFacts } from './account-facts';
import type { DoctorFlags } from './flags';
import { accountJson } from './json';
import { accountTable } from './table';

/** `doctor` for the account of the caller's credentials. */
export async function examineAccount(flags: DoctorFlags, session: Session): Promise<void> {
  const { io, now, signal } = session;
  const { accountId, partition, arn: callerArn } = await session.caller();
  const region = (await session.region()) ?? iamRegionOf(partition);
  const clients = doctorClients({ ...session.connection, region });
  const identity = { accountId, partition, callerArn, region, now };
  const checks = checkAccount(await accountFacts(clients, { ...identity, topicArn: flags.topicArn }, signal));
  const style = { colour: wantsColour(io), columns: widthOf(io), all: true };
  io.stdout.write(
    flags.format === 'json' ? accountJson(identity, checks) : accountTable(identity, checks, style),
  );
  io.exit(exitCodeOf(checks));
}
