import { Option, type Command } from 'commander';
import { RuleError } from '../../core/errors';
import type { PolicyDocument } from '../../enforcement/document';
import { partitions, strengths, type EnforcementOptions } from '../../enforcement/options';
import {
  mfaEnforcementPolicy,
  mfaEnforcementScp,
  noNewPasswordsScp,
  prettyJson,
  protectScp,
} from '../../enforcement/policy';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { offering } from '../flags/offered';
import { unusable, UsageError, type CliIo } from '../terminal/io';
import { remarks } from '../terminal/say';

const scps = ['deny-without-mfa', 'no-new-passwords', 'protect'] as const;

interface PolicyFlags {
  readonly scp?: true | string;
  readonly principal?: readonly string[];
  readonly breakGlass?: readonly string[];
  readonly strength: string;
  readonly partition: string;
  readonly allowFirstPasswordChange?: boolean;
  readonly exemptTagKey?: string;
  readonly exemptTagPrincipal?: string;
  readonly exemptPath?: readonly string[];
  readonly exemptUserName?: readonly string[];
  readonly exemptionsBy?: string;
  readonly quiet?: boolean;
}

export function addPolicyCommand(program: Command, io: CliIo): void {
  const command = program
    .command('policy')
    .description('print the MFA-enforcement policy: users may enrol a device, all else waits for MFA')
    .addOption(
      offering(
        new Option(
          '--scp [name]',
          `a service control policy for an organization instead of the managed policy: deny-without-mfa (the default), no-new-passwords or protect`,
        ),
        scps,
      ),
    )
    .option(
      '--principal <arn...>',
      'with --scp no-new-passwords: the roles or users who alone may make or change console passwords',
    )
    .option(
      '--break-glass <arn...>',
      'with --scp protect (needed) or no-new-passwords: who may change what is protected, beside StackSets',
    )
    .addOption(
      offering(
        new Option(
          '--strength <strength>',
          `${strengths.join(' or ')}: all denies access keys without MFA, too; with console-only the workloads ` +
            'that use them go on',
        ).default('console-only'),
        strengths,
      ),
    )
    .addOption(
      offering(new Option('--partition <partition>', partitions.join(', ')).default('aws'), partitions),
    )
    .option(
      '--allow-first-password-change',
      'users whose password must be reset may do so before they enrol (so may a thief who has it)',
      false,
    )
    .option('--exempt-tag-key <key>', 'let only --exempt-tag-principal change this user tag')
    .option('--exempt-tag-principal <arn>', 'the role or user who may change the tag')
    .option('--exempt-path <path...>', 'let only --exemptions-by make users on this path or move them there')
    .option('--exempt-user-name <name...>', 'let only --exemptions-by give a user this name')
    .option('--exemptions-by <arn>', 'the role or user who may change exemptions, of the tag, too')
    .action((flags: PolicyFlags) => {
      const partitionIsGiven = command.getOptionValueSource('partition') === 'cli';
      io.stdout.write(`${policyText(flags, partitionIsGiven)}\n`);
      if (usesNotResource(flags) && !['aws', 'aws-us-gov'].includes(flags.partition))
        remarks(
          io,
          flags,
        )(
          `AWS documents NotResource in service control policies for aws and aws-us-gov only: try this one in ${flags.partition} on a test account first.`,
        );
      io.exit(0);
    });
  addQuietFlag(addHelpEnd(command, io, helpEnd));
}

const helpEnd = {
  exitCodes: '0 printed, 2 bad usage or input, 3 the output could not be written',
  remarks: ['An SCP binds neither the management account nor service-linked roles.'],
  examples: [
    'iam-user-mfa policy --strength all',
    'iam-user-mfa policy --scp --partition aws-us-gov',
    "iam-user-mfa policy --scp no-new-passwords --principal 'arn:aws:iam::*:role/Joiners'",
    "iam-user-mfa policy --scp protect --break-glass 'arn:aws:iam::*:role/BreakGlass'",
    'iam-user-mfa policy --scp --exempt-path /service/ --exemptions-by arn:aws:iam::111122223333:role/Exemptions',
  ],
};

