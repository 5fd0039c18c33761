import { doctorPolicy } from '../../doctor/permissions';
import { partitionOf } from '../flags/print-policy';
import { inSession } from '../session';
import { unusable, UsageError, type CliIo } from '../terminal/io';
import { examineAccount } from './account';
import type { DoctorFlags } from './flags';
import { examineOrganization } from './organization';

export async function doctor(flags: DoctorFlags, io: CliIo): Promise<void> {
  check(flags);
  if (flags.printPolicy === true) {
    const { partition, topicArn, kmsKeyArn, roleName } = flags;
    io.stdout.write(
      `${JSON.stringify(doctorPolicy({ partition, topicArn, kmsKeyArn, roleName }), null, 2)}\n`,
    );
    io.exit(0);
    return;
  }
  await inSession(flags, io, (session) =>
    flags.organization === true
      ? examineOrganization({ ...flags, roleName: flags.roleName ?? '' }, session)
      : examineAccount(flags, session),
  );
}

const rolePattern = /^\/?([\x21-\x2e\x30-\x7e]+\/)*[\w+=,.@-]{1,64}$/;
const topicPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

const keyPattern = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** @throws UsageError */
function check({
  organization,
  roleName,
  externalId,
  accounts,
  packName,
  topicArn,
  kmsKeyArn,
  partition,
}: DoctorFlags): void {
  partitionOf(partition);
  if (topicArn !== undefined && !topicPattern.test(topicArn))
    throw unusable('--topic-arn', topicArn, 'the ARN of an SNS topic');
  if (kmsKeyArn !== undefined && !keyPattern.test(kmsKeyArn))
    throw unusable('--kms-key-arn', kmsKeyArn, 'the ARN of a KMS key');
  if (roleName !== undefined && !rolePattern.test(roleName))
    throw unusable('--role-name', roleName, "a role's name, after its path if it has one");
  if (organization === true) {
    if (roleName === undefined)
      throw new UsageError('--organization needs --role-name, the role to assume in every account.');
    return;
  }
  const stray = Object.entries({
    '--role-name': roleName,
    '--external-id': externalId,
    '--accounts': accounts,
    '--pack-name': packName,
  }).find(([, value]) => value !== undefined);
  if (stray !== undefined) throw new UsageError(`${stray[0]} needs --organization.`);
}
