import type { HeldPolicy, PrivilegeFacts, PrivilegeLabel } from '../../rule/core/privileges';
import { parsePolicyDocument } from '../../rule/protocol/policy-document';
import table from '../cases/privileges.json';

export interface PolicyOfCase {
  readonly from: 'inline' | 'attached' | 'group-inline' | 'group-attached' | 'boundary';
  readonly name: string;
  /** Null for one that could not be read. */
  readonly document?: object | null;
  readonly enforcesMfa?: boolean;
}

export interface PrivilegeCase {
  readonly title: string;
  readonly groups: readonly string[];
  readonly policies: readonly PolicyOfCase[];
  readonly expected: PrivilegeLabel;
  /** Why the simulator cannot answer; absent where it has to give the same label. */
  readonly simulator?: string;
}

export const privilegeCases = table as unknown as readonly PrivilegeCase[];

const account = 'arn:aws:iam::111122223333';

export function factsOf({ groups, policies }: PrivilegeCase): PrivilegeFacts {
  const held = policies.filter(({ from }) => from !== 'boundary');
  return {
    userId: 'AIDAALICE',
    userName: 'alice',
    arn: `${account}:user/team/alice`,
    groupArns: groups.map((name) => `${account}:group/${name}`),
    customerPolicyArns: held.map(({ name }) => name).filter((name) => name.startsWith(`${account}:policy/`)),
    policies: held.map(({ name, document, enforcesMfa = false }): HeldPolicy => ({
      name,
      policy: parsePolicyDocument(document) ?? 'not-read',
      enforcesMfa,
    })),
    boundary: policies.find(({ from }) => from === 'boundary')?.name,
  };
}
