import type { IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { meta } from '../../rule/meta';
import { Alarms } from '../watch/alarms';
import type { CodeSource } from '../rule/code';
import { ConfigRule } from '../rule/config-rule';
import type { FunctionSettings } from '../rule/entry-function';
import { Reevaluation } from '../rule/reevaluation';
import { Remediation } from '../remediation/remediation';
import type { Runbooks } from '../remediation/runbooks';
import { RuleFunction } from '../rule/rule-function';
import { whenBoth, applyCondition, createWhen, type When, valueIf } from '../options/when';

/** Everything decided: by checked props in the management account, by parameters and conditions in the members' template. */
export interface MemberPartsProps extends FunctionSettings {
  readonly code: CodeSource;
  /** Whether the rule stands here, too; a conformance pack brings it otherwise. */
  readonly ruleHere: When;
  readonly inputParameters: Readonly<Record<string, string>>;
  readonly exemptTags: When;
  readonly maximumExecutionFrequency: string;
  readonly scanPeriodSeconds: number;
  readonly timeoutSeconds: number;
  readonly reevaluation: When;
  readonly alarms: When;
  /** The one topic of the organization. */
  readonly topicArn: string | undefined;
  readonly hasTopic: When;
  readonly remediation: When;
  readonly remediationAutomatic: boolean | IResolvable;
  /** Which of the runbooks the remediation of a rule here names. */
  readonly remediationRunbook: (names: Runbooks) => string;
  readonly removeConsoleAccess: When;
  /** Known at synth: it is part of the enforcement policy's text. */
  readonly allowFirstPasswordChange: boolean;
}

/** One account of an organization: all that the rule needs there. The names that the conformance pack writes are fixed. */
export class MemberParts extends Construct {
  readonly ruleFunction: RuleFunction;
  private readonly settings: FunctionSettings;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MemberPartsProps,
  ) {
    super(scope, id);
    const { code, exemptTags, ruleHere, architecture, runtime, memoryMiB, logRetentionDays } = props;
    this.settings = { architecture, runtime, memoryMiB, logRetentionDays };
    this.ruleFunction = new RuleFunction(this, 'Function', {
      ...this.settings,
      functionName: meta.functionName,
      code: code('handler'),
      timeoutSeconds: props.timeoutSeconds,
      exemptTags,
    });
    const rule = createWhen(ruleHere, () => this.rule());
    const reevaluation = createWhen(
      props.reevaluation,
      () =>
        new Reevaluation(this, 'Reevaluation', { ...this.settings, code: code('reevaluate'), exemptTags }),
    );
    createWhen(props.remediation, () => this.remediation(rule));
    createWhen(props.alarms, () => this.alarms(reevaluation));
  }

  private rule(): ConfigRule {
    const { functionArn, permission } = this.ruleFunction;
    const { maximumExecutionFrequency, inputParameters } = this.props;
    return new ConfigRule(this, 'ConfigRule', {
      functionArn,
      permission,
      maximumExecutionFrequency,
      inputParameters,
    });
  }

  private remediation(rule: ConfigRule | undefined): Construct {
    const { props } = this;
    const remediation = new Remediation(this, 'Remediation', {
      ...this.settings,
      code: props.code('remediate'),
      exemptTags: props.exemptTags,
      removeConsoleAccess: whenBoth(
        this,
        'WithRemovalOfConsoleAccess',
        props.remediation,
        props.removeConsoleAccess,
      ),
      enforcement: { allowFirstPasswordChange: props.allowFirstPasswordChange },
    });
    if (rule === undefined) return remediation;
    const configuration = remediation.serve(rule, props.remediationRunbook, props.remediationAutomatic);
    applyCondition(whenBoth(this, 'WithRemediationHere', props.ruleHere, props.remediation), configuration);
    return remediation;
  }

  private alarms(reevaluation: Reevaluation | undefined): Alarms {
    const { props, ruleFunction } = this;
    return new Alarms(this, 'Alarms', {
      ruleFunctionName: ruleFunction.functionName,
      ruleDeadLetters: ruleFunction.deadLetters,
      scanPeriodSeconds: props.scanPeriodSeconds,
      reevaluation: reevaluation && {
        deadLetters: reevaluation.deadLetters,
        when: whenBoth(this, 'WithReevaluationAlarm', props.alarms, props.reevaluation),
      },
      actions: props.topicArn === undefined ? undefined : valueIf(props.hasTopic, [props.topicArn]),
    });
  }
}
