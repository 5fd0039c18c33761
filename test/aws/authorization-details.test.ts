// GetAccountAuthorizationDetails through the real SDK client: on moto for its shape, on a small server for pages, denials
// and memory.
import { describe, expect, test } from '@jest/globals';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IamAuthorizationDetails } from '../../rule/aws/iam/authorization-details';
import { readPrivileges, type PrivilegesReading, type ReadPolicy } from '../../rule/run/privileges';
import { describeWithMoto } from '../moto';

const document = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' });
const harmless = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });

const clientOf = (endpoint: string): IAMClient =>
  new IAMClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    maxAttempts: 1,
  });

const read = (client: IAMClient, awsManaged = new Map<string, ReadPolicy>()): Promise<PrivilegesReading> =>
  readPrivileges(
    new IamAuthorizationDetails({ client, signal: new AbortController().signal, awsManaged }),
    (policies) => JSON.stringify(policies).includes('NotAction'),
  );

describeWithMoto(
  'the privileges of users in moto',
  (motoUrl) => {
    test('come from inline, attached and group policies, and from AWS managed ones', async () => {
      const client = clientOf(motoUrl());
      const ids = new Map<string, string>();
      for (const UserName of [
        'direct',
        'inline',
        'grouped',
        'iam-full',
        'newer-version',
        'enforced',
        'reader',
        'none',
      ]) {
        const { User } = await client.send(new CreateUserCommand({ UserName }));
        ids.set(UserName, User?.UserId ?? '');
      }
      const adminArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
      await client.send(new AttachUserPolicyCommand({ UserName: 'direct', PolicyArn: adminArn }));
      await client.send(
        new PutUserPolicyCommand({ UserName: 'inline', PolicyName: 'p', PolicyDocument: everything }),
      );
      await client.send(new CreateGroupCommand({ GroupName: 'admins' }));
      await client.send(new AttachGroupPolicyCommand({ GroupName: 'admins', PolicyArn: adminArn }));
      await client.send(new AddUserToGroupCommand({ GroupName: 'admins', UserName: 'grouped' }));
      await client.send(
        new AttachUserPolicyCommand({
          UserName: 'iam-full',
          PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess',
        }),
      );
      const { Policy } = await client.send(
        new CreatePolicyCommand({ PolicyName: 'grows', PolicyDocument: harmless }),
      );
      const PolicyArn = Policy?.Arn ?? '';
      await client.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: everything, SetAsDefault: true }),
      );
      await client.send(new AttachUserPolicyCommand({ UserName: 'newer-version', PolicyArn }));
      await client.send(new CreateGroupCommand({ GroupName: 'guarded' }));
      await client.send(
        new PutGroupPolicyCommand({
          GroupName: 'guarded',
          PolicyName: 'deny',
          PolicyDocument: document({
            Effect: 'Deny',
            NotAction: 'iam:EnableMFADevice',
            Resource: '*',
            Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
          }),
        }),
      );
      await client.send(new AddUserToGroupCommand({ GroupName: 'guarded', UserName: 'enforced' }));
      await client.send(new AttachUserPolicyCommand({ UserName: 'enforced', PolicyArn: adminArn }));
      await client.send(
        new PutUserPolicyCommand({ UserName: 'reader', PolicyName: 'p', PolicyDocument: harmless }),
      );

      const privileges = await read(client);

      const labels = [...ids].map(([name, id]) => [name, privileges.of(id).label]);
      expect(Object.fromEntries(labels)).toEqual({
        direct: 'administrator',
        inline: 'administrator',
        grouped: 'administrator',
        'iam-full': 'can-become-administrator',
        'newer-version': 'administrator',
        enforced: 'administrator-with-mfa-only',
        reader: 'none-found',
        none: 'none-found',
      });
      expect(privileges.failures).toEqual([]);
      expect(privileges.of('AIDAUNKNOWN').label).toBe('not-read');
    });
  },
  { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
);

type Answer = { readonly status?: number; readonly body: string };
type Ask = (parameters: URLSearchParams) => Answer;

