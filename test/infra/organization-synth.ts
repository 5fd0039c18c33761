import { App, type Stack } from 'aws-cdk-lib';
import type { OfEveryStack } from '../../infra/options/parse-options';
import { Template } from 'aws-cdk-lib/assertions';
import { AggregationStack } from '../../infra/organization/aggregation-stack';
import { MemberStack, type MemberStackProps } from '../../infra/organization/member-stack';
import { MemberStackSet } from '../../infra/organization/member-stack-set';
import type { OrganizationOptions } from '../../infra/options/props';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { ReportStack } from '../../infra/organization/report-stack';

export const ou = 'ou-abcd-11111111';
export const managementAccount = '111122223333';
export const topicArn = 'arn:aws:sns:us-east-1:111122223333:security';

type Make<P> = new (scope: App, id: string, props: P) => Stack;

function synthesize<P extends OfEveryStack>(StackClass: Make<P>, props: P) {
  const app = new App();
  const stack = new StackClass(app, 'Test', props);
  return { app, stack, template: Template.fromStack(stack) };
}

export const memberStack = (props: MemberStackProps = {}) => synthesize(MemberStack, props);
export const stackSet = (props: Partial<OrganizationOptions> & OfEveryStack = {}) =>
  synthesize(MemberStackSet, { organizationalUnitIds: [ou], ...props });
export const organizationStack = (props: Partial<OrganizationOptions> & OfEveryStack = {}) =>
  synthesize(OrganizationStack, { organizationalUnitIds: [ou], ...props });

export const aggregationStack = (props: Partial<OrganizationOptions> & OfEveryStack = {}) =>
  synthesize(AggregationStack, { organizationalUnitIds: [ou], ...props });

export const reportStack = (props: Partial<OrganizationOptions> & OfEveryStack = {}) =>
  synthesize(ReportStack, { organizationalUnitIds: [ou], organizationReport: 'weekly', ...props });

export interface TemplateBody {
  readonly Parameters?: Readonly<
    Record<string, { readonly Default?: unknown; readonly AllowedValues?: string[] }>
  >;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Condition?: string; readonly Properties: Record<string, unknown> }
    >
  >;
}

const nothing = Symbol('AWS::NoValue');

/**
 * What CloudFormation, or Config in a member account, makes of a template: conditions, parameters, pseudo parameters, joins
 * and substitutions. A reference to a resource stays.
 */
export function deployed(template: TemplateBody, values: Readonly<Record<string, string>> = {}) {
  const parameters: Record<string, string | undefined> = { ...values };
  for (const [name, { Default }] of Object.entries(template.Parameters ?? {}))
    parameters[name] ??= String(Default);

  const holds = (condition: unknown): boolean => {
    const [[operator, operands] = ['', undefined]] = Object.entries(condition as Record<string, unknown>);
    if (operator === 'Condition') return holds(template.Conditions?.[String(operands)]);
    const list = operands as readonly unknown[];
    if (operator === 'Fn::Not') return !holds(list[0]);
    if (operator === 'Fn::And') return list.every(holds);
    if (operator === 'Fn::Or') return list.some(holds);
    if (operator === 'Fn::Equals') return String(resolve(list[0])) === String(resolve(list[1]));
    throw new Error(`no such condition function: ${operator}`);
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== nothing);
    if (typeof value !== 'object' || value === null) return value;
    const record = value as Record<string, unknown>;
    const { Ref } = record;
    if (Ref === 'AWS::NoValue') return nothing;
    if (typeof Ref === 'string') return parameters[Ref] ?? record;
    if ('Fn::If' in record) {
      const [name, yes, no] = record['Fn::If'] as [string, unknown, unknown];
      return resolve(holds(template.Conditions?.[name]) ? yes : no);
    }
    if ('Fn::Join' in record) {
      const [separator, parts] = record['Fn::Join'] as [string, unknown];
      const resolved = resolve(parts);
      if (!Array.isArray(resolved)) return record;
      const filled = resolved.filter((part) => part !== '');
      if (separator === '' && filled.length === 1) return filled[0];
      return resolved.every((part) => typeof part === 'string') ? resolved.join(separator) : record;
    }
    if ('Fn::Split' in record) {
      const [separator, text] = record['Fn::Split'] as [string, unknown];
      const resolved = resolve(text);
      // What a resource's name ends with is known, whatever the name is.
      return typeof resolved === 'string' ? resolved.split(separator) : [resolved, ''];
    }
    if ('Fn::Select' in record) {
      const [index, list] = record['Fn::Select'] as [number | string, unknown];
      const resolved = resolve(list);
      return Array.isArray(resolved) ? (resolved as unknown[])[Number(index)] : record;
    }
    if (typeof record['Fn::Sub'] === 'string')
      return record['Fn::Sub'].replace(/\$\{([\w:]+)\}/g, (all, name: string) => parameters[name] ?? all);
    return Object.fromEntries(
      Object.entries(record)
        .map(([key, inner]) => [key, resolve(inner)] as const)
        .filter(([, inner]) => inner !== nothing),
    );
  };

  // A stack without any resource has no such section.
  const made = Object.entries((template.Resources as TemplateBody['Resources'] | undefined) ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || holds(template.Conditions?.[Condition]),
  );
  return Object.fromEntries(
    made.map(([id, { Type, Properties }]) => [
      id,
      { Type, Properties: resolve(Properties) as Record<string, unknown> },
    ]),
  );
}

export const pseudo = (account: string, region = 'us-east-1', partition = 'aws') => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': partition,
});

/** The body that Config gets where our stack is deployed; none where there is no pack. */
export function packBody(
  props: Partial<OrganizationOptions> = {},
  region = 'us-east-1',
  partition = 'aws',
  env = {},
): string | undefined {
  const stack = organizationStack({ ...props, ...env }).template.toJSON() as TemplateBody;
  const made = Object.values(deployed(stack, pseudo(managementAccount, region, partition)));
  const pack = made.find(({ Type }) => Type === 'AWS::Config::OrganizationConformancePack');
  return pack?.Properties['TemplateBody'] as string | undefined;
}
