import type { Command } from 'commander';
import { meta } from '../../meta';
import type { EvidenceFlags } from './collect';
import { addAwsFlags } from '../flags/aws-flags';
import { addQuietFlag } from '../flags/general';
import { addHelpEnd } from '../flags/help-text';
import { addRuleFlags } from '../flags/rule-parameters';
import type { CliIo } from '../terminal/io';

export function addEvidenceCommand(program: Command, io: CliIo): void {
  const command = program
    .command('evidence')
    .description(
      'scan the account and write a folder for an auditor: the scan, a page, who ran it, and a manifest; it only reads AWS',
    )
    .option('--output <directory>', 'the folder to write; it must not exist, or be empty')
    .option('--force', 'write over evidence that is there');
  addHelpEnd(addAwsFlags(addRuleFlags(command), 15), io, {
    exitCodes:
      '0 no user is NON_COMPLIANT, 1 a user is, 2 bad usage or input, 3 a user could not be read or the folder could not be written',
    examples: [
      `${meta.id} evidence --output evidence-2026-11`,
      `${meta.id} evidence verify evidence-2026-11`,
    ],
  });
  command.action(async (flags: EvidenceFlags) => {
    const { collectEvidence } = await import('./collect.js');
    await collectEvidence(flags, io);
  });
  addVerifyCommand(command, io);
}

interface VerifyFlags {
  readonly manifestSha256?: string;
}

function addVerifyCommand(evidence: Command, io: CliIo): void {
  const verify = evidence
    .command('verify')
    .description('check a folder of evidence against its manifest; needs no AWS')
    .argument('<directory>', 'the folder')
    .option(
      '--manifest-sha256 <hash>',
      'the SHA-256 of the manifest that "evidence" printed: a manifest that was made anew is found by it',
    );
  addHelpEnd(addQuietFlag(verify), io, {
    exitCodes:
      '0 unchanged, 1 something was changed, is missing or was added, 2 the folder holds no evidence, 3 a file could not be read',
    examples: [
      `${meta.id} evidence verify evidence-2026-11`,
      `${meta.id} evidence verify evidence-2026-11 --manifest-sha256 "$SHA256"`,
    ],
  });
  verify.action(async (directory: string, { manifestSha256 }: VerifyFlags) => {
    const { verifyEvidence } = await import('./verify.js');
    verifyEvidence(directory, manifestSha256, io);
  });
}
