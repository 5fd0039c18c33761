/** The place where doctor looks: one account, in one region. */
export interface Place {
  readonly accountId: string;
  readonly partition: string;
  /** The caller, as an ARN. */
  readonly callerArn: string;
  readonly region: string;
  readonly now: Date;
  readonly topicArn?: string | undefined;
  /** The customer's key for log groups and queues. */
  readonly kmsKeyArn?: string | undefined;
  /** Set where the account is looked at as one of an organization. */
  readonly organization?:
    | {
        readonly organizationId?: string;
        readonly managementAccountId: string;
        readonly callerAccountId: string;
      }
    | undefined;
}

/** An organization, looked at from the account that deploys. */
export interface OrganizationPlace {
  readonly callerAccountId: string;
  readonly managementAccountId: string;
  readonly region: string;
  /** How many accounts it has. */
  readonly accounts: number;
  readonly packName?: string | undefined;
}

/** How the rule gets there: into one account, or with all accounts of an organization. */
export interface Deployment {
  /** Of the stack that has the rule. */
  readonly deployCommand: string;
  /** Of the stack that has the functions and the group. */
  readonly functionsCommand: string;
  /** Set where the function has to be there already; `blocks` where a conformance pack fails without it. */
  readonly functionIs?: 'expected' | 'blocking' | undefined;
}

export const accountDeployment: Deployment = {
  deployCommand: 'npx cdk deploy IamUserMfa',
  functionsCommand: 'npx cdk deploy IamUserMfa',
};

/** StackSets are asked as a delegated administrator where the caller is not the management account. */
export const callAs = ({ callerAccountId, managementAccountId }: OrganizationPlace) =>
  callerAccountId === managementAccountId ? {} : ({ CallAs: 'DELEGATED_ADMIN' } as const);
