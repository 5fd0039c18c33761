import type { Answer } from '../answer';
import type { Grants } from '../grants';

export interface DelegatedAdministrator {
  readonly service: string;
  readonly accountIds: readonly string[];
}

export interface AdministratorsFacts {
  readonly delegated: Answer<readonly DelegatedAdministrator[]>;
  /** The services that have trusted access in the organization. */
  readonly serviceAccess: Answer<readonly string[]>;
}

/** The services that a delegated administrator has to be registered for. */
export const deploymentServices = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'config-multiaccountsetup.amazonaws.com',
  'config.amazonaws.com',
] as const;

export const administratorsGrants: Grants = () => ({
  Administrators: {
    actions: [
      'organizations:ListDelegatedAdministrators',
      'organizations:ListAWSServiceAccessForOrganization',
    ],
    resources: ['*'],
  },
});
