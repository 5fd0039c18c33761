import type * as v from 'valibot';
import { ServiceError, requestedFault } from './service-error';
import type { fault } from './state/seed';
import type { Account, Caller } from './state/store';

/** A fault on demand: which calls it meets, and what happens to them. */
export type Fault = v.InferInput<typeof fault>;

export interface FaultCall {
  readonly service: string;
  readonly action: string;
  readonly input: unknown;
  readonly account: Account;
  readonly caller: Caller;
}

/** What is left for the server to do when a call goes on. */
export interface FaultEffect {
  readonly delayMilliseconds: number;
  readonly failResourceIds: readonly string[];
  readonly error: ServiceError | undefined;
}

/** The faults that a test or a seed asks for; `list` may be changed at any time. */
export class Faults {
  readonly list: Fault[];
  private readonly met = new WeakMap<Fault, number>();

  constructor(list: readonly Fault[]) {
    this.list = [...list];
  }

  meet(call: FaultCall): FaultEffect {
    const effect = {
      delayMilliseconds: 0,
      failResourceIds: [] as string[],
      error: undefined as ServiceError | undefined,
    };
    for (const one of [...this.list]) {
      if (!matches(one, call) || !this.isDue(one)) continue;
      const { iam } = call.account;
      if (one.deleteUser !== undefined) iam.removeUser(one.deleteUser);
      if (one.renameUser !== undefined) iam.renameUser(one.renameUser.from, one.renameUser.to);
      effect.delayMilliseconds += one.delayMilliseconds ?? 0;
      effect.failResourceIds.push(...(one.failResourceIds ?? []));
      if (one.error !== undefined) effect.error ??= errorOf(one.error, one.message, call);
    }
    return effect;
  }

  /** Counts the calls that match: the first `skip` pass, the next `times` are met, then the fault is gone. */
  private isDue(one: Fault): boolean {
    const met = (this.met.get(one) ?? 0) + 1;
    this.met.set(one, met);
    const skip = one.skip ?? 0;
    const once = one.deleteUser !== undefined || one.renameUser !== undefined;
    const last = skip + (one.times ?? (once ? 1 : Infinity));
    if (met >= last) this.list.splice(this.list.indexOf(one), 1);
    return met > skip && met <= last;
  }
}

function matches(one: Fault, call: FaultCall): boolean {
  const userName = (userNameOf(call.input) ?? '').toLowerCase();
  return (
    (one.action === `${call.service}:${call.action}` || one.action === `${call.service}:*`) &&
    (one.accountIds?.includes(call.account.id) ?? true) &&
    (one.userNames?.some((name) => name.toLowerCase() === userName) ?? true)
  );
}

function userNameOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('UserName' in input)) return undefined;
  return typeof input.UserName === 'string' ? input.UserName : undefined;
}

function errorOf(code: string, message: string | undefined, call: FaultCall): ServiceError {
  if (message !== undefined) return new ServiceError(code, message);
  const action = `${call.service}:${call.action}`;
  return requestedFault(code, { action, callerArn: call.caller.arn, resource: resourceOf(call) });
}

function resourceOf({ service, action, input, account }: FaultCall): string | undefined {
  if (service !== 'iam') return undefined;
  const userName = userNameOf(input);
  if (userName !== undefined) return `user ${userName}`;
  const kind = action.includes('VirtualMFA') ? 'mfa' : 'user';
  return `arn:${account.partition}:iam::${account.id}:${kind}/`;
}
