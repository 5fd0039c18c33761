import type { Answer } from '../answer';
import type { Grants } from '../grants';
import type { PolicyStatement } from '../policy';

export interface KeyPolicyFacts {
  /** The policy of the key that was asked about; AWS gives it to the key's own account alone. */
  readonly keyPolicy?: Answer<readonly PolicyStatement[]> | undefined;
}

export const keyPolicyGrants: Grants = ({ kmsKeyArn }) =>
  kmsKeyArn === undefined ? {} : { Key: { actions: ['kms:GetKeyPolicy'], resources: [kmsKeyArn] } };
