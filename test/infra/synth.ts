import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountStack, type AccountStackProps } from '../../infra/account/account-stack';

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

export function accountStack(props: AccountStackProps = {}) {
  const app = new App();
  const stack = new AccountStack(app, 'IamUserMfa', props);
  return { app, stack, template: Template.fromStack(stack) };
}

export function stackWith(build: (stack: Stack) => void, props: StackProps = {}): Template {
  const stack = new Stack(new App(), 'Test', props);
  build(stack);
  return Template.fromStack(stack);
}

/** The properties of the resources of a type, whose logical ids fit. */
export function propertiesOf(
  template: Template,
  type: string,
  id = /.*/,
): readonly Record<string, unknown>[] {
  return Object.entries(template.findResources(type) as Resources)
    .filter(([logicalId]) => id.test(logicalId))
    .map(([, resource]) => resource.Properties);
}

export function only(template: Template, type: string, id?: RegExp): Record<string, unknown> {
  const [found, ...more] = propertiesOf(template, type, id);
  if (found === undefined || more.length > 0)
    throw new Error(`one ${type} was wanted, there are ${more.length + (found === undefined ? 0 : 1)}`);
  return found;
}

export function statementsOf(role: Record<string, unknown>): readonly Statement[] {
  const policies = role['Policies'] as readonly {
    PolicyDocument: {
      Statement: readonly (Statement | { 'Fn::If': readonly [string, Statement, unknown] })[];
    };
  }[];
  return policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map((entry) => ('Fn::If' in entry ? entry['Fn::If'][1] : entry)),
  );
}

export const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action).sort();

export const everythingOn = {
  requiredMfa: 'only-phishing-resistant',
  gracePeriodHours: 24,
  exemptTagKey: 'mfa-exempt',
  maxExemptDays: 90,
  exemptPaths: ['/service/'],
  exemptUserNames: ['break-glass'],
  ownerTagKey: 'owner',
  rankPrivileges: true,
  maximumExecutionFrequency: 'TwentyFour_Hours',
  metrics: 'all',
  notificationEmail: 'security@example.com',
  complianceNotice: true,
  savedQuery: true,
  securityHubFindings: true,
  securityHubInsight: true,
  remediation: 'automatic',
  removeConsoleAccess: true,
  allowFirstPasswordChange: true,
} as const satisfies AccountStackProps;

export const everythingOff = {
  reevaluation: false,
  alarms: false,
  dashboard: false,
  savedQuery: false,
} as const satisfies AccountStackProps;
