import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { bundleEntry, type LambdaEntry } from '../../infra/rule/bundle';

const replySchema = v.object({
  id: v.number(),
  answer: v.optional(v.unknown()),
  failure: v.optional(v.string()),
});

/** A built door as a process that stays, as a warm function does. */
export class DoorProcess {
  private readonly file: string;
  private readonly child: ChildProcess;
  private last = 0;

  constructor(door: LambdaEntry, env: Readonly<Record<string, string>>) {
    const folder = resolve(__dirname, '../../dist/test');
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `door-${door}-${process.pid}.js`);
    writeFileSync(this.file, bundleEntry(door));
    this.child = fork(join(__dirname, 'invoked-door.js'), [this.file], {
      execArgv: [],
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  }

  invoke(event: unknown): Promise<unknown> {
    const id = (this.last += 1);
    return new Promise((done, reject) => {
      const ended = (): void => reject(new Error('The process has ended.'));
      const answered = (message: unknown): void => {
        const reply = v.parse(replySchema, message);
        if (reply.id !== id) return;
        this.child.off('message', answered).off('exit', ended);
        if (reply.failure === undefined) done(reply.answer);
        else reject(new Error(reply.failure));
      };
      this.child.on('message', answered).once('exit', ended);
      this.child.send({ id, event });
    });
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
    rmSync(this.file, { force: true });
  }
}
