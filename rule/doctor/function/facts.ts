import type { Answer } from '../answer';
import type { Grants } from '../grants';
import type { PolicyStatement } from '../policy';

export interface FunctionFacts {
  /** The function that the rule runs, or would run. */
  readonly functionName: string;
  /** Its policy; undefined where there is no function, or none that has a policy. */
  readonly functionPolicy: Answer<readonly PolicyStatement[] | undefined>;
  /** Like nodejs24.x; undefined where there is no function. */
  readonly runtime: Answer<string | undefined>;
}

export const functionGrants: Grants = ({ partition }) => ({
  Function: {
    actions: ['lambda:GetPolicy', 'lambda:GetFunctionConfiguration'],
    // An account stack's function has a name that CloudFormation makes up: the rule names it.
    resources: [`arn:${partition}:lambda:*:*:function:*`],
  },
});
