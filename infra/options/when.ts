import { Aws, CfnCondition, CfnResource, Fn, type IResolvable } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** Whether a part is there: known at synth in a CDK stack, a condition where a template's parameters decide. */
export type When = boolean | CfnCondition;

/**
 * Puts the condition on every resource below the construct that has none yet: what an inner part asks for is narrower. Call
 * it when the construct is complete.
 */
export function applyCondition(condition: When, construct: IConstruct): void {
  if (!(condition instanceof CfnCondition)) return;
  for (const child of construct.node.findAll()) {
    if (CfnResource.isCfnResource(child)) child.cfnOptions.condition ??= condition;
  }
}

/** The value where the switch is on, nothing where it is off; what to write into a list or a property. */
export function valueIf<T>(condition: When, value: T): T | IResolvable | undefined {
  if (condition instanceof CfnCondition) return Fn.conditionIf(condition.logicalId, value, Aws.NO_VALUE);
  return condition ? value : undefined;
}

/** One value or the other, for a text that an option changes. */
export function valueOf<T>(condition: When, yes: T, no: T): T | IResolvable {
  if (condition instanceof CfnCondition) return Fn.conditionIf(condition.logicalId, yes, no);
  return condition ? yes : no;
}

export function whenBoth(scope: Construct, id: string, one: When, other: When): When {
  if (one instanceof CfnCondition && other instanceof CfnCondition)
    return new CfnCondition(scope, id, { expression: Fn.conditionAnd(one, other) });
  if (one === false || other === false) return false;
  return one === true ? other : one;
}

/** A name that may only be looked up where the condition holds; elsewhere one that nothing has. */
export function nameIf(condition: When, name: string): string {
  return condition instanceof CfnCondition
    ? Fn.conditionIf(condition.logicalId, name, 'none').toString()
    : name;
}

export function listOf<T>(...values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** Makes a part unless it is switched off; where a condition decides, all its resources carry it. */
export function createWhen<T extends Construct>(when: When, make: () => T): T | undefined {
  if (when === false) return undefined;
  const construct = make();
  applyCondition(when, construct);
  return construct;
}
