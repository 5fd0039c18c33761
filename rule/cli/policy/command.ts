import { Option, type Command } from 'commander';
import { RuleError } from '../../core/errors';
import type { PolicyDocument } from '../../enforcement/document';
import { partitions, strengths, type EnforcementOptions, type ExemptTag } from '../../enforcement/options';
import {
  mfaEnforcementPolicy,
  mfaEnforcementScp,
  noNewPasswordsScp,
  prettyJson,
} from '../../enforcement/policy';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { offering } from '../flags/offered';
import { unusable, UsageError, type CliIo } from '../terminal/io';

const scps = ['deny-without-mfa', 'no-new-passwords'] as const;

interface PolicyFlags {
  readonly scp?: true | string;
  readonly principal?: readonly string[];
  readonly strength: string;
  readonly partition: string;
  readonly allowFirstPasswordChange?: boolean;
  readonly exemptTagKey?: string;
  readonly exemptTagPrincipal?: string;
}

export function addPolicyCommand(program: Command, io: CliIo): void {
  const command = program
    .command('policy')
    .description('print the MFA-enforcement policy: users may enrol a device, all else waits for MFA')
    .addOption(
      offering(
        new Option(
          '--scp [name]',
          `a service control policy for an organization instead of the managed policy: ${scps.join(' (the default) or ')}`,
        ),
        scps,
      ),
    )
    .option(
      '--principal <arn...>',
      'with --scp no-new-passwords: the roles or users who alone may make or change console passwords',
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
    .action((flags: PolicyFlags) => {
      const partitionIsGiven = command.getOptionValueSource('partition') === 'cli';
      io.stdout.write(`${policyText(flags, partitionIsGiven)}\n`);
      io.exit(0);
    });
  addQuietFlag(addHelpEnd(command, helpEnd));
}

const helpEnd = {
  remarks: ['An SCP binds neither the management account nor service-linked roles.'],
  examples: [
    'iam-user-mfa policy --strength all',
    'iam-user-mfa policy --scp --partition aws-us-gov',
    "iam-user-mfa policy --scp no-new-passwords --principal 'arn:aws:iam::*:role/Joiners'",
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

function documentOf(flags: PolicyFlags, partitionIsGiven: boolean): PolicyDocument {
  const scp =
    flags.scp === undefined ? undefined : known('--scp', flags.scp === true ? scps[0] : flags.scp, scps);
  const exemptTag = exemptTagOf(flags);
  const options = {
    strength: known('--strength', flags.strength, strengths),
    partition: known('--partition', flags.partition, partitions),
    allowFirstPasswordChange: flags.allowFirstPasswordChange,
    exemptTag,
  } satisfies EnforcementOptions;
  if (scp === 'no-new-passwords') return noNewPasswords(flags, partitionIsGiven, exemptTag);
  if (flags.principal !== undefined)
    throw new UsageError('--principal goes with --scp no-new-passwords only.');
  return scp === undefined ? mfaEnforcementPolicy(options) : mfaEnforcementScp(options);
}

function noNewPasswords(
  { principal: principals, partition }: PolicyFlags,
  partitionIsGiven: boolean,
  exemptTag: ExemptTag | undefined,
): PolicyDocument {
  if (principals === undefined) {
    throw new UsageError(
      '--scp no-new-passwords needs --principal beside it: the ARN of a role or user who may make console passwords, as often as needed.',
    );
  }
  if (exemptTag !== undefined)
    throw new UsageError('--exempt-tag-key has no effect in --scp no-new-passwords: leave it out.');
  const elsewhere = principals.filter(
    (arn) => !arn.startsWith(`arn:${partition}:`) && !arn.startsWith('arn:*:'),
  );
  if (partitionIsGiven && elsewhere.length > 0) {
    throw new UsageError(
      `--principal is '${elsewhere.join("', '")}', which is not in the partition ${partition}: nobody there would fit.`,
    );
  }
  return noNewPasswordsScp({ principals });
}

function known<T extends string>(flag: string, got: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === got);
  if (found === undefined) throw unusable(flag, got, allowed.join(', '));
  return found;
}

function exemptTagOf({ exemptTagKey: key, exemptTagPrincipal: mayBeChangedBy }: PolicyFlags) {
  if (key === undefined && mayBeChangedBy === undefined) return undefined;
  if (key === undefined) throw new UsageError('--exempt-tag-principal needs --exempt-tag-key beside it.');
  if (mayBeChangedBy === undefined) {
    throw new UsageError('--exempt-tag-key needs --exempt-tag-principal beside it.');
  }
  return { key, mayBeChangedBy } satisfies ExemptTag;
}
