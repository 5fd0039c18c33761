import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { meta } from '../../meta';
import type { HeldResult } from '../../protocol/evaluation';
import { ReadFailedError } from '../../run/failures';
import type { ReadFailure } from '../../run/ports';
import type { VerificationConfig } from '../../verification/ports';
import { ConfigLedger } from './config-ledger';
import { startEvaluation } from './config-rules';

export interface VerifiedRuleOptions {
  readonly reader: ConfigServiceClient;
  /** A client that takes a refusal for an answer. */
  readonly starter: ConfigServiceClient;
  readonly ruleName: string;
  readonly signal: AbortSignal;
}

/** The deployed rule as the account's Config shows it. */
export class VerifiedRule implements VerificationConfig {
  private readonly ledger: ConfigLedger;

  constructor(private readonly options: VerifiedRuleOptions) {
    const { reader, signal } = options;
    this.ledger = new ConfigLedger({ client: reader, reading: signal, posting: signal });
  }

  async heldOf(userId: string): Promise<HeldResult | undefined> {
    const answer = await this.ledger.heldOf(this.options.ruleName, userId);
    if ('failure' in answer) throw new ReadFailedError(answer.failure);
    return answer.held;
  }

  async scanSummary(): Promise<HeldResult | undefined> {
    const answer = await this.ledger.held(this.options.ruleName);
    if ('failure' in answer) throw new ReadFailedError(answer.failure);
    return answer.results.find(({ resourceType }) => resourceType === meta.scanResourceType);
  }

  start(): Promise<ReadFailure | undefined> {
    const { starter, signal, ruleName } = this.options;
    return startEvaluation({ client: starter, signal }, [ruleName]);
  }
}
