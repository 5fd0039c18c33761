// What doctor says of the policies of topics, keys and functions, against another's engine.
import { describe, expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkKeyPolicy } from '../../rule/doctor/key-policy/check';
import { usesOf } from '../../rule/doctor/key-policy/uses';
import type { Place } from '../../rule/doctor/place';
import { letsIn, type ResourceRequest } from '../../rule/doctor/policy';
import { statementsOf } from '../../rule/doctor/policy-text';

const owner = '111122223333';
const member = '123456789012';
const placeOf = (accountId: string, partition = 'aws', region = 'us-east-1'): Place => ({
  accountId,
  partition,
  region,
  callerArn: `arn:${partition}:iam::${accountId}:role/doctor`,
  now: new Date('2026-11-28T12:00:00Z'),
  organization: { organizationId: 'o-a1b2c3d4e5', managementAccountId: owner, callerAccountId: owner },
});

async function simulated(
  document: object,
  request: ResourceRequest,
  region: string,
  partition: string,
): Promise<boolean> {
  const isRole = request.principal.startsWith('arn:');
  // The engine knows no encryption context by its name, so another key takes its place, and no service of China.
  const plain = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('kms:EncryptionContext:aws:logs:arn', 'aws:UserAgent')
        .replaceAll('amazonaws.com.cn', 'amazonaws.com'),
    ) as T;
  const result = await runSimulation(
    {
      request: {
        principal: plain(request.principal),
        action: request.action,
        resource: {
          resource: `arn:${partition}:kms:${region}:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          accountId: owner,
        },
        contextVariables: {
          'aws:SecureTransport': 'true',
          'aws:PrincipalIsAWSService': String(!isRole),
          ...plain(request.keys),
        },
      },
      identityPolicies: isRole
        ? [
            {
              name: 'role',
              policy: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
              },
            },
          ]
        : [],
      resourcePolicy: plain(document),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

const policyOf = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

describe.each([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('in %s', (partition, region) => {
  const uses = usesOf(placeOf(member, partition, region));
  const ours = uses.flatMap(({ service, statement, actions, requests }) =>
    actions.flatMap((action) =>
      requests.map((request) => ({ service, statement, request: { ...request, action } })),
    ),
  );

  test('each statement that is printed lets its service in for the member, all four do together, and none for another account', async () => {
    const all = policyOf(...uses.map(({ statement }) => statement));
    for (const { statement, request } of ours)
      for (const document of [policyOf(statement), all]) {
        expect([request, letsIn(statementsOf(JSON.stringify(document)), request)]).toEqual([request, true]);
        expect([request, await simulated(document, request, region, partition)]).toEqual([request, true]);
      }
    const others = usesOf(placeOf('444455556666', partition, region)).filter(
      ({ service }) => service !== 'events.amazonaws.com',
    );
    for (const { actions, requests } of others)
      for (const request of requests.flatMap((one) => actions.map((action) => ({ ...one, action })))) {
        expect([request, letsIn(statementsOf(JSON.stringify(all)), request)]).toEqual([request, false]);
        expect([request, await simulated(all, request, region, partition)]).toEqual([request, false]);
      }
  });

  test('what it calls let in or refused, the simulator does, whatever the statements', async () => {
    const differing: unknown[] = [];
    const said = { true: 0, false: 0 };
    for (const { statement, request } of ours)
      for (const [name, document] of variants(statement, partition, region)) {
        const here = letsIn(statementsOf(JSON.stringify(document)), request);
        said[`${here}`] += 1;
        if (here !== (await simulated(document, request, region, partition)))
          differing.push([name, request, here]);
      }
    expect(differing).toEqual([]);
    expect(Math.min(said.true, said.false)).toBeGreaterThan(50);
  });
});

test('the statements of docs/organization.md let each service in, for the account that they name alone', async () => {
  const page = readFileSync(resolve(__dirname, '../../docs/organization.md'), 'utf8');
  const [, text = ''] = /## One key for all accounts[^]*?```json\n([^]*?)```/.exec(page) ?? [];
  const document = policyOf(...(JSON.parse(text) as object[]));
  const inDoctor = (accountId: string) => {
    const keyPolicy = { value: statementsOf(JSON.stringify(document)) };
    const kmsKeyArn = `arn:aws:kms:us-east-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    return checkKeyPolicy({ ...placeOf(accountId), kmsKeyArn, keyPolicy }).map(({ status }) => status);
  };
  expect([inDoctor(member), inDoctor('444455556666')]).toEqual([['ok'], ['missing']]);
  for (const { actions, requests } of usesOf(placeOf(member)))
    for (const request of requests.flatMap((one) => actions.map((action) => ({ ...one, action }))))
      expect([request, await simulated(document, request, 'us-east-1', 'aws')]).toEqual([request, true]);
  expect(
    Buffer.byteLength(JSON.stringify(document)) +
      500 * '"arn:aws:logs:us-east-1:123456789012:*","123456789012",'.length,
  ).toBeLessThan(32_768);
});

const without = (statement: object, key: string): object =>
  Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key));

