import type { AsffFinding, FailedImport, OpenFinding, SecurityHub } from '../../rule/security-hub/ports';
import type { ReadFailure } from '../../rule/run/ports';

/** Security Hub in memory: an import with a known Id updates; the customer's fields would stay. */
export class FakeSecurityHub implements SecurityHub {
  readonly findings = new Map<string, AsffFinding>();
  readonly calls: (readonly string[])[] = [];
  /** GetFindings does not show what was imported while this is more than 0; each call takes one off. */
  hiddenCalls = 0;
  openFailure: ReadFailure | undefined;
  importFailure: ReadFailure | undefined;
  readonly refused = new Set<string>();
  queries = 0;
  lastQuery: Parameters<SecurityHub['openFindings']>[0] | undefined;
  private shown: readonly AsffFinding[] = [];

  region(): Promise<string> {
    return Promise.resolve('us-east-1');
  }

  openFindings(query: Parameters<SecurityHub['openFindings']>[0]): ReturnType<SecurityHub['openFindings']> {
    this.queries += 1;
    this.lastQuery = query;
    if (this.openFailure !== undefined) return Promise.resolve({ failure: this.openFailure });
    if (this.hiddenCalls > 0) this.hiddenCalls -= 1;
    else this.shown = [...this.findings.values()];
    const findings = this.shown
      .filter(
        ({ RecordState, Id }) => RecordState === 'ACTIVE' && (query.id === undefined || Id === query.id),
      )
      .map((finding): OpenFinding => ({
        id: finding.Id,
        createdAt: finding.CreatedAt,
        updatedAt: finding.UpdatedAt,
        description: finding.Description,
        severity: finding.FindingProviderFields.Severity.Label,
        resourceId: finding.Resources[0]?.Id ?? '',
        userName: finding.ProductFields['iam-user-mfa/userName'],
      }));
    return Promise.resolve({ findings });
  }

  importFindings(findings: readonly AsffFinding[]): Promise<readonly FailedImport[]> {
    this.calls.push(findings.map(({ Id }) => Id));
    const failure = this.importFailure;
    if (failure !== undefined) return Promise.resolve(findings.map(({ Id }) => ({ id: Id, failure })));
    const taken = findings.filter(({ Id }) => !this.refused.has(Id));
    for (const finding of taken) this.findings.set(finding.Id, finding);
    return Promise.resolve(
      findings
        .filter(({ Id }) => this.refused.has(Id))
        .map(({ Id }) => ({
          id: Id,
          failure: { api: 'securityhub:BatchImportFindings', error: 'InvalidInput' },
        })),
    );
  }
}
