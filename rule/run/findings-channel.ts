import type { Finding } from '../findings/finding';
import type { Problem } from './failures';

/** The facts that a scan hands over at its end. */
export interface EndOfScan {
  /** Whether every user was listed and read: only then is a user who was not seen known to be gone; else all stays as it is. */
  readonly complete: boolean;
  /** The scan summary as Config gets it. */
  readonly summary: string;
}

/** The findings of one scan. */
export interface ScanFindings {
  take(finding: Finding): void;
  /** Sends what has to be sent; answers with what was not taken. */
  finish(end: EndOfScan): Promise<readonly Problem[]>;
}

/** The receiver of findings beside Config. */
export interface FindingsChannel {
  scan(accountId: string, now: Date): ScanFindings;
  /** One user whose verdict differs from what Config holds. */
  change(accountId: string, now: Date, finding: Finding): Promise<readonly Problem[]>;
}
