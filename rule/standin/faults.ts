import { requestedFault, ServiceError } from './service-error';
import type { Fault, ListFault } from './state/fault-seed';
import type { Account, Caller } from './state/account';

export interface FaultCall {
  readonly service: string;
  readonly action: string;
  readonly input: unknown;
  readonly region: string;
  readonly account: Account;
  readonly caller: Caller;
}

/** The work left for the server when a call goes on. */
export interface FaultEffect {
  delayMilliseconds: number;
  readonly failResourceIds: string[];
  error: ServiceError | undefined;
  connection: Fault['connection'];
  body: Fault['body'];
  /** The call is carried out before it fails. */
  afterwards: boolean;
  list: { readonly kind: ListFault; readonly met: number } | undefined;
}

/** The faults that a test or a seed asks for; `list` may be changed at any time. */
export class Faults {
  readonly list: Fault[];
  private readonly met = new WeakMap<Fault, number>();

  constructor(list: readonly Fault[]) {
    this.list = [...list];
  }

  meet(call: FaultCall): FaultEffect {
    const effect: FaultEffect = {
      delayMilliseconds: 0,
      failResourceIds: [],
      error: undefined,
      connection: undefined,
      body: undefined,
      afterwards: false,
      list: undefined,
    };
    for (const one of [...this.list]) {
      if (matches(one, call) && this.isDue(one)) this.apply(one, call, effect);
    }
    return effect;
  }

  private apply(one: Fault, call: FaultCall, effect: FaultEffect): void {
    const { iam } = call.account;
    if (one.deleteUser !== undefined) iam.removeUser(one.deleteUser);
    if (one.renameUser !== undefined) iam.renameUser(one.renameUser.from, one.renameUser.to);
    effect.delayMilliseconds += one.delayMilliseconds ?? 0;
    effect.failResourceIds.push(...(one.failResourceIds ?? []));
    if (one.error !== undefined || one.status !== undefined) effect.error ??= errorOf(one, call);
    effect.connection ??= one.connection;
    effect.body ??= one.body;
    effect.afterwards ||= one.afterwards ?? false;
    if (one.list !== undefined) effect.list ??= { kind: one.list, met: this.met.get(one) ?? 0 };
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
    (one.accountIds?.some((id) => id === call.account.id || id === roleAccountOf(call.input)) ?? true) &&
    (one.regions?.includes(call.region) ?? true) &&
    (one.userNames?.some((name) => name.toLowerCase() === userName) ?? true) &&
    (one.resourceIds === undefined || namesOneOf(call.input, one.resourceIds))
  );
}

/** AssumeRole is called in one account and is about another. */
function roleAccountOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('RoleArn' in input)) return undefined;
  return typeof input.RoleArn === 'string' ? input.RoleArn.split(':')[4] : undefined;
}

function userNameOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('UserName' in input)) return undefined;
  return typeof input.UserName === 'string' ? input.UserName : undefined;
}

/** Whether one of the ids is a value anywhere in the input: an evaluation's, a finding's, a resource's. */
function namesOneOf(input: unknown, ids: readonly string[]): boolean {
  if (typeof input === 'string') return ids.includes(input);
  if (typeof input !== 'object' || input === null) return false;
  return Object.values(input).some((value) => namesOneOf(value, ids));
}

/** A status without a code is what a load balancer answers: no service's words. */
function errorOf(one: Fault, call: FaultCall): ServiceError {
  const { error: code, message, status } = one;
  if (code === undefined) return new ServiceError('', '', status);
  if (message !== undefined) return new ServiceError(code, message, status);
  const action = `${call.service}:${call.action}`;
  return requestedFault(code, { action, callerArn: call.caller.arn, resource: resourceOf(call) }, status);
}

function resourceOf({ service, action, input, account }: FaultCall): string | undefined {
  if (service !== 'iam') return undefined;
  const userName = userNameOf(input);
  if (userName !== undefined) return `user ${userName}`;
  const kind = action.includes('VirtualMFA') ? 'mfa' : 'user';
  return `arn:${account.partition}:iam::${account.id}:${kind}/`;
}
