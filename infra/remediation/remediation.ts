import type { IResolvable } from 'aws-cdk-lib';
import { CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import type { ConfigRule } from '../rule/config-rule';
import type { FunctionSettings } from '../rule/entry-function';
import { MfaEnforcementPolicy } from '../enforcement/mfa-enforcement-policy';
import type { When } from '../options/when';
import { AutomationRole } from './automation-role';
import { remediationConfiguration } from './remediation-configuration';
import { RemediationFunction } from './remediation-function';
import { Runbooks } from './runbooks';

export interface RemediationProps extends FunctionSettings {
  readonly code: Code;
  readonly exemptTags: When;
  /** Whether login profiles may be deleted, by a runbook that a person starts. */
  readonly removeConsoleAccess: When;
  /** The rule's function: the rule that runs it is the one whose parameters decide. */
  readonly ruleFunctionArn: string;
  /** Whether the group of require-mfa lets users change a password that must be reset. */
  readonly allowFirstPasswordChange: When;
  /** How long the audit trail is kept. */
  readonly auditRetentionDays: number;
  /** Of every role. */
  readonly rolePath: string;
}

/** All that remediation needs but its configuration, which is in the template of the rule. */
export class Remediation extends Construct {
  readonly automationRoleArn: string;
  readonly functionArn: string;
  readonly functionName: string;
  readonly runbooks: Runbooks;

  constructor(scope: Construct, id: string, props: RemediationProps) {
    super(scope, id);
    const { allowFirstPasswordChange, auditRetentionDays, removeConsoleAccess, rolePath, ...settings } =
      props;
    // Workloads that use the access keys of a user who is to enrol must go on: console-only.
    const group = new MfaEnforcementPolicy(this, 'Enforcement', {
      allowFirstPasswordChange,
      strength: 'console-only',
    });
    const remediate = new RemediationFunction(this, 'Function', {
      ...settings,
      logRetentionDays: auditRetentionDays,
      removeConsoleAccess,
      group,
    });
    this.functionArn = remediate.functionArn;
    this.functionName = remediate.functionName;
    const role = new AutomationRole(this, 'AutomationRole', {
      functionArn: this.functionArn,
      // A conformance pack names it by a literal.
      roleName: meta.remediationRoleName,
    });
    this.automationRoleArn = role.roleArn;
    this.runbooks = new Runbooks(this, 'Runbooks', {
      functionArn: this.functionArn,
      automationRoleArn: this.automationRoleArn,
      rolePath,
      removeConsoleAccess,
    });
  }

  /** Gives a rule its remediation, which waits for the rule and for the runbook that it names. */
  serve(
    rule: ConfigRule,
    runbook: (runbooks: Runbooks) => string,
    automatic: boolean | IResolvable,
  ): CfnRemediationConfiguration {
    const configuration = new CfnRemediationConfiguration(
      this,
      'Configuration',
      remediationConfiguration({
        configRuleName: rule.ruleName,
        runbookName: runbook(this.runbooks),
        automationRoleArn: this.automationRoleArn,
        automatic,
      }),
    );
    configuration.node.addDependency(rule);
    return configuration;
  }
}
