import type { ReasonCode, Verdict } from '../core/verdict';
import type { Reading, UserList } from './ports';
import { usersText, type ScanSummary } from '../protocol/scan-summary';
import { failuresText, failureText, type Problem } from './failures';

type Unreadable = Extract<Reading, { kind: 'unreadable' }>;

/** Counts what a run sees, user by user; nothing here decides anything. */
export class Tally {
  private readonly byReason = new Map<ReasonCode, number>();
  readonly unreadable: Unreadable[] = [];

  count(verdict: Verdict): void {
    this.byReason.set(verdict.reason, this.of(verdict.reason) + 1);
  }

  of(...reasons: readonly ReasonCode[]): number {
    return reasons.reduce((sum, reason) => sum + (this.byReason.get(reason) ?? 0), 0);
  }

  get read(): number {
    return [...this.byReason.values()].reduce((sum, count) => sum + count, 0);
  }

  get compliant(): number {
    return this.of('mfa-enabled');
  }

  get nonCompliant(): number {
    return this.of('no-mfa', 'mfa-too-weak');
  }

  get notApplicable(): Partial<Record<ReasonCode, number>> {
    const codes = ['user-gone', 'no-console-password', 'within-grace', 'exempt'] as const;
    return Object.fromEntries(codes.map((code) => [code, this.of(code)]));
  }

  /** The reasons why the run did not see every user of the list. */
  problems(list: UserList): readonly Problem[] {
    const problems: Problem[] = [];
    if (list.failure !== undefined) {
      const text = `the users could not be listed to the end (${failureText(list.failure)})`;
      problems.push({ text, names: [], failures: [list.failure] });
    }
    if (this.unreadable.length > 0) {
      const failures = this.unreadable.map(({ failure }) => failure);
      const text = `${failures.length} of ${usersText(list.users.length)} could not be read (${failuresText(failures)})`;
      problems.push({ text, names: this.unreadable.map(({ user }) => user.userName).sort(), failures });
    }
    return problems;
  }

  scanSummary(problems: readonly Problem[]): ScanSummary {
    return {
      users: this.read,
      withConsolePassword: this.of('mfa-enabled', 'no-mfa', 'mfa-too-weak', 'exempt', 'within-grace'),
      withoutSufficientMfa: this.nonCompliant,
      exempt: this.of('exempt'),
      inGrace: this.of('within-grace'),
      problems: problems.map(({ text }) => text),
    };
  }
}
