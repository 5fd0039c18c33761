import type { ServerResponse } from 'node:http';
import type { FaultEffect } from './faults';
import type { Reply, Request } from './protocol/protocol';
import type { BodyFault } from './state/fault-seed';

const dripMilliseconds = 100;

/** The connection is reset or never answered: thrown where the answer would be made. */
export class DisconnectionError extends Error {
  constructor(readonly kind: NonNullable<FaultEffect['connection']>) {
    super(kind);
    this.name = 'DisconnectionError';
  }
}

/** An answer that is made elsewhere: thrown where the action would make it. */
export class OtherReply extends Error {
  constructor(
    readonly reply: Reply,
    readonly kind: string,
  ) {
    super(kind);
    this.name = 'OtherReply';
  }
}

/** The fault that the call gets instead of its answer. */
export function fail({ connection, error, body }: FaultEffect, request: Request): void {
  if (connection !== undefined) throw new DisconnectionError(connection);
  if (error !== undefined) throw error;
  const reply = bodyInstead(body, request);
  if (reply !== undefined) throw new OtherReply(reply, body ?? '');
}

/** The body in place of AWS's answer: a proxy's page, nothing, or the protocol's frame with nothing in it. */
function bodyInstead(kind: BodyFault | undefined, request: Request): Reply | undefined {
  if (kind === 'html')
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>',
    };
  if (kind === 'empty') return { status: 200, headers: {}, body: '' };
  return kind === 'hollow' ? request.protocol.hollow(request) : undefined;
}

/** AWS's own answer, which never comes to its end, or to an end that is too early. */
export function send(response: ServerResponse, reply: Reply, kind: BodyFault | undefined): void {
  const { status, headers, body } = reply;
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const announced = kind === 'cut-cleanly' ? half : bytes;
  if (kind === 'drip') {
    // White space before JSON and XML says nothing, so that nobody takes a part for the whole.
    response.writeHead(status, headers);
    const drip = setInterval(() => response.write(' '), dripMilliseconds);
    response.once('close', () => clearInterval(drip));
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': announced.length });
  if (kind === 'stalled') response.write(half.length > 0 ? half : ' ');
  else if (kind === 'cut') response.write(half, () => response.destroy());
  else response.end(announced);
}
