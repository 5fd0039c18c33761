import type { Output } from '../actions/action';
import type { ServiceError } from '../service-error';

export interface Request {
  readonly protocol: Protocol;
  readonly service: string;
  readonly action: string;
  readonly input: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a service writes its answers. */
export interface Protocol {
  /** The same cause, with the code that services of this protocol have for it. */
  named(error: ServiceError): ServiceError;
  reply(request: Request, output: Output, requestId: string): Reply;
  /** The frame of an answer, and nothing in it. */
  hollow(request: Request): Reply;
  errorReply(request: Request, error: ServiceError, requestId: string): Reply;
}
