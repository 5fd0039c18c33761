import type { ComplianceType, ConfigRuleSeed } from './config-seed';
import type { RecorderSeed } from './recorder-seed';
import { noSuchRule } from '../service-error';
import { Sequence } from './sequence';

export interface ConfigRule extends ConfigRuleSeed {
  inputParameters?: Record<string, unknown> | undefined;
  state: ConfigRuleSeed['state'];
  /** One result a resource, in the order of their first recording. */
  readonly results: Sequence<HeldResult>;
  readonly byResource: Map<string, HeldResult>;
}

/** The result that Config holds of one resource under one rule. */
export interface HeldResult {
  readonly ruleName: string;
  readonly resourceType: string;
  readonly resourceId: string;
  complianceType: ComplianceType;
  annotation: string | undefined;
  orderingTimestamp: Date;
  recordedTime: Date;
}

/** One evaluation as the rule sent it. */
export interface PutEvaluation {
  readonly ComplianceResourceType: string;
  readonly ComplianceResourceId: string;
  readonly ComplianceType: ComplianceType;
  readonly Annotation?: string | undefined;
  readonly OrderingTimestamp: Date;
}

export interface PutBatch {
  readonly resultToken: string;
  readonly testMode: boolean;
  readonly evaluations: readonly PutEvaluation[];
}

/** One account's Config. */
export class ConfigStore {
  readonly rules = new Map<string, ConfigRule>();
  /** Every PutEvaluations that was accepted, in order. */
  readonly puts: PutBatch[] = [];
  /** Token to rule; with `anyToken` also tokens that are not in it are accepted, for the first rule. */
  readonly tokens = new Map<string, string>();
  anyToken = true;
  /** It is not known which of the two AWS does with an evaluation that is older than the held one. */
  olderOrderingTimestamp: 'keep' | 'drop' = 'keep';
  /** [unverified] what AWS says of an empty list; PutEvaluations is documented to take 0 to 100. */
  emptyEvaluations: 'accept' | 'refuse' = 'accept';
  readonly recorders: readonly RecorderSeed[];
  lastStart: Date | undefined;
  readonly running = new Set<string>();
  started = 0;

  addRule(rule: ConfigRuleSeed): void {
    this.rules.set(rule.name, { ...rule, results: new Sequence(), byResource: new Map() });
  }

  rule(name: string): ConfigRule {
    const rule = this.rules.get(name);
    if (rule === undefined) throw noSuchRule(name);
    return rule;
  }

  constructor(recorders: readonly RecorderSeed[] = []) {
    this.recorders = recorders;
  }

  /** All rules where no names are given. */
  rulesNamed(names: readonly string[]): readonly ConfigRule[] {
    return names.length === 0 ? [...this.rules.values()] : names.map((name) => this.rule(name));
  }

  /** The results held of one rule, with NOT_APPLICABLE: for a test to look at. */
  held(ruleName: string): readonly HeldResult[] {
    return [...this.rule(ruleName).results];
  }

  ruleOfToken(token: string): ConfigRule | undefined {
    const named = this.tokens.get(token);
    if (named !== undefined) return this.rules.get(named);
    return this.anyToken && token !== '' && token !== 'TESTMODE' ? [...this.rules.values()][0] : undefined;
  }

  record(rule: ConfigRule, fresh: Omit<HeldResult, 'ruleName'>): void {
    const key = `${fresh.resourceType} ${fresh.resourceId}`;
    const held = rule.byResource.get(key);
    if (held === undefined) {
      const result = { ...fresh, ruleName: rule.name };
      rule.byResource.set(key, result);
      rule.results.add(result);
    } else if (this.olderOrderingTimestamp === 'keep' || fresh.orderingTimestamp >= held.orderingTimestamp) {
      Object.assign(held, fresh);
    }
  }
}
