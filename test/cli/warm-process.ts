// The program of WarmCommandLine: it does for each message what main.ts does for a process.
import { Writable } from 'node:stream';
import type { CliIo } from '../../rule/cli/terminal/io';
import { runProgram } from '../../rule/cli/run-program';
import { complain } from '../../rule/cli/terminal/say';
import type { Call, Outcome } from './command-line';

class Captured extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Nothing of an earlier call's environment is left. */
function setEnvironment(env: Call['env']): void {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env });
}

async function answer({ args, env }: Call): Promise<Outcome> {
  setEnvironment(env);
  const stdout = new Captured();
  const stderr = new Captured();
  let code = 0;
  const io: CliIo = { stdout, stderr, env: process.env, exit: (given) => (code = given) };
  const argv = [process.execPath, __filename, ...args];
  const ending = await runProgram(argv, io, (profile) => (process.env['AWS_PROFILE'] = profile));
  if (ending?.text !== undefined) complain(io, ending.text);
  if (ending !== undefined) io.exit(ending.code);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

let last: Promise<unknown> = Promise.resolve();
process.on('message', (call: Call) => {
  last = last.then(async () => process.send?.(await answer(call)));
});
