import { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { listOf, valueIf } from '../options/when';
import type { Grant } from './grants';
import { acknowledge } from '../options/validations';

export interface ServiceRoleProps {
  readonly description: string;
  /** The service that may assume it, like `lambda.amazonaws.com`. */
  readonly service: string;
  /** The condition on the request to assume it. @default - nothing */
  readonly condition?: object | undefined;
  readonly roleName?: string | undefined;
  readonly policyName: string;
  readonly grants: readonly Grant[];
}

const document = (statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });

const statement = ({ actions, resources, condition, when = true }: Grant) =>
  valueIf(when, {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition === undefined ? {} : { Condition: condition }),
  });

/**
 * A role of one service with one inline policy, so that what uses it never runs before its permissions exist; and with no
 * managed policy, all of which allow more than is needed here.
 */
export class ServiceRole extends CfnRole {
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const { description, service, condition, roleName, policyName, grants } = props;
    super(scope, id, {
      description,
      ...(roleName === undefined ? {} : { roleName }),
      assumeRolePolicyDocument: document([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: service },
          ...(condition === undefined ? {} : { Condition: condition }),
        },
      ]),
      policies: [{ policyName, policyDocument: document(listOf(...grants.map(statement))) }],
    });
    acknowledge(this, {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason:
        'The policy belongs to this one role, is created and deleted with it, and cannot be attached to another.',
    });
    for (const [resource, why] of reasonsOf(Stack.of(this), grants, this.node.path))
      acknowledge(this, { id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: why });
  }
}

/** Why each wildcard has to stay, by the resource as cdk-nag names it; one that nothing is said of fails the synth. */
function reasonsOf(stack: Stack, grants: readonly Grant[], role: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string[]>();
  for (const { actions, resources, why } of grants) {
    for (const resource of [resources].flat().map((one) => asNagNamesIt(stack.resolve(one)))) {
      if (!resource.includes('*')) continue;
      if (why === undefined || why.trim() === '')
        throw new Error(
          `${role}: ${[actions].flat().join(', ')} on ${resource}: a wildcard needs a reason (why)`,
        );
      reasons.set(resource, [...new Set([...(reasons.get(resource) ?? []), why])]);
    }
  }
  return new Map([...reasons].map(([resource, whys]) => [resource, whys.join(' ')]));
}

function asNagNamesIt(resource: unknown): string {
  if (typeof resource !== 'object' || resource === null) return String(resource);
  const [[name, value] = ['', '']] = Object.entries(resource as Readonly<Record<string, unknown>>);
  if (name === 'Fn::Join')
    return (value as readonly [string, readonly unknown[]])[1].map(asNagNamesIt).join('');
  return `<${Array.isArray(value) ? value.join('.') : String(value)}>`;
}
