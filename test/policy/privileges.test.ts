// The labels against what AWS would answer. The lists here are written out, not taken from the code.
import { expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { privilegeCases, type PrivilegeCase } from '../core/privilege-cases';

const account = 'arn:aws:iam::111122223333';
const user = `${account}:user/team/alice`;
const other = `${account}:user/somebody/else`;
const otherRole = `${account}:role/any`;

type Request = readonly [action: string, resource: string];

const everything: readonly Request[] = [
  ['iam:CreateUser', other],
  ['iam:DeleteUser', other],
  ['ec2:DescribeRegions', '*'],
  ['dynamodb:DeleteTable', 'arn:aws:dynamodb:us-east-1:111122223333:table/t'],
];

const waysToMore = ({ groups, policies }: PrivilegeCase): readonly (readonly Request[])[] => {
  const ownGroups = [...groups, 'any/other'].map((name) => `${account}:group/${name}`);
  const ownPolicies = [
    ...policies.map(({ name }) => name).filter((name) => name.startsWith(`${account}:policy/`)),
    `${account}:policy/any/other`,
  ];
  return [
    [['iam:PutUserPolicy', user]],
    [['iam:AttachUserPolicy', user]],
    ...ownGroups.flatMap((group): Request[][] => [
      [['iam:PutGroupPolicy', group]],
      [['iam:AttachGroupPolicy', group]],
    ]),
    ...ownPolicies.flatMap((policy): Request[][] => [
      [['iam:CreatePolicyVersion', policy]],
      [['iam:SetDefaultPolicyVersion', policy]],
    ]),
    [['iam:AddUserToGroup', `${account}:group/any/other`]],
    [['iam:CreateAccessKey', other]],
    [['iam:CreateLoginProfile', other]],
    [['iam:UpdateLoginProfile', other]],
    [['iam:UpdateAssumeRolePolicy', otherRole]],
    [
      ['iam:CreateRole', otherRole],
      ['iam:AttachRolePolicy', otherRole],
    ],
    [
      ['iam:CreateRole', otherRole],
      ['iam:PutRolePolicy', otherRole],
    ],
  ];
};

async function allowed(row: PrivilegeCase, [action, resource]: Request, mfa: boolean): Promise<boolean> {
  const result = await runSimulation(
    {
      request: {
        principal: user,
        action,
        resource: { resource, accountId: '111122223333' },
        contextVariables: {
          'aws:PrincipalArn': user,
          'aws:username': 'alice',
          'aws:MultiFactorAuthPresent': String(mfa),
          ...(mfa ? { 'aws:MultiFactorAuthAge': '60' } : {}),
        },
      },
      identityPolicies: row.policies.flatMap(({ name, document }) =>
        document ? [{ name, policy: document }] : [],
      ),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${row.title}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

async function all(row: PrivilegeCase, requests: readonly Request[], mfa: boolean): Promise<boolean> {
  for (const request of requests) if (!(await allowed(row, request, mfa))) return false;
  return true;
}

async function some(row: PrivilegeCase, mfa: boolean): Promise<boolean> {
  for (const way of waysToMore(row)) if (await all(row, way, mfa)) return true;
  return false;
}

async function simulatedLabel(row: PrivilegeCase): Promise<string> {
  if (await all(row, everything, false)) return 'administrator';
  if (await some(row, false)) return 'can-become-administrator';
  if ((await all(row, everything, true)) || (await some(row, true))) return 'administrator-with-mfa-only';
  return 'none-found';
}

const simulated = privilegeCases.filter(({ simulator }) => simulator === undefined);

test.each(simulated.map((row) => [row.title, row] as const))('the simulator agrees: %s', async (_, row) => {
  expect(await simulatedLabel(row)).toBe(row.expected);
});
