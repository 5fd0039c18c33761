import { RuleError } from '../core/errors';
import { quote } from '../core/problem';
import { meta } from '../meta';
import { ConfigRuleError, noRuleNamed, usableStates, type ConfigRule } from '../protocol/config-rule';
import type { TrustedRule } from './ports';

/** Nothing says which function is the rule's, so no rule's parameters can be trusted. */
class NoTrustedRuleError extends RuleError {}

/** Of a Lambda function, without a version or alias. */
export const functionArnPattern = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}$/;

const { id, ruleNamePattern } = meta;
const textOf = ({ name, sourceIdentifier }: ConfigRule): string =>
  `${name} (${sourceIdentifier ?? 'no function'})`;

/**
 * The one rule whose parameters decide. Another rule's would switch exemptions and grace off, so a rule counts only by its
 * name's pattern, its owner, its state and its function; the name that a request gives can only narrow that.
 * @throws RuleError which says what was looked for and what there is
 */
export function decidingRule(
  rules: readonly ConfigRule[],
  ruleName: string | undefined,
  trusted: TrustedRule,
): ConfigRule {
  if (ruleName !== undefined && !ruleNamePattern.test(ruleName)) {
    throw new ConfigRuleError(
      `The rule ${ruleName} is not ${id}: its name does not fit, allowed: ${meta.ruleNames}.`,
    );
  }
  const fitting = named(rules, ruleName, trusted);
  const owned = fitting.filter(({ owner }) => owner === 'CUSTOM_LAMBDA');
  const usable = owned.filter(({ state }) => usableStates.includes(state));
  const ours = usable.filter((rule) => runsTrustedFunction(rule, trusted));
  const [rule, another] = ours;
  if (rule === undefined) throw new ConfigRuleError(whyNone(ruleName, { fitting, owned, usable }, trusted));
  if (another !== undefined) {
    throw new ConfigRuleError(
      `Several rules could decide: ${ours.map(textOf).join(', ')}. Nothing is done until one is left${
        trusted.by === 'account' ? ' or named by --rule-name or --rule-function' : ''
      }.`,
    );
  }
  if (ruleName !== undefined && ruleName !== id && ruleName !== rule.name) {
    throw new ConfigRuleError(noRuleNamed(ruleName));
  }
  return rule;
}

/** Before anything is asked. @throws NoTrustedRuleError */
export function checkTrusted(trusted: TrustedRule): void {
  if (trusted.by === 'account' || functionArnPattern.test(trusted.functionArn ?? '')) return;
  throw new NoTrustedRuleError(
    `The environment variable RULE_FUNCTION_ARN does not say which rule to trust: got ${quote(trusted.functionArn)}, allowed: the ARN of the ` +
      "rule's function without a version or alias. Nothing is done; only undo-require-mfa works without it. Deploy the " +
      'stack again.',
  );
}

/**
 * A pack's runbooks can only name the base name, so it means any. For the function all our rules are looked at, so
 * that a caller cannot choose between two; on the command line an exact name chooses.
 */
function named(
  rules: readonly ConfigRule[],
  ruleName: string | undefined,
  trusted: TrustedRule,
): readonly ConfigRule[] {
  const exact = rules.filter(({ name }) => name === ruleName);
  const choice = ruleName !== undefined && (exact.length > 0 || ruleName !== id);
  if (trusted.by === 'account' && choice) return exact;
  return rules.filter(({ name }) => ruleNamePattern.test(name));
}

function runsTrustedFunction({ sourceIdentifier = '', arn = '' }: ConfigRule, trusted: TrustedRule): boolean {
  if (trusted.functionArn !== undefined) return sourceIdentifier === trusted.functionArn;
  const [, partition, , region, accountId] = arn.split(':');
  return sourceIdentifier.startsWith(`arn:${partition}:lambda:${region}:${accountId}:function:`);
}

interface Steps {
  readonly fitting: readonly ConfigRule[];
  readonly owned: readonly ConfigRule[];
  readonly usable: readonly ConfigRule[];
}

function whyNone(
  ruleName: string | undefined,
  { fitting, owned, usable }: Steps,
  { by, functionArn }: TrustedRule,
): string {
  if (fitting.length === 0) return noRuleNamed(ruleName);
  if (owned.length === 0) {
    const owners = fitting.map(({ name, owner }) => `the owner of ${name} is ${owner ?? 'unknown'}`);
    return `No rule is ${id}: ${owners.join(', ')}, allowed: CUSTOM_LAMBDA.`;
  }
  if (usable.length === 0) {
    const states = owned.map(({ name, state }) => `${name} is ${state}`).join(', ');
    return `No rule can be evaluated: ${states}, allowed: ${usableStates.join(', ')}.`;
  }
  const allowed =
    functionArn ?? (by === 'account' ? "a function of the rule's own account and region" : 'no function');
  return `No rule can be trusted: ${usable.map(textOf).join(', ')}, allowed: a rule that runs ${allowed}.`;
}
