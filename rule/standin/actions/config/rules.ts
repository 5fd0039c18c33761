import * as v from 'valibot';
import { action, between, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { stableId } from '../../state/stable-id';
import { pageOfArray } from '../../state/sequence';
import { tokenPage } from '../token-pages';
import { badToken, ruleNames, tokenInput } from './inputs';
import { configRegion } from './shown';

function ruleIds(partition: string, accountId: string, ruleName: string) {
  const ruleId = `config-rule-${stableId(`${accountId}/${ruleName}`).slice(0, 6).toLowerCase()}`;
  return {
    ConfigRuleArn: `arn:${partition}:config:${configRegion}:${accountId}:config-rule/${ruleId}`,
    ConfigRuleId: ruleId,
  };
}

export const DescribeConfigRules = action(
  v.object({ ConfigRuleNames: ruleNames, NextToken: tokenInput }),
  ({ config, pageSize, partition, id }, input) => {
    const rules = config.rulesNamed(input.ConfigRuleNames);
    const size = Math.min(25, pageSize);
    const page = tokenPage(input.NextToken, badToken, (after) => pageOfArray(rules, after, size));
    const functionArn = `arn:${partition}:lambda:${configRegion}:${id}:function:iam-user-mfa`;
    const shown = page.things.map((rule) => ({
      ConfigRuleName: rule.name,
      ...ruleIds(partition, id, rule.name),
      Scope: { ComplianceResourceTypes: ['AWS::IAM::User'] },
      Source: { Owner: rule.owner, SourceIdentifier: rule.sourceIdentifier ?? functionArn },
      CreatedBy: rule.createdBy,
      MaximumExecutionFrequency: rule.maximumExecutionFrequency,
      InputParameters: rule.inputParameters === undefined ? undefined : JSON.stringify(rule.inputParameters),
      ConfigRuleState: rule.state,
      EvaluationModes: [{ Mode: 'DETECTIVE' }],
    }));
    return { ConfigRules: shown, NextToken: page.NextToken };
  },
);

export const DescribeConfigRuleEvaluationStatus = action(
  v.object({ ConfigRuleNames: ruleNames, NextToken: tokenInput, Limit: v.optional(between(0, 50), 0) }),
  ({ config, pageSize, partition, id }, input) => {
    const rules = config.rulesNamed(input.ConfigRuleNames);
    const size = Math.min(input.Limit === 0 ? 50 : input.Limit, pageSize);
    const page = tokenPage(input.NextToken, badToken, (after) => pageOfArray(rules, after, size));
    const shown = page.things.map(({ name, evaluationStatus }) => ({
      ConfigRuleName: name,
      ...ruleIds(partition, id, name),
      ...evaluationStatus,
    }));
    return { ConfigRulesEvaluationStatus: shown, NextToken: page.NextToken };
  },
);

/** One call a minute and account, and none while an evaluation is running. */
const pauseMilliseconds = 60_000;

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
      throw new ServiceError(
        'ResourceInUseException',
        'The rule is currently being evaluated. Try again later.',
      );
    }
    const now = store.now();
    if (config.lastStart !== undefined && now.getTime() - config.lastStart.getTime() < pauseMilliseconds) {
      throw new ServiceError(
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
