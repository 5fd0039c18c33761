import type { CloudTrailSeed } from './cloud-trail-seed';
import type { ConfigStore } from './config-store';
import type { Deployment } from './deployment-seed';
import type { IamStore } from './iam-store';
import type { OrganizationStore } from './organization-store';
import type { PolicyStore } from './policy-store';
import type { SecurityHubStore } from './security-hub-store';
import type { PolicySimulation } from './simulator';

/** The facts that an action may know of its call besides the input. */
export interface CallContext {
  readonly caller: Caller;
  /** The region that the request is signed for. */
  readonly region: string;
  /** PutEvaluations and BatchImportFindings report these as failed. */
  readonly failResourceIds: readonly string[];
}

/** The caller, by the access key of the request. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly userName?: string | undefined;
  /** The account whose credentials called AssumeRole; of a chain of roles, the first. */
  readonly assumedBy?: string | undefined;
}

export interface StartedEvaluation {
  readonly accountId: string;
  readonly ruleName: string;
  readonly resultToken: string;
}

/** A runbook that somebody starts. */
export interface StartedAutomation {
  readonly accountId: string;
  readonly documentName: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A run of an SSM Automation document. */
export interface Automation {
  readonly id: string;
  readonly documentName: string;
  status: string;
}

/** One account: what an action is given. */
export interface Account {
  readonly id: string;
  readonly partition: string;
  readonly iam: IamStore;
  readonly policies: PolicyStore;
  readonly config: ConfigStore;
  readonly securityHub: SecurityHubStore;
  readonly cloudTrail: CloudTrailSeed;
  readonly deployment: Deployment;
  readonly automations: Map<string, Automation>;
  readonly caller: Caller;
  readonly store: AllAccounts;
  pageSize: number;
}

/** The state that an account's actions reach beyond the account itself. */
export interface AllAccounts {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly callers: Map<string, Caller>;
  readonly organization: OrganizationStore | undefined;
  readonly now: () => Date;
  readonly simulatePolicy: PolicySimulation | undefined;
  startEvaluation(call: StartedEvaluation): void;
  /** Its status in the end, where that is not Success; a rejection is Failed. */
  startAutomation(call: StartedAutomation): Promise<string | undefined>;
}
