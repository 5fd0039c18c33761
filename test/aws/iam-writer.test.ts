import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onceConfigClient } from '../../rule/aws/clients/config-client';
import { onceIamClient } from '../../rule/aws/clients/iam-client';
import { startEvaluation } from '../../rule/aws/config/config-rules';
import { IamWriter } from '../../rule/aws/iam/iam-writer';
import { createStandin, type Fault, type Standin } from '../../rule/standin';

jest.setTimeout(30_000);

const groupName = 'mfa-first';
let standin: Standin;

beforeEach(async () => {
  const users = [
    { userName: 'alice', loginProfile: {} },
    { userName: 'bob', groups: [groupName] },
  ];
  standin = createStandin({ users, groups: [groupName] });
  process.env['AWS_ENDPOINT_URL'] = await standin.listen();
});
afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL'];
  await standin.close();
});

const pauses: number[] = [];
const pause = (milliseconds: number): Promise<void> => {
  pauses.push(milliseconds);
  return Promise.resolve();
};
function writer(signal = new AbortController().signal): IamWriter {
  pauses.splice(0);
  return new IamWriter({ reader: new IAMClient({}), writer: onceIamClient({}, pause), signal });
}
const tries = (action: string): number => standin.calls.filter((call) => call.action === action).length;

const passing: readonly (readonly [string, Omit<Fault, 'action'>])[] = [
  ...[500, 502, 503, 504].map((status) => [`HTTP ${status} without a code`, { status }] as const),
  ...[
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequests',
    'TooManyRequestsException',
    'SlowDown',
    'RequestThrottled',
    'RequestThrottledException',
    'RequestLimitExceeded',
    'PriorRequestNotComplete',
    'RequestTimeout',
    'RequestTimeoutException',
    'InternalError',
    'InternalFailure',
    'ServiceFailure',
    'ServiceUnavailable',
    'ConcurrentModification',
    'EntityTemporarilyUnmodifiable',
  ].map((error) => [error, { error }] as const),
  ['a connection that is reset', { connection: 'reset' }],
];

describe('a write is tried again until it is done', () => {
  test.each(passing)('after %s', async (_, fault) => {
    standin.faults.push({ action: 'iam:AddUserToGroup', ...fault, times: 3 });
    await expect(writer().addToGroup('alice', groupName)).resolves.toBe('done');
    expect([...standin.store.iam.user('alice').groups]).toHaveLength(1);
    expect(pauses).toHaveLength(3);
  });

  test('with pauses that grow to two seconds and never are alike for all', async () => {
    standin.faults.push({ action: 'iam:AddUserToGroup', error: 'Throttling', times: 9 });
    await writer().addToGroup('alice', groupName);
    const most = [100, 200, 400, 800, 1600, 2000, 2000, 2000, 2000];
    expect(
      pauses.map((pause, index) => pause <= (most[index] ?? 0) && pause >= (most[index] ?? 0) / 2),
    ).toEqual(most.map(() => true));
  });
});

describe('a write is final', () => {
  test.each(['LimitExceeded', 'AccessDenied', 'NoSuchEntity', 'ValidationError', 'InvalidClientTokenId'])(
    'after %s',
    async (error) => {
      standin.faults.push({ action: 'iam:AddUserToGroup', error });
      await expect(writer().addToGroup('alice', groupName)).resolves.toEqual({
        failure: { api: 'iam:AddUserToGroup', error },
      });
      expect(tries('AddUserToGroup')).toBe(1);
    },
  );

  test('when the time is over, between two tries that were refused', async () => {
    const time = new AbortController();
    standin.faults.push({ action: 'iam:AddUserToGroup', error: 'Throttling' });
    const given = writerUntil(time, 5);
    await expect(given.addToGroup('alice', groupName)).resolves.toEqual({
      failure: { api: 'iam:AddUserToGroup', error: 'Throttling' },
    });
  });
});

/** The time is over in the pause after so many tries. */
function writerUntil(time: AbortController, most: number): IamWriter {
  let tried = 0;
  const pauseOrEnd = (): Promise<void> => {
    tried += 1;
    if (tried < most) return Promise.resolve();
    time.abort();
    return new Promise(() => undefined);
  };
  return new IamWriter({
    reader: new IAMClient({}),
    writer: onceIamClient({}, pauseOrEnd),
    signal: time.signal,
  });
}

