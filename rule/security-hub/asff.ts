import { partitionOf } from '../core/partition';
import { unreadableId, type Finding, type UnreadableUser } from '../findings/finding';
import { unreadableSentence } from '../findings/unreadable-text';
import { hasNoId } from '../findings/without-ids';
import { severityOf } from '../findings/severity';
import { meta } from '../meta';
import type {
  AsffFinding,
  AsffResource,
  Change,
  ComplianceStatus,
  RecordState,
  SeverityLabel,
} from './asff-finding';

export type { AsffFinding, Change, SeverityLabel } from './asff-finding';

/** The place and time at which a finding is sent. */
export interface AsffContext {
  /** The account that sends: findings of another account are refused. */
  readonly accountId: string;
  readonly region: string;
  readonly now: Date;
}

export interface AsffOptions {
  /** An open finding keeps its own; a new one is as old as the password. */
  readonly createdAt?: string | undefined;
  readonly change?: Change | undefined;
  /** What only a report knows: the rule itself asks CloudTrail nothing, and has no baseline. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** One rule has one generator: an insight and GetFindings find our findings by it. */
export const generatorId = meta.id;

/** The id says who, not how the user is called: a rename is no second finding. */
export const findingId = (accountId: string, userId: string): string => `${meta.id}/${accountId}/${userId}`;
export const scanFindingId = (accountId: string): string => `${meta.id}/${accountId}/scan`;

export function productArn(accountId: string, region: string): string {
  return `arn:${partitionOf(region)}:securityhub:${region}:${accountId}:product/${accountId}/default`;
}

/** CRITICAL for an administrator without MFA, HIGH for any other user who can sign in with a password alone. */
export const labelOf = (finding: Pick<Finding, 'verdict' | 'privileges'>): SeverityLabel =>
  labels[severityOf(finding)];

const labels = { critical: 'CRITICAL', high: 'HIGH', informational: 'INFORMATIONAL' } as const;

/** One user, whatever the verdict: open where something has to be done, archived otherwise. */
export function asffOfFinding(
  finding: Finding,
  context: AsffContext,
  options: AsffOptions = {},
): AsffFinding {
  const { userId, userName, verdict, reason, annotation, privileges, owner } = finding;
  const failed = verdict === 'NON_COMPLIANT';
  return asff(context, options, {
    id: findingId(context.accountId, userId),
    createdAt: finding.passwordCreatedAt ?? context.now.toISOString(),
    title: `${meta.title}: ${userName}`,
    description: annotation,
    severity: labelOf(finding),
    original: privileges ?? reason,
    status: failed ? 'FAILED' : verdict === 'COMPLIANT' ? 'PASSED' : 'NOT_AVAILABLE',
    reason,
    recordState: failed ? 'ACTIVE' : 'ARCHIVED',
    resource: userResource(finding, context),
    fields: {
      userName,
      ...(privileges === undefined ? {} : { privileges }),
      ...(owner === undefined || owner === null ? {} : { owner }),
      ...options.fields,
    },
  });
}

/** A user, or a list of users, that could not be read: unknown, so a warning and never PASSED. For reports only. */
export function asffOfUnreadable(
  user: UnreadableUser,
  context: AsffContext,
  options: AsffOptions = {},
): AsffFinding {
  const { userName, location } = user;
  const who = userName ?? location?.address ?? `account ${context.accountId}`;
  return asff(context, options, {
    id:
      userName === null && location === undefined
        ? scanFindingId(context.accountId)
        : `${meta.id}/${context.accountId}/unreadable/${unreadableId(user)}`,
    createdAt: startOfDay(context.now),
    title: `${meta.title}: ${who} could not be checked`,
    description: unreadableSentence(user),
    severity: 'MEDIUM',
    original: 'unreadable',
    status: 'WARNING',
    reason: 'unreadable',
    recordState: 'ACTIVE',
    resource: accountResource(context),
    fields: {},
  });
}

/** A scan that saw less than everything; the same finding is archived by the next scan that saw everything. */
export function asffOfScan(
  summary: string,
  complete: boolean,
  context: AsffContext,
  options: AsffOptions = {},
): AsffFinding {
  return asff(context, options, {
    id: scanFindingId(context.accountId),
    // The same in every run of a day, even where Security Hub does not show the finding yet.
    createdAt: startOfDay(context.now),
    title: `${meta.title}: the scan of account ${context.accountId}`,
    description: summary,
    severity: complete ? 'INFORMATIONAL' : 'MEDIUM',
    original: complete ? 'complete' : 'incomplete',
    status: complete ? 'PASSED' : 'WARNING',
    reason: complete ? 'scan-complete' : 'scan-incomplete',
    recordState: complete ? 'ARCHIVED' : 'ACTIVE',
    resource: accountResource(context),
    fields: {},
  });
}

interface Content {
  readonly id: string;
  readonly createdAt: string;
  readonly title: string;
  readonly description: string;
  readonly severity: SeverityLabel;
  readonly original: string;
  readonly status: ComplianceStatus;
  readonly reason: string;
  readonly recordState: RecordState;
  readonly resource: AsffResource;
  readonly fields: Readonly<Record<string, string>>;
}

function asff(context: AsffContext, { createdAt, change }: AsffOptions, content: Content): AsffFinding {
  const { accountId, region, now } = context;
  const fields = { reason: content.reason, ...content.fields, ...(change === undefined ? {} : { change }) };
  return {
    SchemaVersion: '2018-10-08',
    Id: cut(content.id, 512),
    ProductArn: productArn(accountId, region),
    ProductName: meta.id,
    CompanyName: meta.id,
    GeneratorId: generatorId,
    AwsAccountId: accountId,
    CreatedAt: createdAt ?? content.createdAt,
    UpdatedAt: now.toISOString(),
    Title: cut(content.title, 256),
    Description: cut(content.description, 1024),
    FindingProviderFields: {
      Severity: { Label: content.severity, Original: cut(content.original, 64) },
      Types: types,
    },
    Remediation: { Recommendation: { Text: recommendation, Url: meta.helpUrl } },
    ProductFields: Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [`${meta.id}/${key}`, cut(value, 2048)]),
    ),
    Resources: [content.resource],
    Compliance: {
      Status: content.status,
      RelatedRequirements: relatedRequirements,
      StatusReasons: [
        {
          ReasonCode: content.reason.toUpperCase().replaceAll('-', '_'),
          Description: cut(content.description, 2048),
        },
      ],
    },
    RecordState: content.recordState,
  };
}

