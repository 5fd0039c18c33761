import type { Command } from 'commander';
import { RuleError } from '../../core/errors';
import { partitions, strengths, type EnforcementOptions, type ExemptTag } from '../../enforcement/options';
import { mfaEnforcementPolicy, mfaEnforcementScp, prettyJson } from '../../enforcement/policy';
import { UsageError, type CliIo } from '../io';

interface PolicyFlags {
  readonly scp?: boolean;
  readonly strength: string;
  readonly partition: string;
  readonly allowFirstPasswordChange?: boolean;
  readonly exemptTagKey?: string;
  readonly exemptTagPrincipal?: string;
}

export function addPolicyCommand(program: Command, io: CliIo): void {
  program
    .command('policy')
    .description('print the MFA-enforcement policy: users may enrol a device, all else waits for MFA')
    .option('--scp', 'the service control policy for an organization instead of the managed policy', false)
    .option(
      '--strength <strength>',
      `${strengths.join(' or ')}: all denies access keys without MFA, too; with console-only the workloads ` +
        'that use them go on',
      'console-only',
    )
    .option('--partition <partition>', partitions.join(', '), 'aws')
    .option(
      '--allow-first-password-change',
      'users whose password must be reset may do so before they enrol (so may a thief who has it)',
      false,
    )
    .option('--exempt-tag-key <key>', 'let only --exempt-tag-principal change this user tag')
    .option('--exempt-tag-principal <arn>', 'the role or user who may change the tag')
    .action((flags: PolicyFlags) => {
      io.stdout.write(`${policyText(flags)}\n`);
      io.exit(0);
    });
}

function policyText(flags: PolicyFlags): string {
  const exemptTag = exemptTagOf(flags);
  try {
    const options = {
      strength: known('--strength', flags.strength, strengths),
      partition: known('--partition', flags.partition, partitions),
      allowFirstPasswordChange: flags.allowFirstPasswordChange,
      exemptTag,
    } satisfies EnforcementOptions;
    return prettyJson(flags.scp === true ? mfaEnforcementScp(options) : mfaEnforcementPolicy(options));
  } catch (error) {
    if (error instanceof RuleError && !(error instanceof UsageError)) {
      throw new UsageError(error.message, { cause: error });
    }
    throw error;
  }
}

function known<T extends string>(flag: string, got: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === got);
  if (found === undefined) throw new UsageError(`${flag} is '${got}', allowed are ${allowed.join(', ')}.`);
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
