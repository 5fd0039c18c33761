import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from '@jest/globals';

export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 5_000;

/** Starts `moto_server` on a free port of 127.0.0.1 and returns once it answers. */
export async function startMoto(env: Readonly<Record<string, string>> = {}): Promise<Moto> {
  const until = Date.now() + START_MILLISECONDS;
  let why = 'it did not answer in time';
  while (Date.now() < until) {
    const port = await freePort();
    const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    const stop = async (): Promise<void> => {
      process.off('exit', kill);
      await end(child);
    };
    const failure = new Promise<string>((resolve) => {
      child.once('error', (cause) => resolve(cause.message));
      child.once('exit', (code) => resolve(`it ended with code ${code ?? 'none'}`));
    });
    const url = `http://127.0.0.1:${port}`;
    const outcome = await Promise.race([failure, answering(url, until)]);
    if (outcome === undefined) return { url, stop };
    why = outcome;
    await stop();
    // Another process may have taken the port in between; anything else will say so again.
    await wait(200);
  }
  throw new Error(`moto_server could not be started: ${why}.`);
}

/** `undefined` once the server answers, a reason when the time is up. */
async function answering(url: string, until: number): Promise<string | undefined> {
  while (Date.now() < until) {
    const ready = await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(2_000) })
      .then((response) => response.ok)
      .catch(() => false);
    if (ready) return undefined;
    await wait(100);
  }
  return 'it did not answer in time';
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export function isOnPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(resolve(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Where a tool is missing the block is skipped with a line that says so; with CI=true it is a failing test. */
export function describeWhere(isThere: boolean, missing: string, title: string, fn: () => void): void {
  if (isThere) {
    describe(title, fn);
  } else if (process.env['CI'] === 'true') {
    describe(title, () => {
      test('has the tools that it needs', () => {
        throw new Error(`${missing}, and with CI=true nothing that needs it may be skipped.`);
      });
    });
  } else {
    process.stderr.write(`skipped, ${missing}: ${title}\n`);
    describe.skip(title, () => test('needs a tool', () => {}));
  }
}

export const describeWithTool = (tool: string, title: string, fn: () => void): void =>
  describeWhere(isOnPath(tool), `${tool} is not on the PATH`, title, fn);

/** A block with one moto of its own, started before its first test: `fn` is given where to find it. */
export function describeWithMoto(
  title: string,
  fn: (motoUrl: () => string) => void,
  env: Readonly<Record<string, string>> = {},
): void {
  describeWithTool('moto_server', title, () => {
    let moto: Moto | undefined;
    beforeAll(async () => {
      moto = await startMoto(env);
    }, START_MILLISECONDS + 10_000);
    afterAll(async () => {
      await moto?.stop();
    }, STOP_MILLISECONDS + 5_000);
    fn(() => {
      if (moto === undefined) throw new Error('moto runs in tests and hooks only.');
      return moto.url;
    });
  });
}
