// What doctor asks AWS for, as its checks need it. Every answer may be missing: denied, throttled, out of time.

export interface NoAnswer {
  readonly api: string;
  readonly error: string;
  /** Like "denied by an explicit deny in a service control policy": allowing the action does not help then. */
  readonly detail?: string | undefined;
}

/** An answer of AWS, or why there is none. A denied question is unknown, never "there is nothing". */
export type Answer<T> = { readonly value: T } | { readonly failure: NoAnswer };

export interface Recorder {
  readonly name: string;
  readonly roleArn: string | undefined;
  /** Set where an AWS service made the recorder for itself; such a recorder is not enough for a rule. */
  readonly servicePrincipal: string | undefined;
  readonly allSupported: boolean;
  readonly includeGlobalResourceTypes: boolean;
  readonly resourceTypes: readonly string[];
  readonly excludedTypes: readonly string[];
  /** Recorders made before 2023 have none: then the other fields decide. */
  readonly strategy: string | undefined;
}

export interface RecorderStatus {
  readonly name: string;
  readonly recording: boolean;
  /** SUCCESS, FAILURE, PENDING or NOT_APPLICABLE; absent before the first delivery. */
  readonly lastStatus: string | undefined;
  readonly lastError: string | undefined;
}

export interface FieldSelector {
  readonly field: string;
  readonly equals: readonly string[];
  readonly notEquals: readonly string[];
}

/** The event selectors of a trail, of either make; `raw` is what AWS gave, to be put back with one line more. */
export interface Selectors {
  readonly basic: readonly {
    readonly readWriteType: string;
    readonly managementEvents: boolean;
    readonly excludedSources: readonly string[];
  }[];
  readonly advanced: readonly (readonly FieldSelector[])[];
  readonly raw: readonly unknown[];
}

export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  /** False where the trail keeps events of global services, such as IAM, out. */
  readonly globalEvents: boolean;
  readonly logging: Answer<boolean>;
  readonly selectors: Answer<Selectors>;
}

export interface DeployedRule {
  readonly name: string;
  readonly state: string;
  readonly owner: string | undefined;
  readonly sourceIdentifier: string | undefined;
  readonly inputParameters: string | undefined;
  readonly frequency: string | undefined;
}

export interface RuleStatus {
  readonly lastSuccess: Date | undefined;
  readonly lastFailure: Date | undefined;
  readonly lastErrorCode: string | undefined;
  readonly lastErrorMessage: string | undefined;
}

export interface HeldSummary {
  readonly annotation: string;
  readonly recordedAt: Date;
}

/** What Config says of one of our rules. */
export interface RuleFacts {
  readonly rule: DeployedRule;
  readonly status: Answer<RuleStatus | undefined>;
  readonly summary: Answer<HeldSummary | undefined>;
}

export interface EventRule {
  readonly name: string;
  readonly enabled: boolean;
}

export interface DeadLetterQueue {
  readonly name: string;
  readonly url: string;
  readonly messages: number;
}

export interface RequiredGroup {
  readonly name: string;
  readonly arn: string;
  readonly members: number;
  /** Whether a policy of the group denies all but enrolling without MFA. */
  readonly enforces: Answer<boolean>;
  /** The stack that the group is part of; undefined where none is. */
  readonly stack: Answer<string | undefined>;
}

export interface TopicStatement {
  readonly effect: string;
  readonly services: readonly string[];
  readonly everyone: boolean;
  readonly actions: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface Topic {
  readonly arn: string;
  readonly statements: readonly TopicStatement[];
}

/** One account as doctor sees it. */
export interface AccountFacts {
  readonly accountId: string;
  readonly partition: string;
  /** Who asks, as an ARN. */
  readonly callerArn: string;
  readonly region: string;
  readonly now: Date;
  readonly recorders: Answer<readonly Recorder[]>;
  readonly recorderStatuses: Answer<readonly RecorderStatus[]>;
  readonly deliveryChannels: Answer<readonly string[]>;
  readonly trails: Answer<readonly Trail[]>;
  readonly rules: Answer<readonly RuleFacts[]>;
  readonly eventRules: Answer<readonly EventRule[]>;
  readonly deadLetters: Answer<readonly DeadLetterQueue[]>;
  readonly groups: Answer<readonly RequiredGroup[]>;
  readonly securityHub: Answer<boolean>;
  /** The existing topic that was asked about. */
  readonly topic?: Answer<Topic | undefined> | undefined;
}

export interface AggregatorFacts {
  readonly name: string;
  readonly organization: boolean;
  readonly allRegions: boolean;
  readonly regions: readonly string[];
}

export interface PackFacts {
  readonly name: string;
  readonly status: Answer<{ readonly status: string; readonly error: string | undefined } | undefined>;
  readonly accounts: Answer<readonly PackInAccount[]>;
}

export interface PackInAccount {
  readonly accountId: string;
  /** As AWS says it: CREATE_SUCCESSFUL, UPDATE_FAILED, ... */
  readonly status: string;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

export interface DelegatedAdministrator {
  readonly service: string;
  readonly accountIds: readonly string[];
}

/** The organization as doctor sees it, beside its accounts. */
export interface OrganizationFacts {
  readonly callerAccountId: string;
  readonly managementAccountId: string;
  readonly region: string;
  readonly featureSet: Answer<string>;
  /** ENABLED, DISABLED or DISABLED_PERMANENTLY. */
  readonly stackSetsAccess: Answer<string>;
  readonly delegated: Answer<readonly DelegatedAdministrator[]>;
  readonly aggregators: Answer<readonly AggregatorFacts[]>;
  readonly packs: Answer<readonly PackFacts[]>;
  readonly accounts: number;
}
