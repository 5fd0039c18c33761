// Two substitutions meet in a pack's body and must not be mixed up: Config resolves `Fn::Sub` in every member account, our
// own stack resolves tokens when it is deployed. So the body is text with tokens, which CDK joins; no Fn::Sub goes around it.
import { stringify } from 'yaml';
import { meta } from '../../rule/meta';
import { configRuleProperties } from '../rule/config-rule';
import { InvalidOptionsError } from '../options/errors';
import { remediationConfiguration } from '../remediation/remediation-configuration';

/** PutOrganizationConformancePack's limit for a template that is handed over as text. */
export const maxPackBytes = 51_200;

export interface PackRemediation {
  readonly runbookName: string;
  readonly automatic: boolean;
  readonly partition: string;
  /** Config puts each member's id in its place; an intrinsic function would be refused. */
  readonly accountId: string;
  /** @default '/' */
  readonly rolePath?: string | undefined;
}

export interface PackContent {
  /** The rule, unless it is in the member stacks. Its parameters may be references to the pack's own. */
  readonly rule?:
    | {
        readonly maximumExecutionFrequency: unknown;
        readonly inputParameters: Readonly<Record<string, unknown>>;
        readonly remediation?: PackRemediation | undefined;
      }
    | undefined;
  readonly rootMfa: boolean;
  readonly rootHardwareMfa: boolean;
}

export interface PackResource {
  readonly Type: 'AWS::Config::ConfigRule' | 'AWS::Config::RemediationConfiguration';
  readonly DependsOn?: string;
  readonly Properties: object;
}
export type PackResources = Readonly<Record<string, PackResource>>;

/** Resolved by each member's Config: the function of the member's own account. */
const memberFunction = {
  'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${meta.functionName}`,
};

/** The resources of the pack; a pack may hold rules and their remediation, nothing else. */
export function packResources({ rule, rootMfa, rootHardwareMfa }: PackContent): PackResources {
  return {
    ...(rule === undefined ? {} : { IamUserMfa: ourRule(rule) }),
    ...(rule?.remediation === undefined ? {} : { IamUserMfaRemediation: ourRemediation(rule.remediation) }),
    ...(rootMfa ? { RootAccountMfa: managedRule('root-account-mfa-enabled') } : {}),
    ...(rootMfa && rootHardwareMfa
      ? { RootAccountHardwareMfa: managedRule('root-account-hardware-mfa-enabled') }
      : {}),
  };
}

/** YAML whose strings are all quoted: Config reads YAML 1.1, to which a tag key `on` would be a boolean. */
export const packText = (content: object): string =>
  stringify(content, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });

export function checkPackBytes(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxPackBytes) return;
  throw new InvalidOptionsError([`conformance pack: got ${bytes} bytes, allowed: at most ${maxPackBytes}`]);
}

function ourRule(rule: NonNullable<PackContent['rule']>): PackResource {
  const { inputParameters, ...properties } = configRuleProperties({
    functionArn: memberFunction as unknown as string,
    maximumExecutionFrequency: rule.maximumExecutionFrequency as string,
    inputParameters: rule.inputParameters as Readonly<Record<string, string>>,
  });
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ...capitalized(properties),
      // Their keys are the rule's own.
      ...(inputParameters === undefined ? {} : { InputParameters: inputParameters }),
    },
  };
}

function ourRemediation({
  runbookName,
  automatic,
  partition,
  accountId,
  rolePath = '/',
}: PackRemediation): PackResource {
  return {
    Type: 'AWS::Config::RemediationConfiguration',
    DependsOn: 'IamUserMfa',
    Properties: capitalized(
      remediationConfiguration({
        configRuleName: meta.id,
        runbookName,
        automatic,
        automationRoleArn: `arn:${partition}:iam::${accountId}:role${rolePath}${meta.remediationRoleName}`,
      }),
    ),
  };
}

function managedRule(name: string): PackResource {
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: name,
      Source: { Owner: 'AWS', SourceIdentifier: name.toUpperCase().replaceAll('-', '_') },
    },
  };
}

/** CDK's L1 props as CloudFormation writes them. */
function capitalized(value: object): object {
  const deep = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(deep);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), deep(inner)]),
    );
  };
  return deep(value) as object;
}
