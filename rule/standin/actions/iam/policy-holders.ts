import * as v from 'valibot';
import { action, type Action } from '../action';
import { noSuchEntity } from '../../service-error';
import type { Account } from '../../state/account';
import { attach, detach, type PolicyHolder } from '../../state/policy-store';
import { pageOfArray } from '../../state/sequence';
import { iamName, paging } from './inputs';
import { paged } from './pages';
import { policyArn, policyDocument, shownDocument } from './policies';

/** The part that users and groups have in common: attached and inline policies. */
interface Kind {
  readonly nameKey: 'UserName' | 'GroupName';
  readonly find: (account: Account, name: string) => PolicyHolder;
}

const user: Kind = { nameKey: 'UserName', find: ({ iam }, name) => iam.user(name) };
const group: Kind = { nameKey: 'GroupName', find: ({ iam }, name) => iam.group(name) };

const named = v.object({ UserName: v.optional(iamName), GroupName: v.optional(iamName) });
const byArn = v.object({ ...named.entries, PolicyArn: policyArn });
const byName = v.object({ ...named.entries, PolicyName: iamName });

function holderOf(kind: Kind, account: Account, input: v.InferOutput<typeof named>): PolicyHolder {
  return kind.find(account, v.parse(v.string(), input[kind.nameKey]));
}

const attached = (kind: Kind): Action =>
  action(byArn, (account, input) => {
    attach(holderOf(kind, account, input), account.policies.policy(input.PolicyArn));
    return undefined;
  });

const detached = (kind: Kind): Action =>
  action(byArn, (account, input) => {
    detach(holderOf(kind, account, input), account.policies.policy(input.PolicyArn));
    return undefined;
  });

const listAttached = (kind: Kind): Action =>
  action(v.object({ ...named.entries, ...paging }), (account, input) => {
    const all = [...holderOf(kind, account, input).attachedPolicies];
    return paged(
      account,
      input,
      'AttachedPolicies',
      (after, size) => pageOfArray(all, after, size),
      ({ policyName, arn }) => ({ PolicyName: policyName, PolicyArn: arn }),
    );
  });

const put = (kind: Kind): Action =>
  action(v.object({ ...byName.entries, PolicyDocument: policyDocument }), (account, input) => {
    holderOf(kind, account, input).inlinePolicies.set(input.PolicyName, input.PolicyDocument);
    return undefined;
  });

const noSuchPolicy = (kind: Kind, name: string): Error =>
  noSuchEntity(
    `The ${kind.nameKey === 'UserName' ? 'user' : 'group'} policy with name ${name} cannot be found.`,
  );

const get = (kind: Kind): Action =>
  action(byName, (account, input) => {
    const document = holderOf(kind, account, input).inlinePolicies.get(input.PolicyName);
    if (document === undefined) throw noSuchPolicy(kind, input.PolicyName);
    const name = input[kind.nameKey];
    return { [kind.nameKey]: name, PolicyName: input.PolicyName, PolicyDocument: shownDocument(document) };
  });

const remove = (kind: Kind): Action =>
  action(byName, (account, input) => {
    const isGone = holderOf(kind, account, input).inlinePolicies.delete(input.PolicyName);
    if (!isGone) throw noSuchPolicy(kind, input.PolicyName);
    return undefined;
  });

const listInline = (kind: Kind): Action =>
  action(v.object({ ...named.entries, ...paging }), (account, input) => {
    const all = [...holderOf(kind, account, input).inlinePolicies.keys()];
    return paged(
      account,
      input,
      'PolicyNames',
      (after, size) => pageOfArray(all, after, size),
      (name) => name,
    );
  });

export const AttachUserPolicy = attached(user);
export const AttachGroupPolicy = attached(group);
export const DetachUserPolicy = detached(user);
export const DetachGroupPolicy = detached(group);
export const ListAttachedUserPolicies = listAttached(user);
export const ListAttachedGroupPolicies = listAttached(group);
export const PutUserPolicy = put(user);
export const PutGroupPolicy = put(group);
export const GetUserPolicy = get(user);
export const GetGroupPolicy = get(group);
export const DeleteUserPolicy = remove(user);
export const DeleteGroupPolicy = remove(group);
export const ListUserPolicies = listInline(user);
export const ListGroupPolicies = listInline(group);
