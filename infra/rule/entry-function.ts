import { type IResolvable } from 'aws-cdk-lib';
import { CfnFunction, type Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { version } from '../../package.json';
import type { Grant } from './grants';
import { retain } from '../options/retain';
import { ServiceRole } from './service-role';
import { acknowledge } from '../options/validations';
import { meta } from '../../rule/meta';

/** The settings that all our functions have in common; tokens are welcome, for templates whose parameters decide. */
export interface FunctionSettings {
  readonly architecture: string;
  readonly runtime: string;
  readonly memoryMiB: number;
  readonly logRetentionDays: number;
}

export interface EntryFunctionProps extends FunctionSettings {
  readonly code: Code;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** All that the function may do, but for writing to its own log group. */
  readonly grants: readonly Grant[];
  /** @default - CloudFormation makes up a name */
  readonly functionName?: string | undefined;
  /** @default - CloudFormation makes up a name */
  readonly roleName?: string | undefined;
  /** Whether the log outlives the stack, as an audit trail does. @default false */
  readonly keepLog?: boolean | undefined;
  /** @default - none */
  readonly environment?: Readonly<Record<string, unknown>> | undefined;
  /** @default - none */
  readonly reservedConcurrency?: number | IResolvable | undefined;
}

/** A Lambda entry with a role and a log group of its own: AWSLambdaBasicExecutionRole would open every log group. */
export class EntryFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: EntryFunctionProps) {
    super(scope, id);
    const logGroup = new CfnLogGroup(this, 'LogGroup', { retentionInDays: props.logRetentionDays });
    if (props.keepLog === true) retain(logGroup);
    const grants: readonly Grant[] = [
      ...props.grants,
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.attrArn],
      },
    ];
    const role = new ServiceRole(this, 'Role', {
      description: `Allows the Lambda function that ${lowerFirst(props.description)} to do that and nothing else.`,
      service: 'lambda.amazonaws.com',
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      policyName: 'own-actions',
      grants,
    });
    const lambda = new CfnFunction(this, 'Function', {
      code: location(props.code.bind(this)),
      handler: 'index.handler',
      // `org-report` reads the version that an account runs from it.
      description: `${meta.id} ${version}: ${lowerFirst(props.description)}.`,
      ...(props.functionName === undefined ? {} : { functionName: props.functionName }),
      role: role.attrArn,
      runtime: props.runtime,
      architectures: [props.architecture],
      memorySize: props.memoryMiB,
      timeout: props.timeoutSeconds,
      loggingConfig: { logGroup: logGroup.ref },
    });
    const { environment, reservedConcurrency } = props;
    if (environment !== undefined) lambda.addPropertyOverride('Environment', { Variables: environment });
    if (reservedConcurrency !== undefined)
      lambda.addPropertyOverride('ReservedConcurrentExecutions', reservedConcurrency);
    props.code.bindToResource(lambda);
    this.functionName = lambda.ref;
    this.functionArn = lambda.attrArn;
    this.logGroupName = logGroup.ref;
    acknowledgeBoth(logGroup, lambda);
  }
}

function location({ inlineCode, s3Location }: CodeConfig): CfnFunction.CodeProperty {
  if (inlineCode !== undefined) return { zipFile: inlineCode };
  if (s3Location === undefined) throw new Error('The code of a function has to be inline or an asset');
  return { s3Bucket: s3Location.bucketName, s3Key: s3Location.objectKey };
}

const lowerFirst = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;

function acknowledgeBoth(logGroup: CfnLogGroup, lambda: CfnFunction): void {
  acknowledge(logGroup, {
    id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
    reason:
      'CloudWatch Logs encrypts every log group at rest; the lines hold user names and counts, no secrets, and a key of its own costs more than the rule.',
  });
  acknowledge(lambda, {
    id: 'NIST.800.53.R5-LambdaConcurrency',
    reason:
      'New accounts have a concurrency of 10 in all, of which a reservation would take a part from all other functions; Config and the queue invoke one or two at a time.',
  });
  acknowledge(lambda, {
    id: 'NIST.800.53.R5-LambdaInsideVPC',
    reason:
      'It talks to public AWS APIs only (IAM, Config); a VPC would add cost and a way to fail, and protect nothing.',
  });
}
