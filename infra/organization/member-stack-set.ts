import { Aws, CfnOutput, CfnStackSet, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parameterKeys } from '../../rule/core/parameters';
import { meta } from '../../rule/meta';
import type { Key } from '../options/logic';
import { type OfEveryStack, parseOptions, type Parsed, splitProps } from '../options/parse-options';
import { memberKeys, parameterName } from '../options/template-parameters';
import { checkOrganizationRegion } from '../options/iam-region';
import { checkParameters, type StackSetParameter } from './member-parameters';
import { memberTemplate } from './member-template';
import type { OrganizationOptions } from '../options/props';
import { addWarning } from '../options/validations';

export interface MemberStackSetProps extends OfEveryStack, OrganizationOptions {}

/**
 * Puts the member stack into every present and future account below the organizational units, but never into the management
 * account. The template goes by URL: with its code inline it is far above the 51,200 bytes of a template as text. StackSets
 * reads the URL with the deploying account's rights and keeps a copy; members never read the bootstrap bucket.
 */
export class MemberStackSet extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackSetProps) {
    const { stack, values } = splitProps({ ...props });
    super(scope, id, {
      description: `Brings ${meta.id} into the accounts of an organization by a StackSet.`,
      ...stack,
    });
    const parsed = parseOptions('organization', values);
    checkOrganizationRegion(this, parsed);
    const {
      tags,
      autoDeployment,
      memberExcludedAccounts,
      memberDependsOn,
      organizationalUnitIds,
      deployFrom,
    } = parsed.options;
    const template = memberTemplate();
    const parameters = stackSetParameters(parsed);
    checkParameters(parameters, template);
    new CfnStackSet(this, 'Members', {
      stackSetName: meta.memberStackSetName,
      description: `The functions, roles and alarms of ${meta.id} in each account.`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: deployFrom === 'delegated-administrator' ? 'DELEGATED_ADMIN' : 'SELF',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      managedExecution: { Active: true },
      autoDeployment: autoDeployment
        ? {
            enabled: true,
            retainStacksOnAccountRemoval: false,
            ...(memberDependsOn.length === 0 ? {} : { dependsOn: [...memberDependsOn] }),
          }
        : { enabled: false },
      // STRICT, the default, deploys one account after the other.
      operationPreferences: {
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        maxConcurrentPercentage: 10,
        // Over its tolerance CloudFormation takes back all that went well; doctor names what failed.
        failureTolerancePercentage: 100,
      },
      stackInstancesGroup: [
        {
          regions: [Aws.REGION],
          deploymentTargets: {
            organizationalUnitIds: [...organizationalUnitIds],
            ...(memberExcludedAccounts.length === 0
              ? {}
              : { accounts: [...memberExcludedAccounts], accountFilterType: 'DIFFERENCE' }),
          },
        },
      ],
      parameters: [...parameters],
      ...(tags.length === 0 ? {} : { tags: tags.map(tagOf) }),
      templateUrl: this.template(template),
    });
    this.sayWhatIsNext();
  }

  /** The StackSet succeeds whatever failed, so somebody has to look before the pack, which does not. */
  private sayWhatIsNext(): void {
    const look = 'npx --no -- iam-user-mfa doctor --organization --role-name ROLE';
    const next = 'npx cdk deploy IamUserMfaOrganization';
    new CfnOutput(this, 'NextStep', { value: `${look} until nothing blocks, then ${next}` });
    addWarning(
      this,
      'iam-user-mfa:three-steps',
      `Deploy in three steps: npx cdk deploy IamUserMfaMembers; ${look}, until nothing blocks; ${next}. cdk deploy --all skips the look, and the pack fails where a member stack is missing.`,
    );
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

/** `team=security` */
function tagOf(tag: string): { readonly key: string; readonly value: string } {
  const [key = '', value = ''] = tag.split('=').map((part) => part.trim());
  return { key, value };
}

/** The options as the member template takes them: a rule parameter that is not set is left to its default. */
export function stackSetParameters({ textOf, parameters }: Parsed): readonly StackSetParameter[] {
  const keys: readonly Key[] = [
    'ruleIn',
    ...parameterKeys.filter((key) => parameters[key] !== undefined),
    ...memberKeys.filter((key) => key !== 'ruleIn' && textOf(key) !== ''),
  ];
  return keys.map((key) => ({ parameterKey: parameterName(key), parameterValue: textOf(key) }));
}
