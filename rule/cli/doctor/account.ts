import { checkAccount, readAccount } from '../../doctor/account';
import { Reading } from '../../doctor/reading';
import { iamRegionOf } from '../../core/partition';
import { exitCodeOf } from '../../doctor/report';
import type { Session } from '../session';
import { wantsColour, widthOf } from '../terminal/io';
import type { DoctorFlags } from './flags';
import { accountJson } from './json';
import { accountTable } from './table';

/** `doctor` for the account of the caller's credentials. */
export async function examineAccount(flags: DoctorFlags, session: Session): Promise<void> {
  const { io, now, signal } = session;
  const { accountId, partition, arn: callerArn } = await session.caller();
  const region = (await session.region()) ?? iamRegionOf(partition);
  const place = {
    accountId,
    partition,
    callerArn,
    region,
    now,
    topicArn: flags.topicArn,
    kmsKeyArn: flags.kmsKeyArn,
  };
  const checks = checkAccount(
    await readAccount(new Reading(place, { ...session.connection, region }, signal)),
  );
  const style = { colour: wantsColour(io), columns: widthOf(io), all: true };
  io.stdout.write(
    flags.format === 'json' ? accountJson(place, checks, flags) : accountTable(place, checks, style),
  );
  io.exit(exitCodeOf(checks));
}