describe('a write of which one try was lost, and the others are throttled to the end,', () => {
  type Write = readonly [name: string, write: (given: IamWriter) => Promise<unknown>, isDone: () => boolean];
  const writes: readonly Write[] = [
    [
      'AddUserToGroup',
      (given: IamWriter) => given.addToGroup('alice', groupName),
      () => standin.store.iam.user('alice').groups.size === 1,
    ],
    [
      'RemoveUserFromGroup',
      (given: IamWriter) => given.removeFromGroup('bob', groupName),
      () => standin.store.iam.user('bob').groups.size === 0,
    ],
    [
      'DeleteLoginProfile',
      (given: IamWriter) => given.deleteLoginProfile('alice'),
      () => standin.store.iam.user('alice').loginProfile === undefined,
    ],
  ];
  const named = writes.map(([name, write]) => [name, write] as const);

  test.each(named)('is read back: %s was done', async (name, write) => {
    const action = `iam:${name}`;
    standin.faults.push(
      { action, connection: 'reset', afterwards: true, times: 1 },
      { action, error: 'Throttling' },
    );
    const answer = await write(writerUntil(new AbortController(), 3));
    expect(answer).toBe('done-by-this-or-another');
    expect(tries(name)).toBe(3);
  });

  test.each(named)('is not called undone: whether %s was done is not known', async (name, write) => {
    const action = `iam:${name}`;
    standin.faults.push({ action, connection: 'reset', times: 1 }, { action, error: 'Throttling' });
    const failure = { api: action, error: 'Throttling' };
    await expect(write(writerUntil(new AbortController(), 3))).resolves.toEqual({ failure, unclear: true });
  });

  test.each(writes)(
    'or is on its way when the time is over: %s is read back',
    async (name, write, isDone) => {
      const action = `iam:${name}`;
      standin.faults.push(
        { action, error: 'Throttling', times: 1 },
        { action, connection: 'hang', afterwards: true },
      );
      const time = new AbortController();
      const answer = write(writer(time.signal));
      while (!isDone()) await new Promise(setImmediate);
      time.abort();
      await expect(answer).resolves.toBe('done-by-this-or-another');
    },
  );
});

describe('NoSuchEntity of a deletion', () => {
  test('at the first try says that it was so already', async () => {
    await writer().deleteLoginProfile('alice');
    await expect(writer().deleteLoginProfile('alice')).resolves.toBe('already');
    await expect(writer().removeFromGroup('alice', groupName)).resolves.toBe('already');
  });

  test('at a later try says that this or another call did it', async () => {
    for (const action of ['iam:DeleteLoginProfile', 'iam:RemoveUserFromGroup']) {
      standin.faults.push({ action, status: 503, times: 1 }, { action, error: 'NoSuchEntity', skip: 1 });
    }
    await expect(writer().deleteLoginProfile('alice')).resolves.toBe('done-by-this-or-another');
    await expect(writer().removeFromGroup('alice', groupName)).resolves.toBe('done-by-this-or-another');
  });
});

describe('StartConfigRulesEvaluation', () => {
  const start = () => {
    const client = onceConfigClient({}, pause);
    return startEvaluation({ client, signal: new AbortController().signal }, ['iam-user-mfa']);
  };

  test.each(passing.filter(([name]) => !/Unmodifiable|ConcurrentModification/.test(name)))(
    'is tried again after %s',
    async (_, fault) => {
      standin.faults.push({ action: 'config:StartConfigRulesEvaluation', ...fault, times: 2 });
      await expect(start()).resolves.toBeUndefined();
      await standin.settled();
    },
  );

  test.each(['LimitExceededException', 'ResourceInUseException', 'AccessDeniedException'])(
    'is not tried again after %s: the batch goes back to the queue',
    async (error) => {
      standin.faults.push({ action: 'config:StartConfigRulesEvaluation', error });
      await expect(start()).resolves.toEqual({
        api: 'config:StartConfigRulesEvaluation',
        error: error.replace('Exception', ''),
      });
      expect(tries('StartConfigRulesEvaluation')).toBe(1);
    },
  );
});

const hour = 3_600_000;

/** IAM in a world that is an hour ahead: it refuses a request whose clock is more than five minutes off. */
async function strictAboutTime(work: (url: string, refused: string[]) => Promise<void>): Promise<void> {
  const refused: string[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const action = new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? '';
      const [, ...parts] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(message.headers['x-amz-date'])) ?? [];
      const [year = 0, month = 0, ...rest] = parts.map(Number);
      const signed = Date.UTC(year, month - 1, ...rest);
      const isOff = Math.abs(signed - Date.now() - hour) > 300_000;
      if (isOff) refused.push(action);
      response.writeHead(isOff ? 403 : 200, {
        'content-type': 'text/xml',
        date: new Date(Date.now() + hour).toUTCString(),
      });
      response.end(
        isOff
          ? '<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Signature expired</Message></Error></ErrorResponse>'
          : `<${action}Response><${action}Result></${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
      );
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, refused);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

describe('a clock that is an hour off', () => {
  const { signal } = new AbortController();

  test('is corrected by the first read, and the write knows it', async () => {
    await strictAboutTime(async (url, refused) => {
      process.env['AWS_ENDPOINT_URL'] = url;
      const reader = new IAMClient({});
      await reader.send(new GetUserCommand({ UserName: 'alice' }));
      const given = new IamWriter({ reader, writer: onceIamClient({}, pause), signal });
      await expect(given.addToGroup('alice', groupName)).resolves.toBe('done');
      expect(refused).toEqual(['GetUser']);
    });
  });

  test('that no read has shown is corrected by the write itself', async () => {
    await strictAboutTime(async (url, refused) => {
      process.env['AWS_ENDPOINT_URL'] = url;
      const given = new IamWriter({
        reader: new IAMClient({}),
        writer: onceIamClient({}, pause),
        signal,
      });
      await expect(given.addToGroup('alice', groupName)).resolves.toBe('done');
      expect(refused).toEqual(['AddUserToGroup']);
    });
  });
});
