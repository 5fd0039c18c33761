/**
 * Findings in AWS Security Finding Format. Severity and types go by FindingProviderFields, and what is the customer's
 * (Note, UserDefinedFields, VerificationState, Workflow) is never sent: an update must not touch it.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: SeverityLabel; readonly Original: string };
    readonly Types: readonly string[];
  };
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly AsffResource[];
  readonly Compliance: {
    readonly Status: ComplianceStatus;
    readonly RelatedRequirements: readonly string[];
    readonly StatusReasons: readonly { readonly ReasonCode: string; readonly Description: string }[];
  };
  readonly RecordState: RecordState;
}

export interface AsffResource {
  readonly Type: 'AwsIamUser' | 'AwsAccount';
  readonly Id: string;
  readonly Partition: string;
  readonly Region: string;
  readonly Details?: {
    readonly AwsIamUser: { readonly UserId?: string; readonly UserName: string; readonly Path: string };
  };
}

export type SeverityLabel = 'INFORMATIONAL' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
export type ComplianceStatus = 'PASSED' | 'WARNING' | 'FAILED' | 'NOT_AVAILABLE';
export type RecordState = 'ACTIVE' | 'ARCHIVED';
/** Why a finding is sent; a notice can match `opened`, so that a refresh never mails. */
export type Change = 'opened' | 'changed' | 'refreshed' | 'closed';
