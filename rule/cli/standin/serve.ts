import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { decodedText } from '../../core/decoded-text';
import { createStandin, SeedError } from '../../standin';
import { UsageError, type CliIo } from '../terminal/io';
import { remarks } from '../terminal/say';

export interface StandinFlags {
  readonly port: number;
  readonly seed?: string;
  readonly quiet?: boolean;
}

export async function serve(flags: StandinFlags, io: CliIo): Promise<void> {
  const standin = createStandinOf(flags.seed);
  const url = await standin.listen(flags.port).catch((error: unknown) => {
    throw new UsageError(
      `cannot listen on 127.0.0.1:${flags.port} (${codeOf(error)}); choose another --port, 0 takes a free one.`,
    );
  });
  io.stdout.write(`${url}\n`);
  remarks(
    io,
    flags,
  )(`AWS_ENDPOINT_URL=${url} makes the AWS SDKs and the aws CLI talk to it; interrupt with Ctrl-C.`);
  // Ctrl-C ends the process at once, in main.ts; a service manager asks by SIGTERM.
  await once(process, 'SIGTERM');
  await standin.close();
  io.exit(0);
}

function createStandinOf(file: string | undefined): ReturnType<typeof createStandin> {
  try {
    return createStandin(file === undefined ? {} : readSeed(file));
  } catch (error) {
    if (error instanceof SeedError) throw new UsageError(`seed file ${file ?? ''}: ${error.message}`);
    throw error;
  }
}

function readSeed(file: string): unknown {
  let text: string;
  try {
    text = decodedText(readFileSync(file));
  } catch (error) {
    throw new UsageError(
      `seed file ${file} cannot be read (${codeOf(error)}); name a JSON file that exists.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `seed file ${file} is not JSON; it must hold one object, like {"users":[{"userName":"alice"}]}.`,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown error';
}
