/** Where doctor looks: one account, in one region. */
export interface Place {
  readonly accountId: string;
  readonly partition: string;
  /** Who asks, as an ARN. */
  readonly callerArn: string;
  readonly region: string;
  readonly now: Date;
  readonly topicArn?: string | undefined;
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
  readonly deployCommand: string;
}

export const accountDeployment: Deployment = { deployCommand: 'npx cdk deploy IamUserMfa' };
export const memberDeployment: Deployment = { deployCommand: 'npx cdk deploy IamUserMfaOrganization' };

/** StackSets are asked as a delegated administrator where the caller is not the management account. */
export const callAs = ({ callerAccountId, managementAccountId }: OrganizationPlace) =>
  callerAccountId === managementAccountId ? {} : ({ CallAs: 'DELEGATED_ADMIN' } as const);
