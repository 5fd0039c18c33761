import type { SessionFlags } from '../session';

export interface VerifyFlags extends SessionFlags {
  readonly policy?: boolean;
  /** With a journal's name, or without. */
  readonly cleanup?: true | string;
  readonly account?: string;
  readonly yes?: boolean;
  readonly wait: number;
  readonly every: number;
  readonly output?: string;
  readonly compare?: string;
  readonly force?: boolean;
  readonly printPolicy?: boolean;
  readonly partition: string;
}
