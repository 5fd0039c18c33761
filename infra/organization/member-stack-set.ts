import { Aws, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meta } from '../../rule/meta';
import { parameterName } from '../options/template-parameters';
import { iamRegionOnly } from './iam-region-only';
import { memberKeys, memberTemplate } from './member-template';
import { checkParameters } from './member-parameters';
import { parseOrganizationOptions, type ParsedOrganization } from './options';
import type { OrganizationProps } from './organization-props';

export interface MemberStackSetProps extends StackProps, OrganizationProps {}

/**
 * Puts the member stack into every present and future account below the organizational units, but never into the management
 * account. The template goes by URL: with its code inline it is far above the 51,200 bytes of a template as text. StackSets
 * reads the URL with the deploying account's rights and keeps a copy; members never read the bootstrap bucket.
 */
export class MemberStackSet extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackSetProps) {
    super(scope, id, {
      description: `Brings ${meta.id} into the accounts of an organization by a StackSet.`,
      ...props,
    });
    iamRegionOnly(this);
    const parsed = parseOrganizationOptions({ ...props });
    const { organization } = parsed;
    const { autoDeployment, memberExcludedAccounts, memberDependsOn, organizationalUnitIds, deployFrom } =
      organization;
    const template = memberTemplate();
    const parameters = stackSetParameters(parsed);
    checkParameters(parameters, template);
    new CfnStackSet(this, 'Members', {
      stackSetName: `${meta.id}-members`,
      description: `The functions, roles and alarms of ${meta.id} in each account.`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: deployFrom === 'delegated-administrator' ? 'DELEGATED_ADMIN' : 'SELF',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      managedExecution: { Active: true },
      autoDeployment: autoDeployment
        ? {
            enabled: true,
            retainStacksOnAccountRemoval: false,
            ...(memberDependsOn === undefined ? {} : { dependsOn: memberDependsOn }),
          }
        : { enabled: false },
      // STRICT, the default, deploys one account after the other.
      operationPreferences: {
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        maxConcurrentPercentage: 10,
        failureTolerancePercentage: 10,
      },
      stackInstancesGroup: [
        {
          regions: [Aws.REGION],
          deploymentTargets: {
            organizationalUnitIds,
            ...(memberExcludedAccounts === undefined
              ? {}
              : { accounts: memberExcludedAccounts, accountFilterType: 'DIFFERENCE' }),
          },
        },
      ],
      parameters,
      templateUrl: this.template(template),
    });
  }

  /** Staged at once: the folder of its own can go. */
  private template(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-member-'));
    try {
      const path = join(folder, 'member.template.json');
      writeFileSync(path, text);
      return new Asset(this, 'Template', { path }).httpUrl;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** The options as the member template takes them. */
export function stackSetParameters({ options, parameters, member }: ParsedOrganization) {
  const values: Readonly<Record<string, unknown>> = { ...options, ...parameters, alarms: member.alarms };
  const set = memberKeys.filter((key) => values[key] !== undefined);
  return [
    { parameterKey: 'RuleIn', parameterValue: member.ruleIn },
    ...set.map((key) => ({ parameterKey: parameterName(key), parameterValue: String(values[key]) })),
  ];
}
