import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkParameters } from '../../infra/organization/member-parameters';
import { memberTemplate } from '../../infra/organization/member-template';
import { parseOptions } from '../../infra/options/parse-options';
import { stackSetParameters } from '../../infra/organization/member-stack-set';
import { InvalidOptionsError } from '../../infra/options/errors';
import { templates } from '../../infra/templates';
import {
  aggregationStack,
  memberStack,
  organizationStack,
  ou,
  reportStack,
  stackSet,
  type TemplateBody,
  topicArn,
} from './organization-synth';
import { IamUserMfaHook } from '../../infra/gates/iam-user-mfa-hook';
import { accountStack, everythingOff, everythingOn, stackWith } from './synth';

interface Statement {
  readonly Principal?: { readonly Service?: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const body = (of: { readonly template: { toJSON(): object } }): TemplateBody =>
  of.template.toJSON() as TemplateBody;
const member = { notificationTopicArn: topicArn, alarms: 'all', ruleIn: 'member-stack' } as const;

/** Every template that can come of it: those of the stacks, and the two for people without CDK. */
const all: Readonly<Record<string, TemplateBody>> = {
  'an account': body(accountStack()),
  'an account with everything on': body(accountStack(everythingOn)),
  'an account with everything off': body(accountStack(everythingOff)),
  'an account with a topic of its own choice': body(
    accountStack({ notificationTopicArn: topicArn, complianceNotice: true }),
  ),
  'a member': body(memberStack()),
  'a member with everything on': body(
    memberStack({ ...member, remediation: 'manual', removeConsoleAccess: true, securityHubFindings: true }),
  ),
  'the StackSet': body(stackSet()),
  'the pack': body(organizationStack({ remediation: 'manual' })),
  'the view': body(aggregationStack()),
  'the report': body(reportStack({ notificationTopicArn: topicArn })),
  'the hook': body({
    template: stackWith((stack) => {
      new IamUserMfaHook(stack, 'Hook', { enforcingGroups: ['mfa-required'], enforcingPolicyArns: [] });
    }),
  }),
  'the account template': JSON.parse(templates['iam-user-mfa.template.json']?.() ?? '') as TemplateBody,
  'the member template': JSON.parse(templates['member.template.json']?.() ?? '') as TemplateBody,
};

const resourcesOf = (template: TemplateBody, type: string) =>
  Object.values(template.Resources).filter(({ Type }) => Type === type);

/** The statements for EventBridge in the policies of a type's resources. */
function forEventBridge(template: TemplateBody, type: string, key: string): readonly Statement[] {
  return resourcesOf(template, type)
    .flatMap(({ Properties }) => (Properties[key] as { Statement: readonly Statement[] }).Statement)
    .filter(({ Principal }) => Principal?.Service === 'events.amazonaws.com');
}

const keysOf = ({ Condition = {} }: Statement): readonly string[] =>
  Object.values(Condition).flatMap((condition) => Object.keys(condition));

describe.each(Object.entries(all))('in %s', (_, template) => {
  test('EventBridge may publish to a topic and use its key without saying where an event is from', () => {
    const statements = [
      ...forEventBridge(template, 'AWS::SNS::TopicPolicy', 'PolicyDocument'),
      ...forEventBridge(template, 'AWS::KMS::Key', 'KeyPolicy'),
    ];
    expect(statements.flatMap(keysOf).filter((key) => key.startsWith('aws:Source'))).toEqual([]);
  });

  test('EventBridge may send to a queue only as the rule that the queue is for', () => {
    const rules = Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === 'AWS::Events::Rule')
      .map(([id]) => id);
    for (const statement of forEventBridge(template, 'AWS::SQS::QueuePolicy', 'PolicyDocument')) {
      expect(keysOf(statement)).toEqual(['aws:SourceArn']);
      const arn = statement.Condition?.['ArnEquals']?.['aws:SourceArn'] as { 'Fn::GetAtt': [string, string] };
      expect(rules).toContain(arn['Fn::GetAtt'][0]);
      expect(arn['Fn::GetAtt'][1]).toBe('Arn');
    }
  });

  test('every EventBridge target has a dead-letter queue that takes from its rule', () => {
    const policies = JSON.stringify(resourcesOf(template, 'AWS::SQS::QueuePolicy'));
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      if (Type !== 'AWS::Events::Rule') continue;
      for (const target of Properties['Targets'] as readonly { DeadLetterConfig?: { Arn: unknown } }[]) {
        expect(target.DeadLetterConfig?.Arn).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
        expect(policies).toContain(JSON.stringify({ 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } }));
      }
    }
  });

