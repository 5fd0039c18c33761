import type { SessionFlags } from '../session';

export interface DoctorFlags extends SessionFlags {
  readonly organization?: boolean;
  readonly roleName?: string;
  readonly externalId?: string;
  readonly accounts?: string;
  readonly packName?: string;
  readonly topicArn?: string;
  readonly kmsKeyArn?: string;
  readonly format: 'table' | 'json';
  readonly all?: boolean;
  readonly printPolicy?: boolean;
  readonly partition: string;
}