/** A statement as people write it otherwise, better or worse, and denials beside it. */
function variants(
  statement: object,
  partition: string,
  region: string,
): readonly (readonly [string, object])[] {
  const bare = without(statement, 'Condition');
  const actionless = without(bare, 'Action');
  const dns = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const given = (Condition: object) => policyOf({ ...bare, Condition });
  const beside = (deny: object) =>
    policyOf(statement, {
      Effect: 'Deny',
      Principal: '*',
      Resource: '*',
      ...('NotAction' in deny ? {} : { Action: 'kms:*' }),
      ...deny,
    });
  const besideNot = (NotPrincipal: object) =>
    policyOf(statement, { Effect: 'Deny', NotPrincipal, Action: 'kms:*', Resource: '*' });
  const root = `arn:${partition}:iam::${member}:root`;
  const named = (Principal: unknown, more: object = {}) =>
    policyOf({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*', ...more });
  return [
    ['no statement', policyOf({ ...bare, Action: 'kms:CreateGrant' })],
    ['no condition', policyOf(bare)],
    ['decrypt alone', policyOf({ ...statement, Action: 'kms:Decrypt' })],
    ['all actions but one', policyOf({ ...actionless, NotAction: ['kms:Decrypt'] })],
    ['everybody', named('*')],
    ['every AWS principal', named({ AWS: '*' })],
    ['the member by its id', named({ AWS: member })],
    ['the member by its root', named({ AWS: [root] })],
    ['another account', named({ AWS: '444455556666' })],
    [
      'the organization',
      named({ AWS: '*' }, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    ],
    [
      'another organization',
      named({ AWS: '*' }, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } } }),
    ],
    ['the account of the source', given({ StringEquals: { 'aws:SourceAccount': member } })],
    ['accounts of the source', given({ StringEquals: { 'AWS:SourceAccount': ['444455556666', member] } })],
    ['another source', given({ StringEquals: { 'aws:SourceAccount': '444455556666' } })],
    ['a source where there is one', given({ StringEqualsIfExists: { 'aws:SourceAccount': member } })],
    [
      'any alarm',
      given({ ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${member}:alarm:*` } }),
    ],
    ['an ARN cut short', given({ ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:*` } })],
    [
      'a log group',
      given({
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${member}:log-group:*`,
        },
      }),
    ],
    [
      'a log group of any account',
      given({
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:*:log-group:*` },
      }),
    ],
    ['by way of SQS', given({ StringLike: { 'kms:ViaService': 'sqs.*' } })],
    [
      'by way of SQS of another region',
      given({ StringEquals: { 'kms:ViaService': `sqs.eu-west-3.${dns}` } }),
    ],
    ['a Deny for everybody', beside({})],
    [
      'a Deny but for the services',
      beside({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
    ],
    [
      'a perimeter',
      beside({
        Condition: {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      }),
    ],
    [
      'a perimeter that forgets the services',
      beside({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    ],
    ['TLS only', beside({ Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } })],
    ['TLS only, as a boolean', beside({ Condition: { Bool: { 'aws:SecureTransport': false } } })],
    ['a Deny of all else', beside({ NotAction: ['kms:Describe*', 'kms:Get*'] })],
    [
      'a Deny of all but what is needed',
      beside({
        NotAction: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:Describe*'],
      }),
    ],
    ['a Deny without a source', beside({ Condition: { Null: { 'aws:SourceAccount': 'true' } } })],
    [
      'a Deny of other sources',
      beside({ Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': [member] } } }),
    ],
    ['a Deny of another account', beside({ Principal: { AWS: '444455556666' } })],
    ['a Deny of the member', beside({ Principal: { AWS: root } })],
    ['a Deny but for EventBridge', besideNot({ Service: 'events.amazonaws.com' })],
    ['a Deny but for the member', besideNot({ AWS: root })],
  ];
}
