import { Aws, type CfnResource, Fn, type IResolvable, Token } from 'aws-cdk-lib';
import { CfnEventInvokeConfig, CfnPermission, type Code } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters';
import { EntryFunction, type FunctionSettings } from './entry-function';
import {
  type Grant,
  onConfigRules,
  oneUserGrants,
  onEverything,
  privilegeGrants,
  securityHubGrants,
} from './grants';
import { valueIf, type When } from '../options/when';
import { acknowledge } from '../options/validations';

export interface RuleFunctionProps extends FunctionSettings {
  readonly code: Code;
  readonly timeoutSeconds: number;
  /** Whether `exemptTagKey` or `ownerTagKey` is set: only then may the function read users' tags. */
  readonly readTags: When;
  readonly rankPrivileges: When;
  readonly securityHubFindings: When;
  /** Which metrics the function sends. */
  readonly metrics: string | IResolvable;
  readonly reserves: When;
  readonly reservedConcurrency: number;
  readonly keyGrant: Grant;
  /** @default - CloudFormation makes up a name */
  readonly functionName?: string | undefined;
}

/** The function that only AWS Config of this account invokes. */
export class RuleFunction extends Construct {
  readonly entry: EntryFunction;
  readonly functionName: string;
  readonly functionArn: string;
  readonly deadLetters: Queue;
  /** Config checks it when a rule is created: let the rule depend on it. */
  readonly permission: CfnResource;

  constructor(scope: Construct, id: string, props: RuleFunctionProps) {
    super(scope, id);
    const { readTags, rankPrivileges, securityHubFindings, metrics, keyGrant, reserves, ...settings } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters').queue;
    this.entry = new EntryFunction(this, 'Entry', {
      ...settings,
      reservedConcurrency: valueIf(reserves, notYetKnown(settings.reservedConcurrency, this.deadLetters)),
      description: 'Evaluates for AWS Config which IAM users have a console password and no MFA.',
      environment: {
        METRICS: metrics,
        ...(securityHubFindings === false
          ? {}
          : { SECURITY_HUB_FINDINGS: valueIf(securityHubFindings, 'true') }),
      },
      grants: [
        ...oneUserGrants(readTags),
        ...privilegeGrants(rankPrivileges),
        ...securityHubGrants(securityHubFindings),
        onEverything(
          'iam:ListVirtualMFADevices',
          'config:GetComplianceDetailsByResource',
          'config:PutEvaluations',
        ),
        onConfigRules('config:GetComplianceDetailsByConfigRule'),
        { actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] },
        keyGrant,
      ],
    });
    this.functionName = this.entry.functionName;
    this.functionArn = this.entry.functionArn;
    new CfnEventInvokeConfig(this, 'Retries', {
      functionName: this.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 1,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: this.deadLetters.queueArn } },
    });
    this.permission = new CfnPermission(this, 'AllowConfig', {
      action: 'lambda:InvokeFunction',
      functionName: this.functionArn,
      principal: 'config.amazonaws.com',
      // No SourceArn: the rule's ARN is not known before the rule exists, and the rule needs this permission first.
      sourceAccount: Aws.ACCOUNT_ID,
    });
    acknowledge(this.entry, {
      id: 'NIST.800.53.R5-LambdaDLQ',
      reason:
        'The on-failure destination of its asynchronous invocations is a dead-letter queue; it says more than a DLQ.',
    });
  }
}

/**
 * The number behind an empty part of a resource's name, which is known at deployment only: aws-cdk-lib's validation takes the empty
 * default of the parameter for the number otherwise, and does not look at the condition (F3012).
 */
function notYetKnown(number: number, { queueName }: Queue): number {
  if (!Token.isUnresolved(number)) return number;
  const nothing = Fn.select(1, Fn.split('|', `${queueName}|`));
  return Token.asNumber(Fn.join('', [nothing, Token.asString(number)]));
}
