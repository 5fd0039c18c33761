import { Aws, CfnGuardHook, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { problem } from '../../rule/core/problem';
import { meta } from '../../rule/meta';
import { InvalidOptionsError } from '../options/errors';
import { ServiceRole } from '../rule/service-role';
import { HookRules } from './hook-rules';

const hookFailureModes = ['WARN', 'FAIL'] as const;
export type HookFailureMode = (typeof hookFailureModes)[number];

export interface IamUserMfaHookProps {
  /**
   * The names of IAM groups that enforce MFA: a user who is put into one of them may get a console password. A hook sees one
   * resource only, so it cannot find out by itself what a group's policies say. Literals: they are written into a file.
   */
  readonly enforcingGroups: readonly string[];
  /** The ARNs of managed policies that enforce MFA, for users to whom one is attached. Literals, too. */
  readonly enforcingPolicyArns: readonly string[];
  /**
   * `WARN` lets the deployment go on and shows the warning; `FAIL` stops it.
   * @default 'WARN'
   */
  readonly failureMode?: HookFailureMode | undefined;
  /**
   * The name of a bucket that gets what the rules said of each resource.
   * @default - CloudFormation shows it alone
   */
  readonly logBucket?: string | undefined;
  /**
   * The hook's name in CloudFormation.
   * @default 'IamUserMfa::Gate::Hook'
   */
  readonly alias?: string | undefined;
}

const rulesFile = resolve(
  __dirname,
  '..',
  '..',
  'rule',
  'gates',
  'rules',
  'guard',
  'iam-user-mfa-hook.guard',
);

/**
 * CloudFormation itself refuses (or warns of) an IAM user with a console password and no MFA enforcement, in stacks and in
 * Cloud Control, in this account and region. It sees neither the IAM API nor the console; the SCP `no-new-passwords` does.
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/guard-hooks.html
 */
export class IamUserMfaHook extends Construct {
  /** The ARN of the hook. */
  readonly hookArn: string;

  constructor(scope: Construct, id: string, props: IamUserMfaHookProps) {
    super(scope, id);
    const { failureMode = 'WARN', alias = 'IamUserMfa::Gate::Hook', logBucket } = props;
    const problems = problemsOf({ ...props, failureMode, alias });
    if (problems.length > 0) throw new InvalidOptionsError(problems);

    const { enforcingGroups, enforcingPolicyArns } = props;
    const stored = new HookRules(this, 'Stored', {
      rules: readFileSync(rulesFile, 'utf8'),
      parameters: JSON.stringify({ enforcingGroups, enforcingPolicyArns }),
    });
    const role = new ServiceRole(this, 'Role', {
      description: `Allows the CloudFormation hook ${alias} to read its rules and their parameters.`,
      service: 'hooks.cloudformation.amazonaws.com',
      condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      policyName: 'read-rules',
      grants: [
        {
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [stored.rules.arn, stored.parameters.arn],
        },
        // AWS's minimum: without it a rule that is gone looks like one that may not be read.
        { actions: ['s3:ListBucket'], resources: [stored.bucketArn] },
        ...(logBucket === undefined
          ? []
          : [
              {
                actions: ['s3:PutObject'],
                resources: [`arn:${Aws.PARTITION}:s3:::${logBucket}/*`],
                why: 'CloudFormation names the objects; the bucket is given for them.',
              },
            ]),
      ],
    });
    const hook = new CfnGuardHook(this, 'Hook', {
      alias,
      executionRole: role.attrArn,
      failureMode,
      // DISABLED is the default: a hook that is there and does nothing.
      hookStatus: 'ENABLED',
      ruleLocation: { uri: stored.rules.uri, versionId: stored.rules.versionId },
      ...(logBucket === undefined ? {} : { logBucket }),
      options: { inputParams: { uri: stored.parameters.uri, versionId: stored.parameters.versionId } },
      targetOperations: ['RESOURCE', 'CLOUD_CONTROL'],
      targetFilters: {
        targets: ['CREATE', 'UPDATE'].map((action) => ({
          targetName: meta.resourceType,
          action,
          invocationPoint: 'PRE_PROVISION',
        })),
      },
    });
    this.hookArn = hook.attrHookArn;
  }
}

const aliasPattern = /^(?!aws)[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/i;
const groupName = /^[\w+=,.@-]{1,128}$/;
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const policyArn = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/;

function problemsOf(props: IamUserMfaHookProps): readonly string[] {
  const { enforcingGroups, enforcingPolicyArns, failureMode, alias, logBucket } = props;
  const unresolved = [...enforcingGroups, ...enforcingPolicyArns].some((value) => Token.isUnresolved(value));
  if (unresolved)
    return [
      'enforcingGroups and enforcingPolicyArns: got a value that is known at deployment only, allowed: literals, because they are written into a file',
    ];
  const bad = (name: string, values: readonly string[], pattern: RegExp, allowed: string): string[] =>
    values.filter((value) => !pattern.test(value)).map((value) => problem(name, value, allowed));
  const wanted: readonly unknown[] = hookFailureModes;
  return [
    ...bad('enforcingGroups', enforcingGroups, groupName, 'names of IAM groups'),
    ...bad('enforcingPolicyArns', enforcingPolicyArns, policyArn, 'ARNs of managed policies'),
    ...bad(
      'alias',
      [alias ?? ''],
      aliasPattern,
      'three parts like IamUserMfa::Gate::Hook, not beginning with AWS',
    ),
    // A bucket of the same app has no name yet, and passes.
    ...bad(
      'logBucket',
      logBucket === undefined || Token.isUnresolved(logBucket) ? [] : [logBucket],
      bucketName,
      'the name of a bucket',
    ),
    ...(wanted.includes(failureMode)
      ? []
      : [problem('failureMode', failureMode, hookFailureModes.join(', '))]),
  ];
}
