import { checked, missing, ok, unknown, type Check } from '../check';
import type { Place } from '../place';
import { letsIn, type PolicyStatement, type ServiceRequest } from '../policy';
import type { KeyPolicyFacts } from './facts';

type Facts = KeyPolicyFacts & Place;
const id = 'key-policy';

/** A key of the customer: log groups, queues and alarms of the account are encrypted with it by AWS's services. */
export function checkKeyPolicy(facts: Facts): readonly Check[] {
  const { kmsKeyArn, keyPolicy, region, accountId } = facts;
  if (kmsKeyArn === undefined) return [];
  const owner = kmsKeyArn.split(':')[4] ?? '';
  if (keyPolicy === undefined) {
    const failure = { api: 'kms:GetKeyPolicy', error: `AWS gives it to account ${owner} alone` };
    return [unknown(id, `The policy of the key ${kmsKeyArn}`, failure)];
  }
  const inRegion = kmsKeyArn.split(':')[3];
  if (inRegion !== region)
    return [
      missing(
        id,
        `The key ${kmsKeyArn} is in ${inRegion ?? 'no region'}, and the rule in ${region}: a key is used in its own region only.`,
        `aws kms create-key --region ${region}`,
      ),
    ];
  return checked(id, `The policy of the key ${kmsKeyArn}`, keyPolicy, (statements) => {
    const refused = refusedBy(statements, facts);
    if (refused.length === 0) return [ok(id, `The key lets the services of account ${accountId} in.`)];
    return [
      missing(
        id,
        `The key ${kmsKeyArn} refuses ${refused.map(({ service }) => service).join(', ')} for account ${accountId}, so what is encrypted with it is lost or cannot be made. The command shows the policy as it is; keep its statements, and add ${refused.map((request) => JSON.stringify(statementFor(request, facts))).join(', ')}.`,
        `aws kms get-key-policy --region ${region} --key-id ${kmsKeyArn} --query Policy --output text`,
      ),
    ];
  });
}

function refusedBy(statements: readonly PolicyStatement[], facts: Facts): readonly ServiceRequest[] {
  return requestsOf(facts).filter((request) => !letsIn(statements, request));
}

/** EventBridge sends neither account nor ARN; a queue's key is used in the name of who sends and receives. */
function requestsOf({ accountId, region, partition }: Facts): readonly ServiceRequest[] {
  const action = 'kms:GenerateDataKey';
  const source = { 'aws:SourceAccount': accountId };
  const dns = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const context = `arn:${partition}:logs:${region}:${accountId}:log-group:iam-user-mfa`;
  return [
    {
      service: `logs.${region}.amazonaws.com`,
      action,
      keys: { ...source, 'kms:EncryptionContext:aws:logs:arn': context, 'aws:SourceArn': context },
    },
    { service: 'events.amazonaws.com', action, keys: {} },
    {
      service: 'cloudwatch.amazonaws.com',
      action,
      keys: {
        ...source,
        'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:IamUserMfa-Alarm`,
      },
    },
    {
      service: 'sqs.amazonaws.com',
      action,
      keys: { ...source, 'kms:ViaService': `sqs.${region}.${dns}`, 'kms:CallerAccount': accountId },
    },
  ];
}

const statementFor = ({ service, keys }: ServiceRequest, { accountId }: Facts): object => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*', ...(service.startsWith('logs.') ? ['kms:Encrypt*'] : [])],
  Resource: '*',
  ...(Object.keys(keys).length === 0
    ? {}
    : { Condition: { StringEquals: { 'aws:SourceAccount': accountId } } }),
});
