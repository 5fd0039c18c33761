import { RuleError } from '../core/errors';
import { meta } from '../meta';

/** A rule as DescribeConfigRules describes it. */
export interface ConfigRule {
  readonly name: string;
  readonly state: string;
  /** `CUSTOM_LAMBDA` for a rule like ours. */
  readonly owner: string | undefined;
  /** Its Source.SourceIdentifier: the ARN of the function of a rule like ours. */
  readonly sourceIdentifier?: string | undefined;
  readonly arn?: string | undefined;
  readonly inputParameters: string | undefined;
}

/** There is no rule of this project to ask for its parameters, or none in a state that has any meaning. */
export class ConfigRuleError extends RuleError {}

/** Config has no rule of the name at all. */
export class NoConfigRuleError extends ConfigRuleError {}

/** EVALUATING is ACTIVE while a scan runs; a rule that is being deleted, or whose results are, decides nothing. */
export const usableStates = ['ACTIVE', 'EVALUATING'];

export const noRuleNamed = (wanted: string | undefined): string =>
  `Config has no rule named ${wanted ?? `${meta.id}, alone or from a conformance pack,`} in this region: deploy the rule or correct its name.`;

/**
 * Our rules among those that Config has. In a conformance pack the name has a random suffix, so it is looked for
 * by pattern. Several (a pack beside a rule) are several sets of verdicts, all of them wanted.
 * @throws ConfigRuleError where there is none, or none that is active
 */
export function ourRules(rules: readonly ConfigRule[], wanted: string | undefined): readonly ConfigRule[] {
  const named = rules.filter(({ name }) => name === wanted);
  // A pack's runbooks can only be told the base name: which suffix Config gives it is not known before.
  const byPattern = wanted === undefined || (wanted === meta.id && named.length === 0);
  const ours = byPattern ? rules.filter(({ name }) => meta.ruleNamePattern.test(name)) : named;
  if (ours.length === 0) {
    throw new NoConfigRuleError(noRuleNamed(wanted));
  }
  const usable = ours.filter(({ state }) => usableStates.includes(state));
  if (usable.length === 0) {
    const states = ours.map(({ name, state }) => `${name} is ${state}`).join(', ');
    throw new ConfigRuleError(`No rule can be evaluated: ${states}, allowed: ${usableStates.join(', ')}.`);
  }
  return usable;
}
