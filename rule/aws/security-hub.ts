import type {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { ReadFailedError } from '../run/failures';
import type { AsffFinding, FailedImport, OpenFinding, SecurityHub } from '../security-hub/ports';
import { ask } from './clients/call-scope';
import type { SecurityHubSdk } from './clients/security-hub-client';
import { readFailed } from './clients/read-failed';
import { tokenList } from './lists';

const importAttempts = 4;
const importRetryMilliseconds = 200;
const pageSize = 100;

const userNameField = 'iam-user-mfa/userName';
const openFindingSchema = v.pipe(
  v.object({
    Id: v.string(),
    CreatedAt: v.string(),
    UpdatedAt: v.string(),
    Description: v.string(),
    Severity: v.optional(v.object({ Label: v.optional(v.string()) })),
    FindingProviderFields: v.optional(
      v.object({ Severity: v.optional(v.object({ Label: v.optional(v.string()) })) }),
    ),
    ProductFields: v.optional(v.record(v.string(), v.string())),
    Resources: v.pipe(v.array(v.object({ Id: v.string() })), v.minLength(1)),
  }),
  v.transform((finding): OpenFinding => ({
    id: finding.Id,
    createdAt: finding.CreatedAt,
    updatedAt: finding.UpdatedAt,
    description: finding.Description,
    // The severity that we gave it: the customer may have set another one at the top.
    severity: finding.FindingProviderFields?.Severity?.Label ?? finding.Severity?.Label ?? '',
    resourceId: finding.Resources[0]?.Id ?? '',
    userName: finding.ProductFields?.[userNameField],
  })),
);

export interface SecurityHubAdapterOptions {
  readonly sdk: Pick<SecurityHubSdk, 'BatchImportFindingsCommand' | 'GetFindingsCommand'>;
  readonly client: SecurityHubClient;
  /** Aborts what is under way when the time for it is over. */
  readonly signal: () => AbortSignal;
}

/** BatchImportFindings and GetFindings. */
export class SecurityHubAdapter implements SecurityHub {
  constructor(private readonly options: SecurityHubAdapterOptions) {}

  region(): Promise<string> {
    return this.options.client.config.region();
  }

  async openFindings(
    query: Parameters<SecurityHub['openFindings']>[0],
  ): ReturnType<SecurityHub['openFindings']> {
    const { sdk, client } = this.options;
    const signal = this.options.signal();
    const input = { Filters: filters(query), MaxResults: pageSize };
    try {
      const findings = await tokenList(
        'securityhub:GetFindings',
        (NextToken) => client.send(new sdk.GetFindingsCommand({ ...input, NextToken })),
        signal,
        ({ Findings }) => v.parse(v.array(openFindingSchema), Findings),
      );
      return { findings };
    } catch (error) {
      if (error instanceof ReadFailedError) return { failure: error.failure };
      throw error;
    }
  }

  async importFindings(findings: readonly AsffFinding[]): Promise<readonly FailedImport[]> {
    const signal = this.options.signal();
    let remaining = findings;
    let failed: readonly FailedImport[] = [];
    for (let attempt = 1; attempt <= importAttempts && remaining.length > 0; attempt += 1) {
      try {
        if (attempt > 1) await sleep(importRetryMilliseconds * 2 ** (attempt - 2), undefined, { signal });
        failed = await this.importOnce(remaining);
      } catch (error) {
        const { failure } = readFailed('securityhub:BatchImportFindings', error, signal);
        const [first, ...rest] = remaining;
        // One finding that Security Hub does not like may fail the whole call.
        if (failure.error === 'InvalidInput' && first !== undefined && rest.length > 0) {
          const half = Math.ceil(remaining.length / 2);
          return [
            ...(await this.importFindings(remaining.slice(0, half))),
            ...(await this.importFindings(remaining.slice(half))),
          ];
        }
        return remaining.map(({ Id }) => ({ id: Id, failure }));
      }
      const ids = new Set(failed.map(({ id }) => id));
      remaining = remaining.filter(({ Id }) => ids.has(Id));
    }
    return failed;
  }

  /** FailedFindings come back with HTTP 200, so the SDK does not retry them. */
  private async importOnce(findings: readonly AsffFinding[]): Promise<readonly FailedImport[]> {
    const { sdk, client } = this.options;
    const signal = this.options.signal();
    const command = new sdk.BatchImportFindingsCommand({ Findings: findings.map(toSecurityHub) });
    const { FailedFindings = [], FailedCount = 0 } = await ask(signal, () => client.send(command));
    const failed = FailedFindings.filter(({ Id }) => findings.some((finding) => finding.Id === Id));
    const failure = (error: string) => ({ api: 'securityhub:BatchImportFindings', error });
    // Some failed, and which is not known: none counts as taken.
    if (failed.length === 0 && FailedCount > 0) {
      return findings.map(({ Id }) => ({ id: Id, failure: failure('FailedFindings') }));
    }
    return failed.map(({ Id = '', ErrorCode = 'FailedFindings' }) => ({
      id: Id,
      failure: failure(ErrorCode),
    }));
  }
}

function filters({
  accountId,
  productArn,
  generatorId,
  id,
}: Parameters<SecurityHub['openFindings']>[0]): AwsSecurityFindingFilters {
  const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];
  return {
    ProductArn: equals(productArn),
    GeneratorId: equals(generatorId),
    AwsAccountId: equals(accountId),
    RecordState: equals('ACTIVE'),
    ...(id === undefined ? {} : { Id: equals(id) }),
  };
}

/** The SDK's type has mutable lists; nothing else differs. */
const toSecurityHub = (finding: AsffFinding): AwsSecurityFinding =>
  structuredClone(finding) as AwsSecurityFinding;
