import type { ConnectionFlags } from '../flags/connection';
import type { GeneralFlags } from '../flags/general';

export interface DoctorFlags extends ConnectionFlags, GeneralFlags {
  readonly organization?: boolean;
  readonly roleName?: string;
  readonly externalId?: string;
  readonly accounts?: string;
  readonly packName?: string;
  readonly topicArn?: string;
  readonly format: 'table' | 'json';
  readonly all?: boolean;
  readonly printPolicy?: boolean;
  readonly partition: string;
}
