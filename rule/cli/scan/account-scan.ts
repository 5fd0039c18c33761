import { noCalls, duringInvocation } from '../../aws/clients/call-scope';
import type { RuleParameters } from '../../core/rule-parameters';
import type { Problem } from '../../run/failures';
import type { Log } from '../../run/ports';
import type { PrivilegesReader } from '../../run/privileges';
import { readAccount, type ReadAccountOptions } from '../../run/read-account';
import { annotation } from '../../protocol/annotation';
import type { AccountScan } from '../../findings/account-scan';
import { accountOf, finding, type Finding, type UnreadableUser } from '../../findings/finding';
import { Tally } from '../../run/tally';

export interface AccountScanResult {
  readonly scan: AccountScan;
  readonly tally: Tally;
  readonly problems: readonly Problem[];
}

export interface AccountScanOptions {
  readonly directory: ReadAccountOptions['directory'];
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  /** Asked only where no user's ARN names the account. */
  readonly account: () => Promise<string | null>;
  /** Asked where `rankPrivileges` is on. */
  readonly privileges?: PrivilegesReader;
  readonly log?: Pick<Log, 'warn'>;
  readonly progress?: { start(total: number): void; step(): void; stop(): void };
}

/** The rule without Config: the same directory, the same decision, every user a finding. */
export const scanAccount = (options: AccountScanOptions): Promise<AccountScanResult> =>
  duringInvocation(noCalls(), () => scan(options));

async function scan(options: AccountScanOptions): Promise<AccountScanResult> {
  const { directory, ruleParameters, now, progress } = options;
  const tally = new Tally();
  const findings: Finding[] = [];
  const unreadable: UnreadableUser[] = [];
  const { list, readings } = await readAccount({
    directory,
    ruleParameters,
    now,
    log: options.log ?? { warn: () => undefined },
    privileges: options.privileges,
  });
  progress?.start(list.users.length);
  for await (const reading of readings) {
    progress?.step();
    if (reading.kind === 'unreadable') {
      tally.unreadable.push(reading);
      unreadable.push({ userName: reading.user.userName, ...reading.failure });
    } else {
      const { facts, verdict } = reading;
      tally.count(verdict);
      const labels = { owner: facts.owner, privilege: facts.privileges?.label };
      findings.push(finding(facts, verdict, annotation(facts.user.userName, verdict, labels)));
    }
  }
  progress?.stop();
  if (list.failure !== undefined) unreadable.push({ userName: null, ...list.failure });
  const account = accountOf(list.users[0]?.arn ?? '') ?? (await options.account());
  return {
    scan: {
      account,
      scannedAt: now.toISOString(),
      complete: unreadable.length === 0,
      parameters: ruleParameters,
      unreadable,
      findings,
    },
    tally,
    problems: tally.problems(list),
  };
}
