import type { CfnResource } from 'aws-cdk-lib';
import { CfnConfigRule, type CfnConfigRuleProps } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';

export interface ConfigRuleValues {
  readonly functionArn: string;
  readonly maximumExecutionFrequency: string;
  /** Strings only; the empty string means "not set". */
  readonly inputParameters: Readonly<Record<string, string>>;
}

export interface ConfigRuleProps extends ConfigRuleValues {
  /** The permission for Config to invoke the function. */
  readonly permission: CfnResource;
}

const eventSource = 'aws.config';

/**
 * The rule as AWS Config is to have it, in a stack and in a conformance pack. It has two triggers because a change of a
 * password or an MFA device makes no configuration item.
 */
export function configRuleProperties(values: ConfigRuleValues) {
  return {
    configRuleName: meta.id,
    description: meta.description,
    scope: { complianceResourceTypes: [meta.resourceType] },
    source: {
      owner: 'CUSTOM_LAMBDA',
      sourceIdentifier: values.functionArn,
      sourceDetails: [
        { eventSource, messageType: 'ConfigurationItemChangeNotification' },
        { eventSource, messageType: 'OversizedConfigurationItemChangeNotification' },
        {
          eventSource,
          messageType: 'ScheduledNotification',
          maximumExecutionFrequency: values.maximumExecutionFrequency,
        },
      ],
    },
    ...(Object.keys(values.inputParameters).length > 0 ? { inputParameters: values.inputParameters } : {}),
  } satisfies CfnConfigRuleProps;
}

/** An L1 on purpose: aws_config.CustomRule attaches a managed policy to the function's role. */
export class ConfigRule extends Construct {
  readonly ruleName = meta.id;
  readonly ruleArn: string;

  constructor(scope: Construct, id: string, props: ConfigRuleProps) {
    super(scope, id);
    const rule = new CfnConfigRule(this, 'Rule', configRuleProperties(props));
    rule.node.addDependency(props.permission);
    this.ruleArn = rule.attrArn;
  }
}
