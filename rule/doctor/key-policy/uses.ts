import type { Place } from '../place';
import type { ResourceRequest } from '../policy';

/** One service's use of the key for one account. */
export interface KeyUse {
  readonly service: string;
  /** Where the service asks in the name of somebody else. */
  readonly inTheNameOf?: string;
  /** All of them are needed. */
  readonly actions: readonly string[];
  /** As the account stack or the member stack sends it: names are CloudFormation's, and one that is let in is enough. */
  readonly requests: readonly Omit<ResourceRequest, 'action'>[];
  /** A request that a policy may allow in good faith, and that AWS does not document. */
  readonly undocumented?: Omit<ResourceRequest, 'action'>;
  /** The statement that lets it in, and no other account. */
  readonly statement: object;
}

const dataKeys = ['kms:Decrypt', 'kms:GenerateDataKey'];
const stacks = ['IamUserMfa', 'StackSet-iam-user-mfa-members'];

/**
 * The uses by the services of one account, with the keys that AWS documents for them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function usesOf({ accountId, region, partition, organization }: Place): readonly KeyUse[] {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const logs = `logs.${region}.${suffix}`;
  const via = { 'kms:ViaService': `sqs.${region}.${suffix}`, 'kms:CallerAccount': accountId };
  const source = { 'aws:SourceAccount': accountId };
  const ofOrganization =
    organization?.organizationId === undefined ? {} : { 'aws:PrincipalOrgID': organization.organizationId };
  return [
    {
      service: logs,
      // AWS's own statement allows kms:Describe*, too, by a key that DescribeKey does not have: it cannot be needed.
      actions: ['kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', ...dataKeys],
      requests: stacks.map((stack) => ({
        principal: logs,
        keys: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:log-group:${stack}-LogGroup`,
        },
      })),
      statement: {
        Effect: 'Allow',
        Principal: { Service: logs },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:*` },
        },
      },
    },
    {
      // EventBridge sends neither account nor ARN.
      service: 'events.amazonaws.com',
      actions: dataKeys,
      requests: [{ principal: 'events.amazonaws.com', keys: {} }],
      statement: allowing({ Service: 'events.amazonaws.com' }),
    },
    {
      service: 'cloudwatch.amazonaws.com',
      actions: dataKeys,
      requests: stacks.map((stack) => ({
        principal: 'cloudwatch.amazonaws.com',
        keys: {
          ...source,
          'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${stack}-Alarm`,
        },
      })),
      statement: allowing({ Service: 'cloudwatch.amazonaws.com' }, source),
    },
    {
      // A queue's key is used in the name of who sends and receives: the functions' roles, whose own policies allow it.
      service: 'sqs.amazonaws.com',
      inTheNameOf: " (in the name of the functions' roles)",
      actions: dataKeys,
      requests: stacks.map((stack) => ({
        principal: `arn:${partition}:iam::${accountId}:role/${stack}-Role`,
        keys: { ...via, ...ofOrganization },
      })),
      undocumented: { principal: 'sqs.amazonaws.com', keys: { ...via, ...source } },
      statement: allowing({ AWS: '*' }, via),
    },
  ];
}

const allowing = (principal: object, equal?: Readonly<Record<string, string>>): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  ...(equal === undefined ? {} : { Condition: { StringEquals: equal } }),
});
