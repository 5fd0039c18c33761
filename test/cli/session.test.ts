// What a command works with: each part made when it is asked for, and ended with the command.
import { afterEach, describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { inSession, Session, type SessionFlags } from '../../rule/cli/session';
import type { CliIo } from '../../rule/cli/terminal/io';
import { answering } from '../aws/answering';

const arn = 'arn:aws:sts::111122223333:assumed-role/audit/ann';
const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AROAX:ann</UserId>
<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const erased = '\r\u001b[K';

/** A command's streams; `terminal` names the kind of terminal that a person looks at. */
function world(terminal?: 'xterm' | 'dumb') {
  const stderr = Object.assign(
    new PassThrough(),
    terminal === undefined ? {} : { isTTY: true, columns: 400 },
  );
  const interrupts: (readonly [() => void, boolean | undefined])[] = [];
  const io: CliIo = {
    stdout: new PassThrough(),
    stderr,
    env: {
      TERM: terminal,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    },
    exit: () => undefined,
    onInterrupt: (clearUp, isShort) => void interrupts.push([clearUp, isShort]),
  };
  return { io, interrupts, said: () => String(stderr.read() ?? '') };
}

const flags: SessionFlags = { timeout: 0 };
const variable = 'AWS_ENDPOINT_URL_STS';
afterEach(() => {
  Reflect.deleteProperty(process.env, variable);
});

/** The work with an STS that gives this answer, and how often it was asked. */
const withSts = <T>(answer: string, work: (asked: readonly string[]) => Promise<T>): Promise<T> =>
  answering(
    () => answer,
    (endpoint, asked) => {
      process.env[variable] = endpoint;
      return work(asked);
    },
  );

describe('who asks', () => {
  test('is asked once, by one client of one connection', async () => {
    await withSts(identity, async (asked) => {
      await inSession(flags, world().io, async (session) => {
        expect(await session.caller()).toMatchObject({ accountId: '111122223333', arn });
        expect(await session.madeBy({ config: { region: () => Promise.resolve('eu-west-1') } })).toEqual({
          caller: arn,
          region: 'eu-west-1',
          endedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        });
        expect(session.connection).toBe(session.connection);
        expect(session.stsClient).toBe(session.stsClient);
        expect(session.account()).toBe(session.account());
      });
      expect(asked).toEqual(['GetCallerIdentity']);
    });
  });

  test('is a label: what is not known is null, and nothing fails', async () => {
    await withSts('<nothing/>', () =>
      inSession(flags, world().io, async (session) => {
        const noRegion = { config: { region: () => Promise.reject(new Error('Region is missing')) } };
        expect(await session.madeBy(noRegion)).toMatchObject({ caller: null, region: null });
      }),
    );
  });
});

describe('the first line for a person', () => {
  const parameters = parseParameterValues({ gracePeriodHours: '24' });
  const known = `With account 111122223333 as ${arn}, region eu-west-1`;

  test.each([
    [
      'on a terminal',
      'xterm',
      {},
      identity,
      parameters,
      `${erased}${known}, parameters gracePeriodHours=24.\n`,
    ],
    ['without parameters', 'xterm', {}, identity, undefined, `${erased}${known}.\n`],
    ['where no line can be drawn again', 'dumb', {}, identity, undefined, `${known}.\n`],
    [
      'where STS does not say who',
      'dumb',
      {},
      '<nothing/>',
      undefined,
      'With an account that STS does not name, region eu-west-1.\n',
    ],
    [
      'in another region',
      'dumb',
      { region: 'us-west-2' },
      identity,
      undefined,
      `${known.replace('eu-west-1', 'us-west-2')}.\n`,
    ],
    ['not with --quiet', 'xterm', { quiet: true }, identity, undefined, ''],
    ['not in a pipe', undefined, {}, identity, undefined, ''],
  ] as const)(
    'is said once, when something could be read: %s',
    async (_, terminal, more, answer, by, line) => {
      const { io, said } = world(terminal);
      await withSts(answer, async (asked) => {
        await inSession({ ...flags, ...more }, io, async (session) => {
          await session.announce(by);
          const bar = session.progress('user', 'Listing users');
          said();
          bar.start(3);
          const first = said();
          expect(first.startsWith(line)).toBe(true);
          expect(first.includes('With ')).toBe(line !== '');
          bar.stop();
          said();
          const second = session.progress('user', '');
          second.start(3);
          expect(said()).not.toContain('With ');
          second.stop();
        });
        expect(asked).toHaveLength(terminal === undefined ? 0 : 1);
      });
    },
  );

  test('without it the bar begins as it is', () => {
    const { io, said } = world('xterm');
    const session = new Session(flags, io);
    const bar = session.progress('user', 'Listing users');
    bar.start(3);
    const text = said();
    expect(text.startsWith(`Listing users${erased}`)).toBe(true);
    expect(text).toContain('0/3 users');
    bar.stop();
    session.end();
  });
});

describe('remarks', () => {
  test.each([
    ['are said', {}, 'iam-user-mfa is slow. {"api":"iam:ListUsers"}\n'],
    ['are not, with --quiet', { quiet: true }, ''],
  ])('%s', (_, more, text) => {
    const { io, said } = world();
    const session = new Session({ ...flags, ...more }, io);
    session.log.warn('iam-user-mfa is slow.', { api: 'iam:ListUsers' });
    expect(said()).toBe(text);
    session.end();
  });
});

describe('the time', () => {
  const ends = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve((signal.reason as Error).name), { once: true });
    });

  test('of --timeout is over', async () => {
    const session = new Session({ timeout: 1 }, world().io);
    expect(await ends(session.signal)).toBe('TimeoutError');
    session.end();
  });

  test.each([
    [0, undefined],
    [60_000, expect.any(Number)],
  ])('that is kept for writing is a part of %i ms', (timeout, half) => {
    const session = new Session({ timeout }, world().io);
    expect(session.deadline().halfOf('reading')).toEqual(half);
    session.end();
  });

  test('is over with the command, also where that fails', async () => {
    const ended: Record<string, AbortSignal> = {};
    const work = inSession({ timeout: 600_000 }, world().io, (session) => {
      Object.assign(ended, { whole: session.signal, reading: session.deadline().reading });
      expect(session.signal.aborted).toBe(false);
      return Promise.reject(new Error('no'));
    });

    await expect(work).rejects.toThrow('no');
    expect(Object.entries(ended).map(([name, { aborted }]) => [name, aborted])).toEqual([
      ['whole', true],
      ['reading', true],
    ]);
  });
});

