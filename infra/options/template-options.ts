import {
  Aws,
  CfnCondition,
  CfnRule,
  Fn,
  type ICfnConditionExpression,
  type IResolvable,
  type Stack,
  Token,
} from 'aws-cdk-lib';
import type { ParameterKey } from '../../rule/core/parameters';
import { frequencies, secondsOf } from './options';
import { numberOf, parameterName, ruleParameterKeys, type TemplateParameters } from './template-parameters';

export interface TagConditions {
  readonly exemptTags: CfnCondition;
  readonly ownerTags: CfnCondition;
}

/** The runbooks that a rule's remediation may name. */
export interface RunbookNames {
  readonly requireMfa: string;
  readonly removeConsoleAccess: string | undefined;
}

type Keys =
  | 'remediation'
  | 'remediationAction'
  | 'removeConsoleAccess'
  | 'allowFirstPasswordChange'
  | 'auditRetentionDays'
  | 'securityHubFindings'
  | 'maximumExecutionFrequency'
  | 'timeoutSeconds'
  | 'architecture'
  | 'runtime'
  | 'memoryMiB'
  | 'logRetentionDays'
  | ParameterKey;

/** What both self-contained templates make of their parameters: where a CDK stack decides, a condition does here. */
export class TemplateOptions<K extends keyof TemplateParameters> {
  constructor(
    private readonly stack: Stack,
    private readonly parameters: Pick<TemplateParameters, K | Keys>,
  ) {}

  text(key: K | Keys): string {
    return this.parameters[key].valueAsString;
  }

  is(key: K | Keys, value: string): ReturnType<typeof Fn.conditionEquals> {
    return Fn.conditionEquals(this.text(key), value);
  }

  isSet(key: K | Keys): ICfnConditionExpression {
    return Fn.conditionNot(this.is(key, ''));
  }

  condition(name: string, expression: ICfnConditionExpression): CfnCondition {
    return new CfnCondition(this.stack, name, { expression });
  }

  /** The rule, and how its function runs. */
  rule() {
    const labels = this.labels();
    const maximumExecutionFrequency = this.text('maximumExecutionFrequency');
    return {
      inputParameters: this.inputParameters(labels),
      ...labels,
      maximumExecutionFrequency,
      scanPeriodSeconds: this.scanPeriodSeconds(maximumExecutionFrequency),
      timeoutSeconds: numberOf(this.parameters.timeoutSeconds),
      architecture: this.text('architecture'),
      runtime: this.text('runtime'),
      memoryMiB: numberOf(this.parameters.memoryMiB),
      logRetentionDays: numberOf(this.parameters.logRetentionDays),
    };
  }

  /**
   * The rule's parameters, those that are empty left out: PutConfigRule is known to refuse blank values ("Blank spaces are
   * not acceptable for input parameter").
   */
  private inputParameters({ exemptTags, ownerTags }: TagConditions): Record<ParameterKey, string> {
    const known: Partial<Record<ParameterKey, CfnCondition>> = {
      exemptTagKey: exemptTags,
      ownerTagKey: ownerTags,
    };
    const value = (key: ParameterKey): string => {
      if (this.parameters[key].default !== '') return this.text(key);
      const set = known[key] ?? this.condition(`Has${parameterName(key)}`, this.isSet(key));
      return Fn.conditionIf(set.logicalId, this.text(key), Aws.NO_VALUE).toString();
    };
    return Object.fromEntries(ruleParameterKeys.map((key) => [key, value(key)])) as Record<
      ParameterKey,
      string
    >;
  }

  /** What only the rule's function reads more for. */
  private labels(): TagConditions & {
    readonly rankPrivileges: CfnCondition;
    readonly securityHubFindings: CfnCondition;
  } {
    return {
      exemptTags: this.condition('ExemptTags', this.isSet('exemptTagKey')),
      ownerTags: this.condition('OwnerTags', this.isSet('ownerTagKey')),
      rankPrivileges: this.condition('RanksPrivileges', this.is('rankPrivileges', 'true')),
      securityHubFindings: this.condition('WithSecurityHubFindings', this.is('securityHubFindings', 'true')),
    };
  }

  /** An alarm's period is a number, and a mapping's keys may not hold the underscore of `Six_Hours`. */
  private scanPeriodSeconds(frequency: string): number {
    const [last, ...others] = [...frequencies].reverse();
    const fallback: number | IResolvable = secondsOf(last ?? 'TwentyFour_Hours');
    const period = others.reduce<number | IResolvable>((otherwise, name) => {
      const every = this.condition(`Every${name.replace('_', '')}`, Fn.conditionEquals(frequency, name));
      return Fn.conditionIf(every.logicalId, secondsOf(name), otherwise);
    }, fallback);
    return Token.asNumber(period);
  }

  remediation(): {
    readonly remediation: CfnCondition;
    readonly remediationAutomatic: IResolvable;
    readonly remediationRunbook: (names: RunbookNames) => string;
    readonly removeConsoleAccess: CfnCondition;
    readonly allowFirstPasswordChange: CfnCondition;
    readonly auditRetentionDays: number;
  } {
    const remediation = this.condition('WithRemediation', Fn.conditionNot(this.is('remediation', 'off')));
    const removeConsoleAccess = this.condition(
      'MayRemoveConsoleAccess',
      this.is('removeConsoleAccess', 'true'),
    );
    const asksForRemoval = this.is('remediationAction', 'remove-console-access');
    const removes = this.condition(
      'RemediationRemovesConsoleAccess',
      Fn.conditionAnd(remediation, removeConsoleAccess, asksForRemoval),
    );
    const automatic = this.condition('AutomaticRemediation', this.is('remediation', 'automatic'));
    new CfnRule(this.stack, 'OnlyWhatCanBeTakenBackIsAutomatic', {
      ruleCondition: asksForRemoval,
      assertions: [
        {
          assert: Fn.conditionNot(this.is('remediation', 'automatic')),
          assertDescription: 'Only require-mfa may be automatic: it is the step that can be undone.',
        },
        {
          assert: this.is('removeConsoleAccess', 'true'),
          assertDescription: 'RemediationAction remove-console-access needs RemoveConsoleAccess true.',
        },
      ],
    });
    return {
      remediation,
      removeConsoleAccess,
      allowFirstPasswordChange: this.condition(
        'FirstPasswordChange',
        this.is('allowFirstPasswordChange', 'true'),
      ),
      auditRetentionDays: numberOf(this.parameters.auditRetentionDays),
      remediationAutomatic: Fn.conditionIf(automatic.logicalId, true, false),
      remediationRunbook: (names) =>
        Fn.conditionIf(removes.logicalId, names.removeConsoleAccess, names.requireMfa).toString(),
    };
  }
}
