import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createStandin, type SeedInput, type Standin } from '../../rule/standin';
import { DisconnectionError, fail, OtherReply, send } from '../../rule/standin/broken-answers';
import { Faults } from '../../rule/standin/faults';
import type { Reply, Request } from '../../rule/standin/protocol/protocol';
import { query } from '../../rule/standin/protocol/query';
import { scopeOf } from '../../rule/standin/protocol/request';
import { Places } from '../fakes/bucket-and-topic';

/** All that an invocation can ask or change: the stand-in, and a bucket and a topic with the same faults. */
export class World {
  readonly standin: Standin;
  readonly places = new Places();
  /** The rules that were started. */
  readonly started: string[] = [];
  private readonly placesCalls: string[] = [];
  private readonly faults: Faults;

  constructor(seed: SeedInput) {
    this.standin = createStandin(seed, {
      onStartEvaluation: ({ ruleName }) => void this.started.push(ruleName),
    });
    this.faults = new Faults(seed.faults ?? []);
  }

  /** Every call, by `iam:ListUsers`, in the order of the answers. */
  calls(): readonly string[] {
    return [...this.standin.calls.map(({ service, action }) => `${service}:${action}`), ...this.placesCalls];
  }

  answer(message: IncomingMessage, response: ServerResponse): void {
    const { service = '' } = scopeOf(message.headers.authorization);
    if (service === 's3' || service === 'sns') void this.ofPlaces(message, response, service);
    else this.standin.server.emit('request', message, response);
  }

  private async ofPlaces(message: IncomingMessage, response: ServerResponse, service: string): Promise<void> {
    const body = await text(message);
    const name = Places.actionOf(message);
    const action = name.slice(service.length + 1);
    this.placesCalls.push(name);
    const account = this.standin.store.account();
    const caller = this.standin.store.callerOf(undefined);
    const effect = this.faults.meet({ service, action, input: {}, region: 'us-east-1', account, caller });
    const request: Request = { protocol: service === 's3' ? s3 : query, service, action, input: {} };
    try {
      if (!effect.afterwards) fail(effect, request);
      const reply = this.places.answer(name, message.url ?? '', body);
      fail(effect, request);
      send(response, reply, effect.body);
    } catch (cause) {
      if (cause instanceof DisconnectionError) {
        if (cause.kind === 'reset') message.socket.resetAndDestroy();
      } else if (cause instanceof OtherReply) send(response, cause.reply, effect.body);
      else if (effect.error !== undefined) send(response, errorReply(request, effect.error), undefined);
    }
  }
}

type ServiceError = NonNullable<ReturnType<Faults['meet']>['error']>;

const errorReply = (request: Request, error: ServiceError): Reply =>
  error.code === ''
    ? { status: error.httpStatus, headers: {}, body: '' }
    : request.protocol.errorReply(request, error, 'request');

/** S3 has REST and XML: an error alone is the whole document, and most answers have no body. */
const s3: Request['protocol'] = {
  named: (error) => error,
  reply: () => ({ status: 200, headers: {}, body: '' }),
  hollow: () => ({ status: 200, headers: {}, body: '' }),
  errorReply: (_request, { code, message, httpStatus }) => ({
    status: httpStatus,
    headers: { 'content-type': 'application/xml' },
    body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  }),
};

/** One address for all invocations of a process, and a world of its own for each. */
export class OneAddress {
  private constructor(private readonly server: Server) {}

  private world: World | undefined;

  static async open(): Promise<OneAddress> {
    const server = createServer();
    const one = new OneAddress(server);
    server.on('request', (message, response) => one.world?.answer(message, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return one;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  use(seed: SeedInput): World {
    this.world = new World(seed);
    return this.world;
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }
}
