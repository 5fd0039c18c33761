import type { SessionFlags } from '../session';

export interface VerifyFlags extends SessionFlags {
  readonly policy?: boolean;
  readonly output?: string;
  readonly compare?: string;
  readonly force?: boolean;
  readonly printPolicy?: boolean;
  readonly partition: string;
}
