import { Aws, CfnCondition, CfnResource, Fn, type IResolvable } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Whether a part is there: known at synth in a CDK stack, a condition where a template's parameters decide. */
export type Switch = boolean | CfnCondition;

/** Puts the condition on every resource below the construct. Call it when the construct is complete. */
export function onlyIf(condition: Switch, construct: IConstruct): void {
  if (!(condition instanceof CfnCondition)) return;
  for (const child of construct.node.findAll()) {
    if (CfnResource.isCfnResource(child)) child.cfnOptions.condition = condition;
  }
}

/** The value where the switch is on, nothing where it is off; what to write into a list or a property. */
export function valueIf<T>(condition: Switch, value: T): T | IResolvable | undefined {
  if (condition instanceof CfnCondition) return Fn.conditionIf(condition.logicalId, value, Aws.NO_VALUE);
  return condition ? value : undefined;
}

export function listOf<T>(...values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
