import type { LoginProfile, Tag, User } from '../../../../rule/core/user';
import type { MfaDeviceKind } from '../../../../rule/core/mfa-device';
import type { Evaluation, HeldResult } from '../../../../rule/protocol/evaluation';
import type { IamQuestions, Ledger } from '../../../../rule/run/ports';
import type { Product } from '../product';

/** A call that a run makes at a port, and that waits until its turn has come. */
export type Call =
  | { readonly kind: 'list' | 'virtual' | 'held' | 'start' }
  | { readonly kind: 'user' | 'login' | 'devices' | 'tags' | 'group' | 'password'; readonly name: string }
  | { readonly kind: 'held of'; readonly id: string }
  | { readonly kind: 'put'; readonly evaluations: readonly Evaluation[] };

/** Answers with equal keys are one answer; a member that is missing means none. */
export interface Answer {
  readonly key: string;
  readonly failed?: true;
  readonly users?: readonly User[];
  readonly user?: User;
  readonly login?: LoginProfile | 'none' | 'no-such-entity';
  readonly kinds?: readonly MfaDeviceKind[];
  readonly tags?: readonly Tag[];
  readonly results?: readonly HeldResult[];
}

export type Ask = (call: Call) => Promise<Answer>;

export const isIamRead = ({ kind }: Call): boolean =>
  ['list', 'virtual', 'user', 'login', 'devices', 'tags'].includes(kind);
export const isHeldRead = ({ kind }: Call): boolean => kind === 'held' || kind === 'held of';

export const keyOfCall = (call: Call): string => {
  if ('name' in call) return `${call.kind} ${call.name}`;
  if ('id' in call) return `${call.kind} ${call.id}`;
  if (call.kind !== 'put') return call.kind;
  const puts = call.evaluations.map(
    ({ resourceId, compliance, annotation, orderingTimestamp }) =>
      `${resourceId} ${compliance} ${resourceId.startsWith('AIDA') ? annotation : ''} ${orderingTimestamp.getTime()}`,
  );
  return `put ${puts.sort().join(', ')}`;
};

export function iamOf(ask: Ask, { ReadFailedError }: Product): IamQuestions {
  const read = async (call: Call): Promise<Answer> => {
    const answer = await ask(call);
    if (answer.failed === true) throw new ReadFailedError({ api: `iam:${call.kind}`, error: 'AccessDenied' });
    return answer;
  };
  return {
    async *userPages() {
      yield (await read({ kind: 'list' })).users ?? [];
    },
    async virtualMfaUserIds() {
      return new Set(((await read({ kind: 'virtual' })).users ?? []).map(({ userId }) => userId));
    },
    user: async (name) => (await read({ kind: 'user', name })).user ?? 'gone',
    loginProfile: async (name) => (await read({ kind: 'login', name })).login ?? 'gone',
    mfaDeviceKinds: async (name) => (await read({ kind: 'devices', name })).kinds ?? 'gone',
    tags: async (name) => (await read({ kind: 'tags', name })).tags ?? 'gone',
  };
}

const failure = { api: 'config:GetComplianceDetailsByConfigRule', error: 'AccessDenied' };

export function ledgerOf(ask: Ask): Ledger {
  return {
    async held() {
      const { failed, results = [] } = await ask({ kind: 'held' });
      return failed === true ? { failure } : { results };
    },
    async heldOf(_rule, id) {
      const { failed, results } = await ask({ kind: 'held of', id });
      return failed === true ? { failure } : { held: results?.[0] };
    },
    async put(evaluations) {
      await ask({ kind: 'put', evaluations });
      return [];
    },
    async putNothing() {
      await ask({ kind: 'put', evaluations: [] });
      return undefined;
    },
  };
}
