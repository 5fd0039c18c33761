import * as v from 'valibot';
import { action, textOf } from '../action';
import { invalidAction } from '../../service-error';
import type { Account } from '../../state/account';
import type { Simulated, SimulatedRequest } from '../../state/simulator';
import { paging } from './inputs';

const asked = {
  ...paging,
  ActionNames: v.array(textOf(3, 128)),
  ResourceArns: v.optional(v.array(v.string()), ['*']),
  ContextEntries: v.optional(
    v.array(
      v.object({
        ContextKeyName: v.string(),
        ContextKeyType: v.string(),
        ContextKeyValues: v.array(v.string()),
      }),
    ),
    [],
  ),
};

/** One result for each action and resource. The stand-in evaluates no policy itself: a test brings who does. */
export const SimulateCustomPolicy = action(
  v.object({ ...asked, PolicyInputList: v.array(v.string()) }),
  (account, input) =>
    simulated(account, 'SimulateCustomPolicy', input, {
      policies: input.PolicyInputList,
      principalArn: undefined,
    }),
);

export const SimulatePrincipalPolicy = action(
  v.object({ ...asked, PolicySourceArn: v.string() }),
  (account, input) =>
    simulated(account, 'SimulatePrincipalPolicy', input, {
      policies: [],
      principalArn: input.PolicySourceArn,
    }),
);

type Input = Pick<
  v.InferOutput<v.ObjectSchema<typeof asked, undefined>>,
  'ActionNames' | 'ResourceArns' | 'ContextEntries'
>;

async function simulated(
  { store }: Account,
  name: string,
  input: Input,
  of: Pick<SimulatedRequest, 'policies' | 'principalArn'>,
): Promise<Record<string, unknown>> {
  const { simulatePolicy } = store;
  if (simulatePolicy === undefined) throw invalidAction('iam', name);
  const context = new Map(
    input.ContextEntries.map((entry) => [entry.ContextKeyName, entry.ContextKeyValues]),
  );
  const results: { EvalActionName: string; EvalResourceName: string; EvalDecision: Simulated }[] = [];
  for (const action of input.ActionNames)
    for (const resource of input.ResourceArns) {
      const decision = await simulatePolicy({ ...of, action, resource, context });
      results.push({ EvalActionName: action, EvalResourceName: resource, EvalDecision: decision });
    }
  return { EvaluationResults: results, IsTruncated: false };
}
