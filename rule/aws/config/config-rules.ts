import {
  type ConfigServiceClient,
  DescribeConfigRulesCommand,
  NoSuchConfigRuleException,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import * as v from 'valibot';
import { meta } from '../../meta';
import type { ReadFailure } from '../../run/ports';
import type { ConfigRule } from '../../protocol/config-rule';
import { ask } from '../clients/call-scope';
import { tokenList } from '../lists';
import { MalformedResponseError, readFailed } from '../clients/read-failed';

const ruleSchema = v.pipe(
  v.object({
    ConfigRuleName: v.string(),
    ConfigRuleState: v.optional(v.string(), 'ACTIVE'),
    ConfigRuleArn: v.optional(v.string()),
    Source: v.optional(v.object({ Owner: v.optional(v.string()), SourceIdentifier: v.optional(v.string()) })),
    InputParameters: v.optional(v.string()),
  }),
  v.transform((rule): ConfigRule => ({
    name: rule.ConfigRuleName,
    state: rule.ConfigRuleState,
    owner: rule.Source?.Owner,
    sourceIdentifier: rule.Source?.SourceIdentifier,
    arn: rule.ConfigRuleArn,
    inputParameters: rule.InputParameters,
  })),
);

/** Rules that AWS keeps for its own services show their evaluations to AWS alone, and may be described in part. */
const rulesOf = (
  rules: readonly { RuleEvaluationVisibility?: string | undefined }[] | undefined,
): ConfigRule[] =>
  v.parse(
    v.array(ruleSchema),
    (rules ?? []).filter(({ RuleEvaluationVisibility }) => RuleEvaluationVisibility !== 'INTERNAL'),
  );

export interface ConfigRulesOptions {
  readonly client: ConfigServiceClient;
  /** Aborts what is under way when the time for reading is over. */
  readonly signal: AbortSignal;
}

/** The rules of the account's Config. */
export class ConfigRules {
  constructor(private readonly options: ConfigRulesOptions) {}

  /** @throws ReadFailedError */
  async all(): Promise<readonly ConfigRule[]> {
    const { client, signal } = this.options;
    return tokenList(
      'config:DescribeConfigRules',
      (NextToken) => client.send(new DescribeConfigRulesCommand({ NextToken })),
      signal,
      ({ ConfigRules }) => rulesOf(ConfigRules),
    );
  }

  /** The one of this name; for the base name, which no rule of a pack has, all of them. @throws ReadFailedError */
  async named(ruleName: string): Promise<readonly ConfigRule[]> {
    const { client, signal } = this.options;
    try {
      const command = new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] });
      const { ConfigRules: rules = [] } = await ask(signal, () => client.send(command));
      // Config answers with an exception where there is none.
      if (rules.length === 0) throw new MalformedResponseError('neither the rule nor an exception');
      return rulesOf(rules);
    } catch (error) {
      if (error instanceof NoSuchConfigRuleException) return ruleName === meta.id ? this.all() : [];
      throw readFailed('config:DescribeConfigRules', error, signal);
    }
  }
}

/**
 * Asks Config to evaluate rules now. A refusal (LimitExceeded: one evaluation a minute; ResourceInUse) is an answer, so
 * `client` must not take it for throttling (see iam-client). Answers with a refusal or failure.
 */
export async function startEvaluation(
  { client, signal }: ConfigRulesOptions,
  ruleNames: readonly string[],
): Promise<ReadFailure | undefined> {
  try {
    const command = new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [...ruleNames] });
    await ask(signal, () => client.send(command));
    return undefined;
  } catch (error) {
    return readFailed('config:StartConfigRulesEvaluation', error, signal).failure;
  }
}