describe('the region', () => {
  test.each([
    [{}, 'eu-west-1'],
    [{ region: 'us-west-2' }, 'us-west-2'],
  ])('of the flags %j is %s', async (more, region) => {
    const session = new Session({ ...flags, ...more }, world().io);
    expect(await session.region()).toBe(region);
    session.end();
  });
});

describe('Ctrl-C', () => {
  test('ends a command that shows what was read, with its bar', async () => {
    const { io, interrupts, said } = world('xterm');
    await inSession(
      flags,
      io,
      (session) => {
        session.progress('user', 'Listing users').start(3);
        expect(session.isInterrupted).toBe(false);
        said();
        const [[interrupt, isShort] = []] = interrupts;
        interrupt?.();
        expect(isShort).toBe(true);
        expect(session.isInterrupted).toBe(true);
        expect(session.signal.aborted).toBe(true);
        const text = said();
        expect(text.startsWith(erased)).toBe(true);
        expect(text.endsWith('iam-user-mfa: Interrupted: this is what was read until then.\n')).toBe(true);
        return Promise.resolve();
      },
      { showsWhatWasRead: true },
    );
  });

  test('before anything was read is said, too', () => {
    const { io, interrupts, said } = world('xterm');
    const session = new Session(flags, io, { showsWhatWasRead: true });
    interrupts[0]?.[0]();
    expect(said()).toBe('iam-user-mfa: Interrupted: this is what was read until then.\n');
    session.end();
  });

  test.each([undefined, {}, { showsWhatWasRead: false }])(
    'is left to the process by others: %j',
    async (needs) => {
      const { io, interrupts } = world();
      await inSession(flags, io, () => Promise.resolve(), needs);
      expect(interrupts).toEqual([]);
    },
  );
});

test('after the end no socket of the connection is left', async () => {
  await withSts(identity, async () => {
    const { io } = world();
    const session = new Session(flags, io);
    await session.caller();
    const { httpAgent } = session.connection.agents;
    const sockets = Object.values(httpAgent.freeSockets).flatMap((free) => free ?? []);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([false]);
    session.end();
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});