function policyText(flags: PolicyFlags, partitionIsGiven: boolean): string {
  try {
    return prettyJson(documentOf(flags, partitionIsGiven));
  } catch (error) {
    if (error instanceof RuleError && !(error instanceof UsageError)) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}

const usesNotResource = ({ scp }: PolicyFlags): boolean => scp === true || scp === 'deny-without-mfa';

function documentOf(flags: PolicyFlags, partitionIsGiven: boolean): PolicyDocument {
  const scp =
    flags.scp === undefined ? undefined : known('--scp', flags.scp === true ? scps[0] : flags.scp, scps);
  const options = {
    strength: known('--strength', flags.strength, strengths),
    partition: known('--partition', flags.partition, partitions),
    allowFirstPasswordChange: flags.allowFirstPasswordChange,
    ...exemptionsOf(flags),
  } satisfies EnforcementOptions;
  const { principal, breakGlass } = flags;
  if (principal !== undefined && scp !== 'no-new-passwords')
    throw new UsageError('--principal goes with --scp no-new-passwords only.');
  if (breakGlass !== undefined && scp !== 'no-new-passwords' && scp !== 'protect')
    throw new UsageError('--break-glass goes with --scp protect or no-new-passwords only.');
  if (scp === undefined) return mfaEnforcementPolicy(options);
  if (scp === 'deny-without-mfa') return mfaEnforcementScp(options);
  if (Object.keys(exemptionsOf(flags)).length > 0)
    throw new UsageError(`${exemptionFlagOf(flags)} has no effect in --scp ${scp}: leave it out.`);
  const partition = partitionIsGiven ? flags.partition : undefined;
  if (partition !== undefined)
    for (const [flag, arns] of [
      ['--principal', principal],
      ['--break-glass', breakGlass],
    ] as const)
      checkPartition(flag, arns ?? [], partition);
  if (scp === 'protect') {
    if (breakGlass === undefined)
      throw new UsageError(
        '--scp protect needs --break-glass beside it: the ARN of a role or user who may change what is protected, as often as needed.',
      );
    return protectScp({ breakGlass, partition });
  }
  if (principal === undefined)
    throw new UsageError(
      '--scp no-new-passwords needs --principal beside it: the ARN of a role or user who may make console passwords, as often as needed.',
    );
  return noNewPasswordsScp({ principals: principal, breakGlass, partition });
}

function checkPartition(flag: string, arns: readonly string[], partition: string): void {
  const elsewhere = arns.filter((arn) => !arn.startsWith(`arn:${partition}:`) && !arn.startsWith('arn:*:'));
  if (elsewhere.length > 0)
    throw new UsageError(
      `${flag} is '${elsewhere.join("', '")}', which is not in the partition ${partition}: nobody there would fit.`,
    );
}

function known<T extends string>(flag: string, got: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === got);
  if (found === undefined) throw unusable(flag, got, allowed.join(', '));
  return found;
}

const exemptionFlagOf = ({ exemptTagKey, exemptPath }: PolicyFlags): string =>
  exemptTagKey !== undefined
    ? '--exempt-tag-key'
    : exemptPath !== undefined
      ? '--exempt-path'
      : '--exempt-user-name';

/** `--exempt-tag-principal` is the older flag, for the tag alone. */
function exemptionsOf(flags: PolicyFlags): Pick<EnforcementOptions, 'exemptTag' | 'exemptions'> {
  const { exemptTagKey: tagKey, exemptTagPrincipal, exemptPath: paths, exemptUserName: userNames } = flags;
  const { exemptionsBy } = flags;
  const others = paths ?? userNames;
  if (exemptionsBy !== undefined && exemptTagPrincipal !== undefined)
    throw new UsageError('--exempt-tag-principal and --exemptions-by say the same: leave one out.');
  if (exemptTagPrincipal !== undefined && tagKey === undefined)
    throw new UsageError('--exempt-tag-principal needs --exempt-tag-key beside it.');
  if (others !== undefined && exemptionsBy === undefined)
    throw new UsageError(
      `${paths === undefined ? '--exempt-user-name' : '--exempt-path'} needs --exemptions-by beside it.`,
    );
  if (tagKey === undefined && others === undefined) {
    if (exemptionsBy === undefined) return {};
    throw new UsageError(
      '--exemptions-by needs --exempt-tag-key, --exempt-path or --exempt-user-name beside it.',
    );
  }
  if (exemptionsBy !== undefined)
    return { exemptions: { tagKey, paths, userNames, mayBeChangedBy: exemptionsBy } };
  if (exemptTagPrincipal === undefined || tagKey === undefined)
    throw new UsageError('--exempt-tag-key needs --exempt-tag-principal beside it.');
  return { exemptTag: { key: tagKey, mayBeChangedBy: exemptTagPrincipal } };
}
