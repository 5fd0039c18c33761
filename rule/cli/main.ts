#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { RuleError } from '../core/errors';
import { meta } from '../meta';
import { addDemoCommand } from './commands/demo';
import type { CliIo } from './io';
import { addOrgReportCommand } from './commands/org-report';
import { addOrgScanCommand } from './commands/org-scan';
import { addPolicyCommand } from './commands/policy';
import { addRemediateCommand } from './commands/remediate';
import { addScanCommand } from './commands/scan';
import { addStandinCommand } from './commands/standin';

// The SDK's notice about Node 20 is for whoever runs a service; every command would print it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

async function main(io: CliIo): Promise<void> {
  const program = new Command(meta.id)
    .description(meta.description)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => {
        write(
          `${meta.id}: ${text
            .replace(/^error: /, '')
            .trim()
            .replace(/\.$/, '')}; --help tells what is allowed.\n`,
        );
      },
    });
  addDemoCommand(program, io);
  addScanCommand(program, io);
  addOrgReportCommand(program, io);
  addOrgScanCommand(program, io);
  addPolicyCommand(program, io);
  addRemediateCommand(program, io);
  addStandinCommand(program, io);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      io.exit(error.exitCode === 0 ? 0 : 2);
    } else if (error instanceof RuleError) {
      io.stderr.write(`${meta.id}: ${error.message}\n`);
      io.exit(2);
    } else {
      // A defect of ours, not a mistake of the user's; 1 would mean that somebody was found.
      io.stderr.write(
        `${meta.id}: unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      io.exit(3);
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
