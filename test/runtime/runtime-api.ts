import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Answered =
  | { readonly kind: 'success'; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly errorType: string; readonly message: string };

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly milliseconds: number;
  readonly answered: (answer: Answered) => void;
}

/**
 * Lambda's side of one function's process: four paths, one invocation at a time.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  private readonly server: Server;
  private readonly queue: Invocation[] = [];
  private current: Invocation | undefined;
  private waiting: ServerResponse | undefined;
  private count = 0;

  private constructor() {
    this.server = createServer((message, response) => void this.serve(message, response));
  }

  static async open(): Promise<RuntimeApi> {
    const api = new RuntimeApi();
    await new Promise<void>((done) => api.server.listen(0, '127.0.0.1', done));
    return api;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The time counts from when the event is handed out, not from when the process is started. */
  invoke(event: unknown, milliseconds: number): Promise<Answered> {
    return new Promise((answered) => {
      this.count += 1;
      this.queue.push({ id: `request-${this.count}`, event, milliseconds, answered });
      this.giveNext();
    });
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url?.replace('/2018-06-01/runtime/', '') ?? '';
    if (path === 'invocation/next') {
      this.waiting = response;
      this.giveNext();
      return;
    }
    const body: unknown = JSON.parse((await text(message)) || 'null');
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (path === `invocation/${this.current?.id}/response`) this.end({ kind: 'success', answer: body });
    else if (path === `invocation/${this.current?.id}/error`) this.end(failureOf(body));
    else if (path === 'init/error') (this.current ?? this.queue.shift())?.answered(failureOf(body));
  }

  private end(answer: Answered): void {
    this.current?.answered(answer);
    this.current = undefined;
  }

  private giveNext(): void {
    const response = this.waiting;
    if (response === undefined) return;
    const next = this.queue.shift();
    if (next === undefined) return;
    this.waiting = undefined;
    this.current = next;
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': next.id,
        'lambda-runtime-deadline-ms': String(Date.now() + next.milliseconds),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa',
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000',
      })
      .end(JSON.stringify(next.event));
  }
}

function failureOf(body: unknown): Answered {
  const { errorType = '', errorMessage = '' } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return { kind: 'failure', errorType: String(errorType), message: String(errorMessage) };
}