/** A server that speaks IAM's Query protocol; what it was asked is kept. */
async function withIam<T>(ask: Ask, use: (client: IAMClient, asked: string[]) => Promise<T>): Promise<T> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const parameters = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      asked.push(parameters.get('Action') ?? '');
      const { status = 200, body } = ask(parameters);
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return await use(client, asked);
  } finally {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

const details = (content: string, marker?: string): Answer => ({
  body:
    `<GetAccountAuthorizationDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountAuthorizationDetailsResult>` +
    `${content}<IsTruncated>${marker === undefined ? 'false' : 'true'}</IsTruncated>` +
    (marker === undefined ? '' : `<Marker>${marker}</Marker>`) +
    `</GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>`,
});

const denied: Answer = {
  status: 403,
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
};

const attached = (arns: readonly string[]): string =>
  `<AttachedManagedPolicies>${arns.map((arn) => `<member><PolicyName>p</PolicyName><PolicyArn>${arn}</PolicyArn></member>`).join('')}</AttachedManagedPolicies>`;
const user = (name: string, arns: readonly string[]): string =>
  `<member><UserId>AIDA${name}</UserId><UserName>${name}</UserName><Path>/</Path><Arn>arn:aws:iam::111122223333:user/${name}</Arn>` +
  `<GroupList/>${attached(arns)}</member>`;
const users = (list: readonly string[]): string => `<UserDetailList>${list.join('')}</UserDetailList>`;
const customer = (name: string): string => `arn:aws:iam::111122223333:policy/${name}`;

describe('a listing', () => {
  test('that is denied makes every user not-read, and names the action once', async () => {
    await withIam(
      () => denied,
      async (client) => {
        const privileges = await read(client);

        expect(privileges.of('AIDAalice').label).toBe('not-read');
        expect(privileges.failures).toEqual([
          { api: 'iam:GetAccountAuthorizationDetails', error: 'AccessDenied' },
        ]);
      },
    );
  });

  test('whose Marker comes again in a cycle is incomplete, so every user is not-read', async () => {
    let page = 0;
    await withIam(
      () => details(users([user('alice', [])]), (page += 1) % 2 === 0 ? 'a' : 'b'),
      async (client, asked) => {
        const privileges = await read(client);

        expect(privileges.of('AIDAalice').label).toBe('not-read');
        expect(privileges.failures).toEqual([
          { api: 'iam:GetAccountAuthorizationDetails', error: 'MalformedResponse' },
        ]);
        expect(asked).toHaveLength(3);
      },
    );
  });

  test('of the customer policies is not asked for where none is attached', async () => {
    await withIam(
      () => details(users([user('alice', [])])),
      async (client, asked) => {
        expect((await read(client)).of('AIDAalice').label).toBe('none-found');
        expect(asked).toEqual(['GetAccountAuthorizationDetails']);
      },
    );
  });

  test('of users leaves a policy that could not be read as not-read, for those who have it only', async () => {
    const arn = 'arn:aws:iam::aws:policy/SomethingNew';
    await withIam(
      (parameters) =>
        parameters.get('Action') === 'GetPolicy'
          ? denied
          : details(users([user('alice', [arn]), user('bob', [])])),
      async (client) => {
        const privileges = await read(client);

        expect(privileges.of('AIDAalice')).toEqual({
          label: 'not-read',
          policies: [arn],
          mfaEnforced: 'cannot see',
        });
        expect(privileges.of('AIDAbob').label).toBe('none-found');
        expect(privileges.failures).toEqual([{ api: 'iam:GetPolicy', error: 'AccessDenied' }]);
      },
    );
  });
});

test('a policy of AWS is read once in the life of a process', async () => {
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const answer = (parameters: URLSearchParams): Answer => {
    switch (parameters.get('Action')) {
      case 'GetPolicy':
        return {
          body: `<GetPolicyResponse><GetPolicyResult><Policy><Arn>${arn}</Arn><DefaultVersionId>v1</DefaultVersionId></Policy></GetPolicyResult></GetPolicyResponse>`,
        };
      case 'GetPolicyVersion':
        return {
          body: `<GetPolicyVersionResponse><GetPolicyVersionResult><PolicyVersion><Document>${encodeURIComponent(everything)}</Document><VersionId>v1</VersionId></PolicyVersion></GetPolicyVersionResult></GetPolicyVersionResponse>`,
        };
      case null:
      default:
        return details(users([user('alice', [arn])]));
    }
  };
  await withIam(answer, async (client, asked) => {
    const known = new Map<string, ReadPolicy>();
    await read(client, known);
    const again = await read(client, known);

    expect(again.of('AIDAalice').label).toBe('administrator');
    expect(asked).toEqual([
      'GetAccountAuthorizationDetails',
      'GetPolicy',
      'GetPolicyVersion',
      'GetAccountAuthorizationDetails',
    ]);
  });
});

test('5,000 users and 200 customer policies cost 9 calls, in pages of 1,000 and of 50', async () => {
  const sizes: string[] = [];
  const names = Array.from({ length: 5_000 }, (_, index) => `user-${index}`);
  const answer = (parameters: URLSearchParams): Answer => {
    sizes.push(parameters.get('MaxItems') ?? '');
    const from = Number(parameters.get('Marker') ?? '0');
    if (parameters.get('Filter.member.1') === 'User') {
      const page = names.slice(from, from + 1_000).map((name) => user(name, [customer('work')]));
      return details(users(page), from + 1_000 < names.length ? String(from + 1_000) : undefined);
    }
    const policies = Array.from(
      { length: 50 },
      (_, index) =>
        `<member><PolicyName>p</PolicyName><Arn>${customer(from + index === 150 ? 'work' : `p${from + index}`)}</Arn>` +
        `<DefaultVersionId>v2</DefaultVersionId><PolicyVersionList>` +
        `<member><VersionId>v1</VersionId><Document>${encodeURIComponent(everything)}</Document></member>` +
        `<member><VersionId>v2</VersionId><Document>${encodeURIComponent(harmless)}</Document></member>` +
        `</PolicyVersionList></member>`,
    );
    return details(
      `<Policies>${policies.join('')}</Policies>`,
      from + 50 < 200 ? String(from + 50) : undefined,
    );
  };
  await withIam(answer, async (client) => {
    const privileges = await read(client);

    expect(privileges.of('AIDAuser-4999').label).toBe('none-found');
    expect(sizes).toEqual(['1000', '1000', '1000', '1000', '1000', '50', '50', '50', '50']);
  });
});
