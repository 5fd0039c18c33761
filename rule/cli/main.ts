#!/usr/bin/env node
import './terminal/node-version';
import type { CliIo } from './terminal/io';
import { runProgram } from './run-program';
import { calledAs } from './terminal/called-as';
import { complain } from './terminal/say';
import { outputFailure } from './terminal/write-failure';

// The SDK's notice about Node 20 is for those who run a service; every command would print it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const showCursor = '\u001b[?25h';

async function main(): Promise<void> {
  const output = { failed: false };
  const leave = (): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${showCursor}`);
    process.exit(130);
  };
  let interrupted = leave;
  const asked = { toEnd: false, mayLeave: true };
  const io: CliIo = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    program: calledAs(process.argv[1], process.env),
    exit: (code) => {
      process.exitCode = output.failed ? 3 : asked.toEnd ? 130 : code;
    },
    onInterrupt: (clearUp, isShort = false) => {
      interrupted = clearUp;
      asked.mayLeave = isShort;
      for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGABRT'] as const) process.on(signal, clearUp);
    },
  };
  // The reader does not know what could not be written, so the answer is incomplete, whatever was found.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, like head, is told nothing.
    if (!output.failed && error.code !== 'EPIPE') complain(io, outputFailure(error).message);
    output.failed = true;
    io.exit(3);
  });
  process.stderr.on('error', () => undefined);
  // A person who asks a second time does not want to wait for the partial report.
  process.on('SIGINT', () => {
    if (asked.toEnd && asked.mayLeave) leave();
    asked.toEnd = true;
    interrupted();
  });

  const ending = await runProgram(process.argv, io, (profile) => (process.env['AWS_PROFILE'] = profile));
  if (ending?.text !== undefined && !output.failed) complain(io, ending.text);
  if (ending !== undefined) io.exit(ending.code);
  // After the last word nothing is waited for: neither an answer that hangs nor a program.
  await Promise.all([process.stdout, process.stderr].map(written));
  process.exit();
}

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });

void main();
