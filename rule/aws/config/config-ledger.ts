import {
  type ConfigServiceClient,
  type Evaluation as ConfigEvaluation,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  NoSuchConfigRuleException,
  PutEvaluationsCommand,
} from '@aws-sdk/client-config-service';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { meta } from '../../meta';
import type { Ledger, ReadFailure, Refusal } from '../../run/ports';
import type { Evaluation, HeldResult } from '../../protocol/evaluation';
import { ask } from '../clients/call-scope';
import { nextTokenOf, pagesOf } from '../pages';
import { readFailed } from '../clients/read-failed';

const putAttempts = 4;
const putRetryMilliseconds = 200;

export interface ConfigLedgerOptions {
  readonly client: ConfigServiceClient;
  /** Aborts the reading of held results when the time for reading is over. */
  readonly reading: AbortSignal;
  /** Aborts the posting shortly before the process is killed, so that the run can still say what it did not post. */
  readonly posting: AbortSignal;
  /** How long the reading of held results may be throttled; without them everything is posted. */
  readonly patienceMilliseconds?: number;
}

export const heldResultSchema = v.pipe(
  v.object({
    EvaluationResultIdentifier: v.object({
      EvaluationResultQualifier: v.object({ ResourceType: v.string(), ResourceId: v.string() }),
    }),
    ComplianceType: v.picklist(['COMPLIANT', 'NON_COMPLIANT']),
    ResultRecordedTime: v.date(),
    ConfigRuleInvokedTime: v.optional(v.date()),
    Annotation: v.optional(v.string()),
  }),
  v.transform((result): HeldResult => {
    const { ResourceType, ResourceId } = result.EvaluationResultIdentifier.EvaluationResultQualifier;
    return {
      resourceType: ResourceType,
      resourceId: ResourceId,
      compliance: result.ComplianceType,
      annotation: result.Annotation,
      recordedTime: result.ResultRecordedTime,
      invokedTime: result.ConfigRuleInvokedTime,
    };
  }),
);

const ofRuleSchema = v.object({
  EvaluationResultIdentifier: v.object({
    EvaluationResultQualifier: v.object({ ConfigRuleName: v.string() }),
  }),
});
const ruleOfResult = (result: unknown): string =>
  v.parse(ofRuleSchema, result).EvaluationResultIdentifier.EvaluationResultQualifier.ConfigRuleName;

/** The results that AWS Config holds for the rule, and PutEvaluations. */
export class ConfigLedger implements Ledger {
  constructor(private readonly options: ConfigLedgerOptions) {}

  async held(ruleName: string): Promise<{ results: readonly HeldResult[] } | { failure: ReadFailure }> {
    const { client, reading, patienceMilliseconds = 60_000 } = this.options;
    const results: HeldResult[] = [];
    try {
      const input = {
        ConfigRuleName: ruleName,
        ComplianceTypes: ['COMPLIANT' as const, 'NON_COMPLIANT' as const],
        Limit: 100,
      };
      const page = (NextToken: string | undefined) =>
        ask(
          reading,
          () => client.send(new GetComplianceDetailsByConfigRuleCommand({ ...input, NextToken })),
          patienceMilliseconds,
        );
      for await (const { EvaluationResults } of pagesOf(page, nextTokenOf))
        results.push(...v.parse(v.array(heldResultSchema), EvaluationResults ?? []));
      return { results };
    } catch (error) {
      if (error instanceof NoSuchConfigRuleException) return { results: [] };
      return { failure: readFailed('config:GetComplianceDetailsByConfigRule', error, reading).failure };
    }
  }

  async heldOf(
    ruleName: string,
    userId: string,
  ): Promise<{ held: HeldResult | undefined } | { failure: ReadFailure }> {
    const { client, reading, patienceMilliseconds = 60_000 } = this.options;
    try {
      const input = {
        ResourceType: meta.resourceType,
        ResourceId: userId,
        ComplianceTypes: ['COMPLIANT' as const, 'NON_COMPLIANT' as const],
      };
      const pages = pagesOf(
        (NextToken: string | undefined) =>
          ask(
            reading,
            () => client.send(new GetComplianceDetailsByResourceCommand({ ...input, NextToken })),
            patienceMilliseconds,
          ),
        nextTokenOf,
      );
      for await (const page of pages) {
        // The answer holds the results of every rule.
        const ours = (page.EvaluationResults ?? []).find((result) => ruleOfResult(result) === ruleName);
        if (ours !== undefined) return { held: v.parse(heldResultSchema, ours) };
      }
      return { held: undefined };
    } catch (error) {
      return { failure: readFailed('config:GetComplianceDetailsByResource', error, reading).failure };
    }
  }

  async put(
    evaluations: readonly Evaluation[],
    resultToken: string,
    testMode: boolean,
  ): Promise<readonly Refusal[]> {
    let remaining = evaluations;
    let failure: ReadFailure = { api: 'config:PutEvaluations', error: 'FailedEvaluations' };
    for (let attempt = 1; attempt <= putAttempts && remaining.length > 0; attempt += 1) {
      try {
        if (attempt > 1) {
          const pause = putRetryMilliseconds * 2 ** (attempt - 2);
          await sleep(pause, undefined, { signal: this.options.posting });
        }
        remaining = await this.putOnce(remaining, resultToken, testMode);
      } catch (error) {
        failure = readFailed('config:PutEvaluations', error, this.options.posting).failure;
        break;
      }
    }
    return remaining.map((evaluation) => ({ evaluation, failure }));
  }

  async putNothing(resultToken: string): Promise<ReadFailure | undefined> {
    try {
      await this.putOnce([], resultToken, false);
      return undefined;
    } catch (error) {
      return readFailed('config:PutEvaluations', error, this.options.posting).failure;
    }
  }

  /** FailedEvaluations come back with HTTP 200, so the SDK does not retry them. */
  private async putOnce(
    evaluations: readonly Evaluation[],
    resultToken: string,
    testMode: boolean,
  ): Promise<readonly Evaluation[]> {
    const output = await ask(this.options.posting, () =>
      this.options.client.send(
        new PutEvaluationsCommand({
          ResultToken: resultToken,
          TestMode: testMode,
          Evaluations: evaluations.map(toConfig),
        }),
      ),
    );
    const failed = output.FailedEvaluations ?? [];
    const refused = evaluations.filter(({ resourceType, resourceId }) =>
      failed.some(
        ({ ComplianceResourceType, ComplianceResourceId }) =>
          ComplianceResourceType === resourceType && ComplianceResourceId === resourceId,
      ),
    );
    // Some failed, and it is not known which: none counts as recorded.
    return failed.length > 0 && refused.length === 0 ? evaluations : refused;
  }
}

function toConfig(evaluation: Evaluation): ConfigEvaluation {
  return {
    ComplianceResourceType: evaluation.resourceType,
    ComplianceResourceId: evaluation.resourceId,
    ComplianceType: evaluation.compliance,
    Annotation: evaluation.annotation,
    OrderingTimestamp: evaluation.orderingTimestamp,
  };
}
