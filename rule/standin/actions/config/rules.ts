import * as v from 'valibot';
import { action, textOf } from '../action';
import { AwsFault } from '../../errors';
import { stableId } from '../../state/iam-store';
import { pageOfArray } from '../../state/sequence';
import { afterToken, NEXT_TOKEN, nextToken, RULE_NAMES } from './shared';

export const DescribeConfigRules = action(
  v.object({ ConfigRuleNames: RULE_NAMES, NextToken: NEXT_TOKEN }),
  ({ config, pageSize, partition, id }, input) => {
    const rules =
      input.ConfigRuleNames.length === 0
        ? [...config.rules.values()]
        : input.ConfigRuleNames.map((name) => config.rule(name));
    const page = pageOfArray(rules, afterToken(input.NextToken), Math.min(25, pageSize));
    const shown = page.things.map((rule) => {
      const ruleId = `config-rule-${stableId(`${id}/${rule.name}`).slice(0, 6).toLowerCase()}`;
      return {
        ConfigRuleName: rule.name,
        ConfigRuleArn: `arn:${partition}:config:us-east-1:${id}:config-rule/${ruleId}`,
        ConfigRuleId: ruleId,
        Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] },
        Source: {
          Owner: 'CUSTOM_LAMBDA',
          SourceIdentifier: `arn:${partition}:lambda:us-east-1:${id}:function:iam-user-mfa`,
        },
        InputParameters:
          rule.inputParameters === undefined ? undefined : JSON.stringify(rule.inputParameters),
        ConfigRuleState: rule.state,
        EvaluationModes: [{ Mode: 'DETECTIVE' }],
      };
    });
    return { ConfigRules: shown, NextToken: nextToken(page.next) };
  },
);

/** One call a minute and account, and none while an evaluation is running. */
const PAUSE_MILLISECONDS = 60_000;

export const StartConfigRulesEvaluation = action(
  v.object({
    ConfigRuleNames: v.optional(
      v.pipe(
        v.array(textOf(1, 64)),
        v.minLength(1, 'Member must have length greater than or equal to 1'),
        v.maxLength(25, 'Member must have length less than or equal to 25'),
      ),
      [],
    ),
  }),
  ({ config, id, store }, input) => {
    const names = input.ConfigRuleNames.map((name) => config.rule(name).name);
    if (names.some((name) => config.running.has(name))) {
      throw new AwsFault('ResourceInUseException', 'The rule is currently being evaluated. Try again later.');
    }
    const now = store.now();
    if (config.lastStart !== undefined && now.getTime() - config.lastStart.getTime() < PAUSE_MILLISECONDS) {
      throw new AwsFault(
        'LimitExceededException',
        'You have reached the limit of StartConfigRulesEvaluation calls: one a minute. Try again later.',
      );
    }
    config.lastStart = now;
    for (const ruleName of names) {
      config.started += 1;
      const resultToken = `started-${config.started}-${stableId(`${id}/${ruleName}/${config.started}`)}`;
      config.tokens.set(resultToken, ruleName);
      store.startEvaluation({ accountId: id, ruleName, resultToken });
    }
    return {};
  },
);