const types = [
  'Software and Configuration Checks/AWS Security Best Practices',
  'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark',
  'TTPs/Initial Access',
] as const;

const recommendation =
  'Let the user assign an MFA device (best a passkey or security key) on the Security credentials page, or delete the login profile ' +
  'of a user who needs no console sign-in.';

/**
 * Security Hub takes at most 32 (these are fewer), and what it does with one of more than 64 characters is not documented: Prowler
 * cuts there, too.
 * @see https://github.com/prowler-cloud/prowler/blob/master/prowler/lib/outputs/asff/asff.py
 */
const relatedRequirements: readonly string[] = Object.entries(meta.frameworks).flatMap(
  ([framework, controls]) => controls.map((control) => requirement(framework, control)),
);

/** The control stays whole: a reader looks it up. */
function requirement(framework: string, control: string): string {
  return `${cut(framework, 64 - control.length - 1)} ${control}`;
}

/** A path may have 512 characters, and so may this id with all of its ARN. */
const longestId = 512;

function userResource({ userId, userName, arn, location }: Finding, context: AsffContext): AsffResource {
  const partition = partitionOf(context.region);
  // Of a user who is gone only the id and the last name are known.
  const id = arn === '' ? `arn:${partition}:iam::${context.accountId}:user/${userName}` : arn;
  const path = /:user(\/.*\/|\/)/.exec(id)?.[1] ?? '/';
  return {
    Type: 'AwsIamUser',
    Id: id.length > longestId ? userId : id,
    Partition: partition,
    Region: context.region,
    // Neither the ARN of a credential report is an id nor the place of a user in a template.
    Details: {
      AwsIamUser: {
        ...(hasNoId({ userId }) || location !== undefined ? {} : { UserId: userId }),
        UserName: userName,
        Path: path,
      },
    },
  };
}

function accountResource({ accountId, region }: AsffContext): AsffResource {
  return {
    Type: 'AwsAccount',
    Id: `AWS::::Account:${accountId}`,
    Partition: partitionOf(region),
    Region: region,
  };
}

const startOfDay = (now: Date): string => `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;

/** Visibly, and never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 3).replace(/[\uD800-\uDBFF]$/, '')}...`;
}
