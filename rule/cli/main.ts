#!/usr/bin/env node
import type { Command } from 'commander';
import { endingOf, outputFailure } from './exit';
import type { CliIo } from './io';
import { programOf } from './program';
import { complain } from './say';

// The SDK's notice about Node 20 is for those who run a service; every command would print it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const showCursor = '\u001b[?25h';
let outputFailed = false;

let interrupted = (): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${showCursor}`);
  process.exit(130);
};

const io: CliIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  exit: (code) => {
    process.exitCode = outputFailed ? 3 : code;
  },
  onInterrupt: (clearUp) => {
    interrupted = clearUp;
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, clearUp);
  },
};

async function main(): Promise<void> {
  const program = programOf(io);
  let running: Command = program;
  program.hook('preAction', (_, command) => {
    running = command;
    // The SDK takes endpoint_url of the profile that AWS_PROFILE names, whatever profile a client is made with.
    const { profile } = command.opts<{ profile?: string }>();
    if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  });
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    const { code, text } = endingOf(error, running.opts());
    if (text !== undefined && !outputFailed) complain(io, text);
    io.exit(code);
  }
}

// What could not be written is not known to the reader, so the answer is incomplete, whatever was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!outputFailed) complain(io, outputFailure(error).message);
  outputFailed = true;
  io.exit(3);
});
process.stderr.on('error', () => undefined);

process.on('SIGINT', () => interrupted());

void main();
