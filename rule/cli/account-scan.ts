import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { RuleParameters } from '../core/rule-parameters';
import { decide } from '../core/verdict';
import type { Problem } from '../run/failures';
import { readAgainById } from '../run/read-again-by-id';
import type { User } from '../core/user';
import type { Directory, Reading } from '../run/ports';
import { annotation } from '../protocol/annotation';
import type { AccountScan } from '../findings/account-scan';
import { finding, type Finding, type UnreadableUser } from '../findings/finding';
import { Tally } from '../run/tally';

export interface AccountScanResult {
  readonly scan: AccountScan;
  readonly tally: Tally;
  readonly problems: readonly Problem[];
}

export interface AccountScanOptions {
  readonly directory: Directory;
  readonly ruleParameters: RuleParameters;
  readonly now: Date;
  /** Asked only where no user's ARN tells the account. */
  readonly account: () => Promise<string | null>;
  readonly progress?: { start(total: number): void; step(): void; stop(): void };
}

/** The rule without Config: the same directory, the same decision, every user a finding. */
export async function scanAccount(options: AccountScanOptions): Promise<AccountScanResult> {
  const { directory, ruleParameters, now, progress } = options;
  const tally = new Tally();
  const findings: Finding[] = [];
  const unreadable: UnreadableUser[] = [];
  const list = await directory.listUsers();
  progress?.start(list.users.length);
  const vanished: User[] = [];
  const take = (reading: Reading): void => {
    if (reading.kind === 'unreadable') {
      tally.unreadable.push(reading);
      unreadable.push({ userName: reading.user.userName, ...reading.failure });
      return;
    }
    const verdict = decide(reading.facts, ruleParameters, now);
    if ('needs' in verdict) throw new Error(`the directory left out the ${verdict.needs}`);
    tally.count(verdict);
    findings.push(finding(reading.facts, verdict, annotation(reading.facts.user.userName, verdict)));
  };
  await directory.readUsers(list.users, ruleParameters, now, (reading) => {
    progress?.step();
    if (reading.kind === 'facts' && reading.facts.gone) vanished.push(reading.facts.user);
    else take(reading);
    return Promise.resolve();
  });
  // Deleted since the user was listed, or renamed: the id tells.
  for (const reading of await readAgainById(vanished, directory, ruleParameters, now)) take(reading);
  progress?.stop();
  if (list.failure !== undefined) unreadable.push({ userName: null, ...list.failure });
  const account =
    /^arn:[\w-]+:iam::(\d{12}):/.exec(list.users[0]?.arn ?? '')?.[1] ?? (await options.account());
  return {
    scan: { account, scannedAt: now.toISOString(), complete: unreadable.length === 0, unreadable, findings },
    tally,
    problems: tally.problems(list),
  };
}

/** The account of the caller's credentials; null where STS does not say. */
export async function callerAccount(client: STSClient): Promise<string | null> {
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Account ?? null;
  } catch {
    // The scan's own failures say what is wrong with the credentials; the account's id is only a label.
    return null;
  }
}
