import type { CfnResource } from 'aws-cdk-lib';
import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { meta } from '../rule/meta';

export interface ConfigRuleProps {
  readonly functionArn: string;
  /** The permission for Config to invoke the function. */
  readonly permission: CfnResource;
  readonly maximumExecutionFrequency: string;
  /** Strings only; the empty string means "not set". */
  readonly inputParameters: Readonly<Record<string, string>>;
}

const eventSource = 'aws.config';

/**
 * The rule in AWS Config. It has two triggers because a change of a password or an MFA device makes no configuration item.
 * An L1 on purpose: aws_config.CustomRule attaches a managed policy to the function's role.
 */
export class ConfigRule extends Construct {
  readonly ruleName = meta.id;
  readonly ruleArn: string;

  constructor(scope: Construct, id: string, props: ConfigRuleProps) {
    super(scope, id);
    const rule = new CfnConfigRule(this, 'Rule', {
      configRuleName: this.ruleName,
      description: meta.description,
      scope: { complianceResourceTypes: [meta.resourceType] },
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: props.functionArn,
        sourceDetails: [
          { eventSource, messageType: 'ConfigurationItemChangeNotification' },
          { eventSource, messageType: 'OversizedConfigurationItemChangeNotification' },
          {
            eventSource,
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: props.maximumExecutionFrequency,
          },
        ],
      },
      ...(Object.keys(props.inputParameters).length > 0 ? { inputParameters: props.inputParameters } : {}),
    });
    rule.addResourceDependency(props.permission);
    this.ruleArn = rule.attrArn;
  }
}
