import * as v from 'valibot';
import { problem } from '../../rule/core/problem';
import { InvalidOptionsError } from '../options/errors';

export interface StackSetParameter {
  readonly parameterKey: string;
  readonly parameterValue: string;
}

const templateSchema = v.object({
  Parameters: v.record(
    v.string(),
    v.object({
      AllowedValues: v.optional(v.array(v.string())),
      AllowedPattern: v.optional(v.string()),
      MaxLength: v.optional(v.number()),
      ConstraintDescription: v.optional(v.string()),
    }),
  ),
});

/**
 * The faults that every account would refuse a StackSet for, after the template went out: each value is held against
 * the member template's own constraints.
 * @throws InvalidOptionsError which lists every problem
 */
export function checkParameters(given: readonly StackSetParameter[], template: string): void {
  const { Parameters } = v.parse(templateSchema, JSON.parse(template));
  const problems = given.flatMap(({ parameterKey, parameterValue }) => {
    const key = parameterKey.charAt(0).toLowerCase() + parameterKey.slice(1);
    const constraint = Parameters[parameterKey];
    if (constraint === undefined) return [`${key}: unknown to the member template`];
    const { AllowedValues, AllowedPattern, MaxLength = Infinity, ConstraintDescription = '' } = constraint;
    if (parameterValue.length > MaxLength) {
      return [
        `${key}: got ${parameterValue.length} characters, allowed: at most ${MaxLength} in an organization, as a parameter of the member template`,
      ];
    }
    const fits =
      (AllowedValues?.includes(parameterValue) ?? true) &&
      (AllowedPattern === undefined || new RegExp(AllowedPattern).test(parameterValue));
    if (fits) return [];
    const allowed =
      AllowedValues?.join(', ') ?? (ConstraintDescription || `what fits ${AllowedPattern ?? ''}`);
    return [problem(key, parameterValue, `${allowed} (the member template)`)];
  });
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}
