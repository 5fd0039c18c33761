import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeOrganizationConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand,
  GetOrganizationConformancePackDetailedStatusCommand,
} from '@aws-sdk/client-config-service';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { clientsFor, withStandin } from './clients';

describe('recorders', () => {
  test('the customer-managed one is described unless a service principal is asked for', () =>
    withStandin(
      {
        configurationRecorders: [
          { recordingGroup: { allSupported: true, includeGlobalResourceTypes: false, resourceTypes: [] } },
          { name: 'AWSConfigurationRecorderForSecurityHub', servicePrincipal: 'securityhub.amazonaws.com' },
        ],
      },
      async ({ config }) => {
        const { ConfigurationRecorders: own } = await config.send(
          new DescribeConfigurationRecordersCommand({}),
        );
        expect(own).toMatchObject([
          {
            name: 'default',
            recordingScope: 'PAID',
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
          },
        ]);
        const linked = await config.send(
          new DescribeConfigurationRecordersCommand({ ServicePrincipal: 'securityhub.amazonaws.com' }),
        );
        expect(linked.ConfigurationRecorders).toMatchObject([{ recordingScope: 'INTERNAL' }]);
      },
    ));

  test('the status says whether it is on, and what went wrong', () =>
    withStandin(
      {
        configurationRecorders: [
          { recording: false, lastStatus: 'Failure', lastErrorCode: 'InsufficientDeliveryPolicyException' },
        ],
      },
      async ({ config }) => {
        const status = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
        expect(status.ConfigurationRecordersStatus).toMatchObject([
          {
            name: 'default',
            recording: false,
            lastStatus: 'Failure',
            lastErrorCode: 'InsufficientDeliveryPolicyException',
          },
        ]);
      },
    ));

  test('an account without a recorder has an empty list', () =>
    withStandin({ configurationRecorders: [] }, async ({ config }) => {
      const { ConfigurationRecorders } = await config.send(new DescribeConfigurationRecordersCommand({}));
      expect(ConfigurationRecorders).toEqual([]);
      await expect(
        config.send(new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames: ['default'] })),
      ).rejects.toMatchObject({ name: 'NoSuchConfigurationRecorderException' });
    }));
});

test('a rule has the source, the maker and the evaluation status that the seed gives', () =>
  withStandin(
    {
      configRules: [
        { name: 'iam-user-mfa' },
        {
          name: 'iam-root-mfa-conformance-pack-abc',
          owner: 'AWS',
          sourceIdentifier: 'ROOT_ACCOUNT_MFA_ENABLED',
          createdBy: 'config-conforms.amazonaws.com',
          evaluationStatus: { LastErrorCode: 'AccessDenied', LastErrorMessage: 'denied' },
        },
      ],
    },
    async ({ config }) => {
      const { ConfigRules } = await config.send(new DescribeConfigRulesCommand({}));
      expect(ConfigRules).toMatchObject([
        {
          Source: {
            Owner: 'CUSTOM_LAMBDA',
            SourceIdentifier: 'arn:aws:lambda:us-east-1:123456789012:function:iam-user-mfa',
          },
        },
        {
          Source: { Owner: 'AWS', SourceIdentifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
          CreatedBy: 'config-conforms.amazonaws.com',
        },
      ]);
      const names = { ConfigRuleNames: ['iam-root-mfa-conformance-pack-abc'] };
      const status = await config.send(new DescribeConfigRuleEvaluationStatusCommand(names));
      expect(status.ConfigRulesEvaluationStatus).toMatchObject([
        { LastErrorCode: 'AccessDenied', FirstEvaluationStarted: true },
      ]);
    },
  ));

describe('an organization', () => {
  const organization = {
    paths: true,
    trustedServices: ['member.org.stacksets.cloudformation.amazonaws.com'],
    delegatedAdministrators: ['222222222222'],
    roots: [{ id: 'r-ab12', name: 'Root', ous: [{ id: 'ou-ab12-11111111', name: 'prod' }] }],
    accounts: [
      { accountId: '222222222222', name: 'audit', parent: 'ou-ab12-11111111' },
      { accountId: '333333333333', name: 'old', status: 'PENDING_CLOSURE' },
    ],
    conformancePacks: [
      {
        name: 'iam-user-mfa',
        status: 'CREATE_FAILED',
        accounts: [
          { accountId: '222222222222' },
          {
            accountId: '333333333333',
            status: 'CREATE_FAILED',
            errorCode: 'ResourceNotFoundException',
            errorMessage: 'The function is not there.',
          },
        ],
      },
    ],
  };

  test('each account has a path where the service is new enough', () =>
    withStandin({ organization }, async ({ url }) => {
      const client = new OrganizationsClient({ endpoint: url });
      const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
      expect(Accounts.map(({ Paths, Status }) => [Paths, Status])).toEqual([
        [['o-standin000/r-ab12/ou-ab12-11111111/222222222222/'], 'ACTIVE'],
        [['o-standin000/r-ab12/333333333333/'], 'PENDING_CLOSURE'],
        [['o-standin000/r-ab12/123456789012/'], 'ACTIVE'],
      ]);
    }));

  test('it names its features, trusted services and delegated administrators', () =>
    withStandin(
      { organization: { ...organization, featureSet: 'CONSOLIDATED_BILLING' } },
      async ({ url }) => {
        const client = new OrganizationsClient({ endpoint: url });
        const { Organization } = await client.send(new DescribeOrganizationCommand({}));
        expect(Organization?.FeatureSet).toBe('CONSOLIDATED_BILLING');
        const services = await client.send(new ListAWSServiceAccessForOrganizationCommand({}));
        expect(services.EnabledServicePrincipals).toMatchObject([
          { ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' },
        ]);
        const delegated = await client.send(new ListDelegatedAdministratorsCommand({}));
        expect(delegated.DelegatedAdministrators).toMatchObject([{ Id: '222222222222', Name: 'audit' }]);
      },
    ));

  test('a pack shows its state in each account, and why it failed', () =>
    withStandin({ organization }, async ({ config }) => {
      const { OrganizationConformancePacks: packs } = await config.send(
        new DescribeOrganizationConformancePacksCommand({}),
      );
      expect(packs?.map((pack) => pack.OrganizationConformancePackName)).toEqual(['iam-user-mfa']);
      const statuses = await config.send(new DescribeOrganizationConformancePackStatusesCommand({}));
      expect(statuses.OrganizationConformancePackStatuses).toMatchObject([{ Status: 'CREATE_FAILED' }]);
      const detailed = await config.send(
        new GetOrganizationConformancePackDetailedStatusCommand({
          OrganizationConformancePackName: 'iam-user-mfa',
          Filters: { Status: 'CREATE_FAILED' },
        }),
      );
      expect(detailed.OrganizationConformancePackDetailedStatuses).toMatchObject([
        {
          AccountId: '333333333333',
          Status: 'CREATE_FAILED',
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: 'The function is not there.',
        },
      ]);
    }));

  test('a pack that is not there, a member and an account alone are refused by name', () =>
    withStandin(
      {
        organization,
        accounts: [{ accountId: '333333333333' }],
        accessKeys: { AKIAMEMBER: '333333333333' },
      },
      async ({ config, url }) => {
        const status = new GetOrganizationConformancePackDetailedStatusCommand({
          OrganizationConformancePackName: 'none',
        });
        await expect(config.send(status)).rejects.toMatchObject({
          name: 'NoSuchOrganizationConformancePackException',
        });
        await expect(clientsFor(url, 'AKIAMEMBER').config.send(status)).rejects.toMatchObject({
          name: 'OrganizationAccessDeniedException',
        });
      },
    ));
});