  test('there is not both a pack and an aggregator', () => {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    expect(
      types.has('AWS::Config::OrganizationConformancePack') &&
        types.has('AWS::Config::ConfigurationAggregator'),
    ).toBe(false);
  });

  test('everything is ASCII', () => {
    expect(JSON.stringify(template).match(/[^ -~]/u)).toBeNull();
  });
});

describe("a StackSet's parameters", () => {
  const template = memberTemplate();

  const segment = fc.stringMatching(/^[a-z]{1,30}$/);
  const options = fc.record(
    {
      requiredMfa: fc.constantFrom('any', 'has-phishing-resistant', 'only-phishing-resistant'),
      gracePeriodHours: fc.integer({ min: -5, max: 800 }),
      exemptTagKey: fc.stringMatching(/^[ -~]{1,130}$/),
      ownerTagKey: fc.stringMatching(/^[A-Za-z0-9 _.:/=+@-]{1,20}$/),
      rankPrivileges: fc.boolean(),
      exemptPaths: fc.array(
        segment.map((name) => `/${name}/`),
        { maxLength: 20 },
      ),
      exemptUserNames: fc.array(fc.stringMatching(/^[\w+=.@-]{1,64}$/), { maxLength: 12 }),
      memoryMiB: fc.integer({ min: 100, max: 11_000 }),
      timeoutSeconds: fc.integer({ min: 0, max: 1000 }),
      logRetentionDays: fc.constantFrom(1, 2, 30, 400),
      alarms: fc.constantFrom(true, false, 'all'),
      securityHubFindings: fc.boolean(),
      remediation: fc.constantFrom('off', 'manual', 'automatic'),
    },
    { requiredKeys: [] },
  );

  test('are refused at synth, or fit the constraints of the member template', () => {
    const { Parameters = {} } = JSON.parse(template) as {
      Parameters?: Record<string, { AllowedPattern?: string; AllowedValues?: string[]; MaxLength?: number }>;
    };
    fc.assert(
      fc.property(options, (values) => {
        let given;
        try {
          given = stackSetParameters(parseOptions('organization', { organizationalUnitIds: ou, ...values }));
          checkParameters(given, template);
        } catch (error) {
          if (error instanceof InvalidOptionsError) return;
          throw error;
        }
        for (const { parameterKey, parameterValue } of given) {
          const { AllowedPattern = '', AllowedValues, MaxLength = Infinity } = Parameters[parameterKey] ?? {};
          expect(parameterValue.length).toBeLessThanOrEqual(MaxLength);
          expect(parameterValue).toMatch(new RegExp(AllowedPattern));
          if (AllowedValues !== undefined) expect(AllowedValues).toContain(parameterValue);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('that are longer than the template takes fail the synth of the StackSet with what is allowed', () => {
    const exemptPaths = Array.from({ length: 12 }, (_, index) => `/${'x'.repeat(30)}${index}/`);
    expect(() => stackSet({ exemptPaths })).toThrow(
      /^Invalid options: exemptPaths: got \d+ characters, allowed: at most 288 in an organization, as a parameter of the member template\.$/,
    );
  });

  test('that no template can know fail with the name of the option', () => {
    expect(() => checkParameters([{ parameterKey: 'Banana', parameterValue: 'x' }], template)).toThrow(
      'Invalid options: banana: unknown to the member template.',
    );
  });
});
