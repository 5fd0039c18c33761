import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Moto } from '../moto';

const startMilliseconds = 60_000;

/** moto with Config rules in CloudFormation, see moto-plus/moto_server. */
export async function startMotoPlus(): Promise<Moto> {
  const port = await freePort();
  const args = ['-H', '127.0.0.1', '-p', String(port)];
  const child = spawn(join(__dirname, 'moto-plus', 'moto_server'), args, { stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done();
    });
    child.once('error', () => {
      done();
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    await ended;
  };
  const until = Date.now() + startMilliseconds;
  while (Date.now() < until) {
    const answers = await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(2_000) })
      .then(({ ok }) => ok)
      .catch(() => false);
    if (answers) return { url, stop };
    await wait(200);
  }
  await stop();
  throw new Error('moto with Config rules did not answer in time.');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => {
    probe.listen(0, '127.0.0.1', done);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
