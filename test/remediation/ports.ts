import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import type { ConfigRule } from '../../rule/protocol/config-rule';
import type { Group, RemediationPorts, RemediationSettings } from '../../rule/remediation/ports';
import type { LoginProfile, User } from '../../rule/core/user';
import type { MfaDeviceKind } from '../../rule/core/mfa-device';
import { ReadFailedError } from '../../rule/run/failures';
import { Directory } from '../../rule/run/directory';

export const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:iam-user-mfa';
export const alice: User = {
  userId: 'AIDAALICE',
  userName: 'alice',
  path: '/',
  arn: 'arn:aws:iam::111122223333:user/alice',
};
export const rule = (overrides: Partial<ConfigRule> = {}): ConfigRule => ({
  name: 'iam-user-mfa',
  state: 'ACTIVE',
  owner: 'CUSTOM_LAMBDA',
  sourceIdentifier: functionArn,
  arn: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abc123',
  inputParameters: undefined,
  ...overrides,
});
export const group = (groupName: string, path = '/'): Group => ({ groupName, path, arn: '' });
export const denied = (api: string) => new ReadFailedError({ api, error: 'AccessDenied' });

export const settings = (overrides: Partial<RemediationSettings> = {}): RemediationSettings => ({
  trustedRule: { by: 'function', functionArn },
  group: { name: 'mfa-first' },
  accountId: '111122223333',
  ...overrides,
});

interface World {
  readonly users?: readonly User[];
  readonly loginProfile?: LoginProfile | 'none';
  readonly kinds?: readonly MfaDeviceKind[];
  readonly rules?: readonly ConfigRule[];
  readonly groups?: readonly Group[] | 'user-gone' | Error;
  readonly policies?: readonly unknown[] | 'no-such-group' | Error;
  readonly iam?: Partial<RemediationPorts['iam']>;
  readonly listFailure?: Error;
}

const answer = <T>(value: T | Error): Promise<T> =>
  value instanceof Error ? Promise.reject(value) : Promise.resolve(value);

/** An account in which alice has a password and no device, and a group that enforces MFA; `calls` are what was asked or done. */
export function world(given: World = {}) {
  const calls: string[] = [];
  const users = given.users ?? [alice];
  const said = <T>(call: string, value: T | Error): Promise<T> => {
    calls.push(call);
    return answer(value);
  };
  const directory = new Directory({
    log: { warn: () => undefined },
    iam: {
      userPages: async function* () {
        calls.push('ListUsers');
        yield users;
        if (given.listFailure !== undefined) await Promise.reject(given.listFailure);
      },
      virtualMfaUserIds: () => said('ListVirtualMFADevices', new Set<string>()),
      user: (name) => said('GetUser', users.find(({ userName }) => userName === name) ?? 'gone'),
      loginProfile: () => said('GetLoginProfile', given.loginProfile ?? { createDate: new Date(0) }),
      mfaDeviceKinds: () => said('ListMFADevices', given.kinds ?? []),
      tags: () => said('ListUserTags', []),
    },
  });
  const ports: RemediationPorts = {
    directory,
    rules: { all: () => said('DescribeConfigRules', given.rules ?? [rule()]) },
    groups: {
      ofUser: () => said('ListGroupsForUser', given.groups ?? []),
      policyDocuments: () =>
        said('policies', given.policies ?? [mfaEnforcementPolicy({ strength: 'console-only' })]),
    },
    iam: {
      addToGroup: (name, groupName) => said(`AddUserToGroup ${name} ${groupName}`, 'done'),
      removeFromGroup: (name, groupName) => said(`RemoveUserFromGroup ${name} ${groupName}`, 'done'),
      deleteLoginProfile: (name) => said(`DeleteLoginProfile ${name}`, 'done'),
      ...given.iam,
    },
    clock: { now: () => new Date('2026-11-05T12:00:00Z') },
  };
  const written = (): readonly string[] => calls.filter((call) => /^(Add|Remove|Delete)/.test(call));
  return { ports, calls, written };
}

export const request = (action: string, resourceId = 'AIDAALICE', ruleName = 'iam-user-mfa') => ({
  action,
  resourceId,
  ruleName,
});
