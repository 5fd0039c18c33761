import { Aws, CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import type { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { applyCondition, type When } from '../options/when';
import { checkPackBytes, type PackContent, packResources, packText } from './conformance-pack';
import { checkOrganizationRegion, hasRootRules, partitionsWithoutRootRules } from '../options/iam-region';
import type { Options } from '../options/options';
import { type OfEveryStack, parseOptions, type Parsed, splitProps } from '../options/parse-options';
import type { OrganizationOptions } from '../options/props';
import { addWarning } from '../options/validations';

export interface OrganizationStackProps extends OfEveryStack, OrganizationOptions {}

/** A pack without any rule is none: the rule is in the member stacks, and the region has no root rules. */
export const hasPack = ({ ruleIn }: Pick<Options, 'ruleIn'>, region: string | undefined): boolean =>
  ruleIn === 'conformance-pack' || region === undefined || hasRootRules(region);

/** The conformance pack, which brings the rule to every account. */
export class OrganizationStack extends Stack {
  constructor(scope: Construct, id: string, props: OrganizationStackProps) {
    const { stack, values } = splitProps({ ...props });
    super(scope, id, {
      description: `The conformance pack that brings ${meta.id} to every account of the organization.`,
      ...stack,
    });
    const parsed = parseOptions('organization', values);
    checkOrganizationRegion(this, parsed);
    const { ruleIn, organizationalUnitIds } = parsed.options;
    this.pack(parsed);
    this.warnOfManagementAccount(parsed);
    const reachesAll = organizationalUnitIds.some((unit) => unit.startsWith('r-'));
    if (ruleIn === 'conformance-pack' && !reachesAll) {
      addWarning(
        this,
        'iam-user-mfa:pack-reaches-all',
        'A conformance pack reaches every account of the organization, the member stacks only those below organizationalUnitIds: the pack fails where there is no member stack. Name the root (r-...), exclude the other accounts (excludedAccounts), or use ruleIn=member-stack.',
      );
    }
  }

  /** Service-managed StackSets never reach the management account, and it is not this one. */
  private warnOfManagementAccount({ options }: Parsed): void {
    const { ruleIn, deployFrom, managementAccountId, excludedAccounts } = options;
    if (ruleIn !== 'conformance-pack' || deployFrom === 'management-account') return;
    if (managementAccountId !== undefined && excludedAccounts.includes(managementAccountId)) return;
    addWarning(
      this,
      'iam-user-mfa:management-account',
      'No StackSet reaches the management account, and the pack may: deploy member.template.json (npm run template) there, or put its id into excludedAccounts.',
    );
  }

  private pack(parsed: Parsed): void {
    const { packName, excludedAccounts } = parsed.options;
    const rootRules = this.rootRules();
    if (parsed.options.rootHardwareMfa && rootRules === false) {
      addWarning(
        this,
        'iam-user-mfa:no-root-rules',
        `rootHardwareMfa is left out: AWS has no such rule in ${this.region}.`,
      );
    }
    const ours = this.body(parsed, false);
    const all = this.body(parsed, true) ?? '';
    if (ours === undefined && rootRules === false) return;
    const pack = new CfnOrganizationConformancePack(this, 'Pack', {
      organizationConformancePackName: packName ?? meta.id,
      ...(excludedAccounts.length > 0 ? { excludedAccounts: [...excludedAccounts] } : {}),
      templateBody: bodyWhere(rootRules, ours, all),
    });
    // cfn-lint takes what each member's Config substitutes for something that this stack forgot to.
    pack.addMetadata('cfn-lint', { config: { ignore_checks: ['E1029'] } });
    // An empty pack is none.
    if (ours === undefined) applyCondition(rootRules, pack);
  }

  /** The body with tokens for what only the deployment knows; measured with the longest that they can become. */
  private body(parsed: Parsed, rootMfa: boolean): string | undefined {
    const { managementAccountId } = parsed.options;
    const text = (partition: string, accountId: string) => {
      const resources = packResources(contentOf(parsed, rootMfa, partition, accountId));
      return Object.keys(resources).length === 0 ? undefined : packText({ Resources: resources });
    };
    checkPackBytes(text('aws-us-gov', '123456789012') ?? '');
    return text(Aws.PARTITION, managementAccountId ?? Aws.ACCOUNT_ID);
  }

  private rootRules(): When {
    const { region } = this;
    if (!Token.isUnresolved(region)) return hasRootRules(region);
    const without = Object.keys(partitionsWithoutRootRules).map((name) =>
      Fn.conditionEquals(Aws.PARTITION, name),
    );
    return new CfnCondition(this, 'RootRules', { expression: Fn.conditionNot(Fn.conditionOr(...without)) });
  }
}

/** The root rules are the last resources of the text, so that they can follow the others or not. */
function bodyWhere(rootRules: When, ours: string | undefined, all: string): string {
  if (ours === undefined || rootRules === true) return all;
  if (rootRules === false) return ours;
  return `${ours}${Fn.conditionIf(rootRules.logicalId, all.slice(ours.length), '').toString()}`;
}

function contentOf(
  { options, parameters }: Parsed,
  rootMfa: boolean,
  partition: string,
  accountId: string,
): PackContent {
  const { remediation, remediationAction, maximumExecutionFrequency } = options;
  const rule = {
    maximumExecutionFrequency,
    inputParameters: parameters,
    remediation:
      remediation === 'off'
        ? undefined
        : {
            runbookName: meta.runbooks[remediationAction].name,
            automatic: remediation === 'automatic',
            partition,
            accountId,
            rolePath: options.rolePath,
          },
  };
  return {
    ...(options.ruleIn === 'conformance-pack' ? { rule } : {}),
    rootMfa,
    rootHardwareMfa: options.rootHardwareMfa,
  };
}
