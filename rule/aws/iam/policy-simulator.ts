import {
  type IAMClient,
  SimulateCustomPolicyCommand,
  type SimulatePolicyResponse,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import * as v from 'valibot';
import type { PolicySimulator, Simulation } from '../../verification/ports';
import { wholeList } from './whole-list';

const resultSchema = v.pipe(
  v.object({ EvalActionName: v.string(), EvalDecision: v.string() }),
  v.transform(({ EvalActionName, EvalDecision }) => [EvalActionName.toLowerCase(), EvalDecision] as const),
);
const resultsSchema = v.array(resultSchema);

/** IAM's policy simulator. Every method throws ReadFailedError. */
export class IamPolicySimulator implements PolicySimulator {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  /** One resource a call: of several, IAM's answer is a list of lists. */
  simulate({ policies, actions, resource, context }: Simulation): Promise<ReadonlyMap<string, string>> {
    const input = {
      PolicyInputList: [...policies],
      ActionNames: [...actions],
      ResourceArns: [resource],
      ContextEntries: Object.entries(context).map(([name, { type, value }]) => ({
        ContextKeyName: name,
        ContextKeyType: type,
        ContextKeyValues: [value],
      })),
    };
    return this.decisions('iam:SimulateCustomPolicy', (page) =>
      this.client.send(new SimulateCustomPolicyCommand({ ...input, ...page })),
    );
  }

  /** Those of the actions that the principal is not allowed, by its policies as they are. */
  async deniedTo(
    principalArn: string,
    actions: readonly string[],
    resource: string,
  ): Promise<readonly string[]> {
    const input = { PolicySourceArn: principalArn, ActionNames: [...actions], ResourceArns: [resource] };
    const decisions = await this.decisions('iam:SimulatePrincipalPolicy', (page) =>
      this.client.send(new SimulatePrincipalPolicyCommand({ ...input, ...page })),
    );
    return actions.filter((action) => decisions.get(action.toLowerCase()) !== 'allowed');
  }

  private async decisions(
    api: string,
    send: (page: { readonly Marker?: string | undefined }) => Promise<SimulatePolicyResponse>,
  ): Promise<ReadonlyMap<string, string>> {
    const read = ({ EvaluationResults }: SimulatePolicyResponse) => v.parse(resultsSchema, EvaluationResults);
    return new Map(await wholeList(api, send, this.signal, read));
  }
}
