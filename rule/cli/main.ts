#!/usr/bin/env node
import { outputFailure } from './exit';
import type { CliIo } from './terminal/io';
import { runProgram } from './run-program';
import { complain } from './terminal/say';

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
  const ending = await runProgram(process.argv, io, (profile) => (process.env['AWS_PROFILE'] = profile));
  if (ending === undefined) return;
  if (ending.text !== undefined && !outputFailed) complain(io, ending.text);
  io.exit(ending.code);
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
