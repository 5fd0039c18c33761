#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { RuleError } from '../core/errors';
import { meta } from '../meta';
import { addDemoCommand } from './demo-command';
import type { Desk } from './desk';
import { addOrgReportCommand } from './org-report-command';
import { addOrgScanCommand } from './org-scan-command';
import { addPolicyCommand } from './policy-command';
import { addRemediateCommand } from './remediate-command';
import { addScanCommand } from './scan-command';
import { addStandinCommand } from './standin-command';

// The SDK's notice about Node 20 is for whoever runs a service; every command would print it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

async function main(desk: Desk): Promise<void> {
  const program = new Command(meta.id)
    .description(meta.description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void desk.stdout.write(text),
      writeErr: (text) => void desk.stderr.write(text),
      outputError: (text, write) => {
        write(
          `${meta.id}: ${text
            .replace(/^error: /, '')
            .trim()
            .replace(/\.$/, '')}; --help tells what is allowed.\n`,
        );
      },
    });
  addDemoCommand(program, desk);
  addScanCommand(program, desk);
  addOrgReportCommand(program, desk);
  addOrgScanCommand(program, desk);
  addPolicyCommand(program, desk);
  addRemediateCommand(program, desk);
  addStandinCommand(program, desk);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      desk.exit(error.exitCode === 0 ? 0 : 2);
    } else if (error instanceof RuleError) {
      desk.stderr.write(`${meta.id}: ${error.message}\n`);
      desk.exit(2);
    } else {
      // A defect of ours, not a mistake of the user's; 1 would mean that somebody was found.
      desk.stderr.write(
        `${meta.id}: unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      desk.exit(3);
    }
  }
}

// A reader that has seen enough (head, less) closes the pipe; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main({
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  exit: (code) => {
    process.exitCode = code;
  },
});
