import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { ConfigAggregator } from '../../rule/aws/config/config-aggregator';
import { ConfigOrganizationPacks } from '../../rule/aws/config/organization-packs';
import { readGroups } from '../../rule/doctor/group/read';
import { Reading } from '../../rule/doctor/reading';
import { IamEnroller } from '../../rule/aws/iam/iam-enroller';
import { answering, settings } from './answering';

const { signal } = new AbortController();

test('the accounts of a pack whose token comes again are a failure, not an endless list', async () => {
  const page = { OrganizationConformancePackDetailedStatuses: [], NextToken: 'again' };
  await answering(
    () => JSON.stringify(page),
    async (endpoint, asked) => {
      const packs = new ConfigOrganizationPacks(new ConfigServiceClient(settings(endpoint)), signal);

      expect(await packs.failedAccounts('iam-user-mfa')).toMatchObject({
        failure: { error: 'MalformedResponse' },
      });
      expect(asked).toHaveLength(2);
    },
  );
});

const iamList = (action: string, items: string, end: string): string =>
  `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${items}${end}</${action}Result></${action}Response>`;
const ended = '<IsTruncated>false</IsTruncated><Marker>again</Marker>';
const endless = '<IsTruncated>true</IsTruncated><Marker>again</Marker>';
const groupXml = '<GroupName>g</GroupName><Arn>arn:aws:iam::111122223333:group/iam-user-mfa-required/g</Arn>';

const enrollerOf = (endpoint: string): IamEnroller => {
  const client = new IAMClient(settings(endpoint));
  return new IamEnroller({ reader: client, writer: client, signal });
};

test('the devices of a user end where IAM says so, although a Marker comes with it', async () => {
  const device = '<member><SerialNumber>GAHT12345678</SerialNumber></member>';
  await answering(
    (action) => iamList(action, `<MFADevices>${device}</MFADevices>`, ended),
    async (endpoint) => {
      expect(await enrollerOf(endpoint).serialNumbers('alice')).toEqual(['GAHT12345678']);
    },
  );
});

test('virtual devices whose Marker comes again are a failure, not an endless list', async () => {
  await answering(
    (action) => iamList(action, '<VirtualMFADevices></VirtualMFADevices>', endless),
    async (endpoint, asked) => {
      await expect(enrollerOf(endpoint).virtualSerialNumbers()).rejects.toThrow(
        'MalformedResponse on iam:ListVirtualMFADevices',
      );
      expect(asked).toHaveLength(2);
    },
  );
});

const place = {
  accountId: '111122223333',
  partition: 'aws',
  callerArn: '',
  region: 'us-east-1',
  now: new Date(),
};
const groupsAt = (endpoint: string) => readGroups(new Reading(place, settings(endpoint), signal));

test('groups whose Marker comes again are unknown to doctor, not an endless list', async () => {
  await answering(
    (action) => iamList(action, '<Groups></Groups>', endless),
    async (endpoint, asked) => {
      expect(await groupsAt(endpoint)).toMatchObject({
        groups: { failure: { api: 'iam:ListGroups', error: 'MalformedResponse' } },
      });
      expect(asked).toHaveLength(2);
    },
  );
});

test('a group whose members break off is unknown to doctor, not one with fewer members', async () => {
  const member = '<member><UserId>AIDAALICE</UserId><UserName>alice</UserName></member>';
  await answering(
    (action) =>
      action === 'ListGroups'
        ? iamList(action, '<Groups></Groups>', '<IsTruncated>false</IsTruncated>')
        : iamList(
            action,
            `<Group>${groupXml}</Group><Users>${member}</Users>`,
            '<IsTruncated>true</IsTruncated>',
          ),
    async (endpoint) => {
      expect(await groupsAt(endpoint)).toMatchObject({
        groups: { failure: { api: 'iam:GetGroup', error: 'MalformedResponse' } },
      });
    },
  );
});

test("a rule that an AWS service keeps to itself and nobody can describe hides no account's rule", async () => {
  const ours = { ConfigRuleName: 'iam-user-mfa', AccountId: '111122223333', AwsRegion: 'us-east-1' };
  await answering(
    () =>
      JSON.stringify({
        AggregateComplianceByConfigRules: [{ AccountId: '111122223333' }, { ConfigRuleName: 'x' }, {}, ours],
      }),
    async (endpoint) => {
      const client = new ConfigServiceClient(settings(endpoint));
      const aggregator = new ConfigAggregator({ client, aggregator: 'iam-user-mfa', signal });

      expect(await aggregator.rules(1)).toEqual([
        { accountId: '111122223333', region: 'us-east-1', ruleName: 'iam-user-mfa' },
      ]);
    },
  );
});
