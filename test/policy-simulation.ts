import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Simulated, SimulatedRequest } from '../rule/standin';

const decisions: Readonly<Record<string, Simulated>> = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitDeny',
  ImplicitlyDenied: 'implicitDeny',
};

/** SimulateCustomPolicy of the stand-in, by another's engine. */
export async function simulated({
  policies,
  action,
  resource,
  context,
}: SimulatedRequest): Promise<Simulated> {
  const principal = context.get('aws:PrincipalArn')?.[0] ?? '';
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: principal.split(':')[4] ?? '' },
        contextVariables: Object.fromEntries(
          [...context].map(([key, values]) => [key, key === 'aws:TagKeys' ? [...values] : (values[0] ?? '')]),
        ),
      },
      identityPolicies: policies.map((text, index) => ({
        name: `${index}`,
        policy: JSON.parse(text) as object,
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action}: ${JSON.stringify(result.errors)}`);
  const decision = decisions[result.overallResult];
  if (decision === undefined) throw new Error(`${action}: ${result.overallResult}`);
  return decision;
}
