import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Output } from './actions/action';
import { actions } from './actions/actions';
import { DisconnectionError, fail, OtherReply, send } from './broken-answers';
import type { FaultEffect, Faults } from './faults';
import { spoilList, withoutFaultyTokens } from './list-faults';
import type { Reply, Request } from './protocol/protocol';
import { scopeOf, understand, type Scope } from './protocol/request';
import type { RateLimits } from './rate-limits';
import { invalidAction, ServiceError } from './service-error';
import type { Store } from './state/store';

/** One request, as it was answered. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly input: unknown;
  readonly at: Date;
  /** `ok`, the error's code, an HTTP status without a code, `reset` and `hang`, or the kind of a body that is no answer. */
  readonly outcome: string;
}

/** The checks between a request and its action. */
export interface Gate {
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
}

interface Answer {
  readonly output: Output;
  readonly body: FaultEffect['body'];
}

/** HTTP around the actions; it does not listen yet. */
export function createServer(store: Store, { faults, rateLimits }: Gate, calls: Call[]): http.Server {
  return http.createServer((message, response) => {
    replyTo(message).then(
      ({ reply, body }) => send(response, reply, body),
      (cause: unknown) => {
        if (!(cause instanceof DisconnectionError)) response.writeHead(500).end(String(cause));
        else if (cause.kind === 'reset') message.socket.resetAndDestroy();
      },
    );
  });

  async function replyTo(
    message: http.IncomingMessage,
  ): Promise<{ readonly reply: Reply; readonly body?: FaultEffect['body'] }> {
    const { method = '', url = '', headers } = message;
    const scope = scopeOf(headers.authorization);
    const target = headers['x-amz-target'];
    const body = await textOf(message);
    const request = understand({ method, url, scope, body, target: target?.toString() });
    const { protocol } = request;
    const id = randomUUID();
    try {
      const { output, body } = await answer(request, scope);
      return { reply: protocol.reply(request, output, id), body };
    } catch (cause) {
      if (cause instanceof DisconnectionError) throw cause;
      if (cause instanceof OtherReply) return cause;
      const error = protocol.named(asError(cause));
      if (error.code === '') return { reply: { status: error.httpStatus, headers: {}, body: '' } };
      return { reply: protocol.errorReply(request, error, id) };
    }
  }

  async function answer(request: Request, scope: Scope): Promise<Answer> {
    const caller = store.callerOf(scope.accessKeyId);
    const account = store.account(caller.accountId);
    const { protocol, service, action, input } = request;
    const { region } = scope;
    const note = (outcome: string): void =>
      void calls.push({ service, action, accountId: account.id, region, input, at: store.now(), outcome });
    try {
      const callingAccountId = caller.assumedBy ?? account.id;
      const limited = {
        service,
        action,
        region,
        accountId: account.id,
        callingAccountId,
        callerArn: caller.arn,
      };
      const refusal = rateLimits.refusal(limited);
      if (refusal !== undefined) throw refusal;
      const effect = faults.meet({ service, action, region, input, account, caller });
      const delay = store.latencyMilliseconds + effect.delayMilliseconds;
      if (delay > 0) await wait(delay);
      if (!effect.afterwards) fail(effect, request);
      const run = Object.hasOwn(actions, service) ? actions[service]?.[action] : undefined;
      if (run === undefined) throw invalidAction(service, action);
      const { failResourceIds, list, body } = effect;
      const output = await run(account, withoutFaultyTokens(input), { caller, region, failResourceIds });
      fail(effect, request);
      note(body ?? 'ok');
      return {
        output: list === undefined ? output : spoilList(output, list, input, service === 'iam'),
        body,
      };
    } catch (cause) {
      const isBroken = cause instanceof DisconnectionError || cause instanceof OtherReply;
      note(isBroken ? cause.kind : outcomeOf(protocol.named(asError(cause))));
      throw cause;
    }
  }
}

const outcomeOf = (error: ServiceError): string =>
  error.code === '' ? String(error.httpStatus) : error.code;

const asError = (cause: unknown): ServiceError =>
  cause instanceof ServiceError ? cause : new ServiceError('InternalFailure', String(cause));

/** By its events: an iterator over the message costs more than the rest of a small answer. */
function textOf(message: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message
      .on('data', (chunk: Buffer) => void chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      .on('error', reject);
  });
}
