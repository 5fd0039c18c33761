import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { checkPackBytes, maxPackBytes } from '../../infra/organization/conformance-pack';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import type { OrganizationOptions } from '../../infra/options/props';
import { templates } from '../../infra/templates';
import { meta } from '../../rule/meta';
import { deployed, managementAccount, packBody, pseudo, type TemplateBody } from './organization-synth';
import { accountStack, only } from './synth';

const ruleParameters = {
  requiredMfa: 'only-phishing-resistant',
  gracePeriodHours: 24,
  exemptTagKey: 'on',
  maxExemptDays: 90,
  exemptPaths: ['/service/', '/ci/'],
  exemptUserNames: ['break-glass'],
  ownerTagKey: 'owner',
  rankPrivileges: true,
  maximumExecutionFrequency: 'TwentyFour_Hours',
} as const;

type Props = Partial<OrganizationOptions>;

const packOf = (body = ''): TemplateBody => parse(body) as TemplateBody;
const everything: Props = { ...ruleParameters, remediation: 'manual', rootHardwareMfa: true };
const body = packBody(everything) ?? '';
const pack = packOf(body);

describe('the body of the conformance pack', () => {
  test('holds the rule, its remediation and the two root rules, and only the types that a pack may hold', () => {
    expect(Object.entries(pack.Resources).map(([id, { Type }]) => [id, Type])).toEqual([
      ['IamUserMfa', 'AWS::Config::ConfigRule'],
      ['IamUserMfaRemediation', 'AWS::Config::RemediationConfiguration'],
      ['RootAccountMfa', 'AWS::Config::ConfigRule'],
      ['RootAccountHardwareMfa', 'AWS::Config::ConfigRule'],
    ]);
  });

  test('by default holds the rule and one root rule', () => {
    expect(Object.keys(packOf(packBody()).Resources)).toEqual(['IamUserMfa', 'RootAccountMfa']);
  });

  test('has the very rule of the account stack, but for the function', () => {
    const account = only(accountStack(ruleParameters).template, 'AWS::Config::ConfigRule');
    const { Source: ofAccount, ...restOfAccount } = account as { Source: object };
    const { Source: ofPack, ...restOfPack } = pack.Resources['IamUserMfa']?.Properties as { Source: object };
    expect(restOfPack).toEqual(restOfAccount);
    expect({ ...ofPack, SourceIdentifier: '' }).toEqual({ ...ofAccount, SourceIdentifier: '' });
  });

  test("has the remediation of the account stack, but for the account's own role", () => {
    const account = only(
      accountStack({ remediation: 'manual' }).template,
      'AWS::Config::RemediationConfiguration',
    );
    const { TargetId, Parameters, ...rest } = pack.Resources['IamUserMfaRemediation']?.Properties ?? {};
    expect(account).toMatchObject(rest);
    expect(TargetId).toBe('iam-user-mfa-require-mfa');
    expect(Object.keys(Parameters as object)).toEqual(Object.keys(account['Parameters'] as object));
  });

  test.each([
    ['222233334444', 'us-east-1', 'aws'],
    ['555566667777', 'cn-north-1', 'aws-cn'],
  ])('in the member %s names the function of that account', (account, region, partition) => {
    const rule = deployed(pack, pseudo(account, region, partition))['IamUserMfa'];
    expect(rule?.Properties['Source']).toMatchObject({
      SourceIdentifier: `arn:${partition}:lambda:${region}:${account}:function:iam-user-mfa`,
    });
  });

  test('names rule and role by literals, the role with the id of the account that deployed', () => {
    const remediation = JSON.stringify(pack.Resources['IamUserMfaRemediation']);
    expect(remediation).toContain(`"arn:aws:iam::${managementAccount}:role/iam-user-mfa-remediation"`);
    expect(remediation).not.toMatch(/Fn::|Ref|\$\{|Token/);
    for (const { Properties } of Object.values(pack.Resources))
      expect(Properties['ConfigRuleName']).toEqual(expect.stringMatching(/^[a-z-]+$/));
  });

  test('names the management account where a delegated administrator deploys, and wants to be told it', () => {
    const delegated = { remediation: 'manual', deployFrom: 'delegated-administrator' } as const;
    expect(packBody({ ...delegated, managementAccountId: '999988887777' })).toContain(
      'arn:aws:iam::999988887777:role/',
    );
    expect(() => packBody(delegated)).toThrow(/^Invalid options: managementAccountId: got nothing, .*$/);
  });

  test('means the same to a reader of YAML 1.1, to whom a bare on would be true', () => {
    expect(parse(body, { version: '1.1' })).toEqual(pack);
    expect(pack.Resources['IamUserMfa']?.Properties['InputParameters']).toMatchObject({ exemptTagKey: 'on' });
  });

  test('leaves room in the name for the suffix of a pack', () => {
    expect(meta.id.length).toBeLessThanOrEqual(38);
  });

  test('of one byte too many fails the synth with the bytes named', () => {
    expect(() => checkPackBytes('x'.repeat(maxPackBytes))).not.toThrow();
    expect(() => checkPackBytes(`é${'x'.repeat(maxPackBytes - 1)}`)).toThrow(
      'Invalid options: conformance pack: got 51201 bytes, allowed: at most 51200.',
    );
  });
});

describe('the root rules', () => {
  test.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('are left out in %s, whether the region is known at synth or not', (region, partition) => {
    for (const env of [{}, { env: { region } }])
      expect(
        Object.keys(packOf(packBody({ rootHardwareMfa: true }, region, partition, env)).Resources),
      ).toEqual(['IamUserMfa']);
  });

  test('are all that the pack holds where the rule is in the member stacks', () => {
    const ids = Object.keys(packOf(packBody({ ...everything, ruleIn: 'member-stack' })).Resources);
    expect(ids).toEqual(['RootAccountMfa', 'RootAccountHardwareMfa']);
  });

  test('where nothing is left, there is no pack', () => {
    const props = { ruleIn: 'member-stack' } as const;
    expect(packBody(props, 'cn-north-1', 'aws-cn')).toBeUndefined();
    expect(packBody(props, 'cn-north-1', 'aws-cn', { env: { region: 'cn-north-1' } })).toBeUndefined();
  });
});

describe('the pack as a file for people without CDK', () => {
  const file = templates['conformance-pack.yaml']?.() ?? '';

  test('with its parameters set is the pack of the CDK stack', () => {
    const values = Object.fromEntries(
      Object.entries(ruleParameters).map(([key, value]) => [
        key.charAt(0).toUpperCase() + key.slice(1),
        Array.isArray(value) ? value.join(',') : String(value),
      ]),
    );
    expect(deployed(packOf(file), { ...pseudo('222233334444'), ...values })).toEqual(
      deployed(packOf(packBody(ruleParameters)), pseudo('222233334444')),
    );
  });

  test('with its parameters left alone passes no empty one, and means what nothing set means', () => {
    const rule = deployed(packOf(file), pseudo('222233334444'))['IamUserMfa'];
    const given = rule?.Properties['InputParameters'] as Record<string, unknown>;
    expect(Object.values(given)).not.toContain('');
    expect(parseParameterValues(given)).toEqual(parseParameterValues({}));
  });

  test('uncommented has the hardware rule and the remediation of the CDK stack, the account id as a literal', () => {
    const uncommented = packOf(file.replace(/^ {2}#(?! )| {2}#(?= {2})/gm, '  '));
    const cdk = packOf(packBody({ remediation: 'manual', rootHardwareMfa: true }));
    const last = (of: TemplateBody) => [
      of.Resources['IamUserMfaRemediation'],
      of.Resources['RootAccountHardwareMfa'],
    ];
    expect(last(uncommented)).toEqual(last(cdk));
    expect(packOf(file).Resources).not.toHaveProperty('IamUserMfaRemediation');
  });
});
