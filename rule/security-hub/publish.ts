import type { Finding } from '../findings/finding';
import { meta } from '../meta';
import type { EndOfScan, FindingsChannel, ScanFindings } from '../run/findings-channel';
import { failuresText, failureText, type Problem } from '../run/failures';
import type { Log, ReadFailure } from '../run/ports';
import {
  findingId,
  generatorId,
  productArn,
  scanFindingId,
  type AsffContext,
  type AsffFinding,
} from './asff';
import { importBatches } from './batches';
import { notSubscribed, type FailedImport, type OpenFinding, type SecurityHub } from './ports';
import { goneFinding, scanToSend, toSend, type Open } from './sending';

export interface SecurityHubPublisherOptions {
  readonly hub: SecurityHub;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Findings of our own in Security Hub CSPM. What is open is asked of Security Hub, not of Config, whose results go with the
 * rule; it lags, so it only narrows what a complete read of IAM has proven. Nothing is archived by a scan that saw less.
 */
export class SecurityHubPublisher implements FindingsChannel {
  constructor(private readonly options: SecurityHubPublisherOptions) {}

  scan(accountId: string, now: Date): ScanFindings {
    const findings: Finding[] = [];
    return {
      take: (finding) => void findings.push(finding),
      finish: async (end) => this.finish(await this.context(accountId, now), findings, end),
    };
  }

  async change(accountId: string, now: Date, finding: Finding): Promise<readonly Problem[]> {
    const context = await this.context(accountId, now);
    const open = await this.open(context, findingId(accountId, finding.userId));
    if (open === notSubscribed) return [];
    const asff = toSend(finding, openOf(open, findingId(accountId, finding.userId)), context);
    return asff === undefined ? [] : this.send([asff]);
  }

  private async finish(
    context: AsffContext,
    findings: readonly Finding[],
    { complete, summary }: EndOfScan,
  ): Promise<readonly Problem[]> {
    const open = await this.open(context);
    if (open === notSubscribed) return [];
    const { accountId } = context;
    const seen = new Set(findings.map(({ userId }) => findingId(accountId, userId)));
    const gone = (open === 'unknown' ? [] : [...open.values()])
      .filter(({ id }) => !seen.has(id))
      .flatMap((one) => {
        const userId = userIdIn(one.id, accountId);
        return userId === undefined ? [] : [goneFinding(one, accountId, userId)];
      });
    // Only a scan that saw everything closes anything.
    const users = [...findings, ...gone].filter(({ verdict }) => complete || verdict === 'NON_COMPLIANT');
    const ofScan = scanToSend(summary, complete, openOf(open, scanFindingId(accountId)), context);
    return this.send(changes(users, open, context, ofScan));
  }

  private async context(accountId: string, now: Date): Promise<AsffContext> {
    return { accountId, region: await this.options.hub.region(), now };
  }

  private async open(
    { accountId, region }: AsffContext,
    id?: string,
  ): Promise<ReadonlyMap<string, OpenFinding> | 'unknown' | typeof notSubscribed> {
    const answer = await this.options.hub.openFindings({
      accountId,
      productArn: productArn(accountId, region),
      generatorId,
      ...(id === undefined ? {} : { id }),
    });
    if ('findings' in answer) return new Map(answer.findings.map((finding) => [finding.id, finding]));
    if (answer.failure.error === notSubscribed) return this.warnNotSubscribed(answer.failure);
    this.options.log.warn(
      'What is open in Security Hub could not be read, so no finding is archived by this run.',
      { ...answer.failure },
    );
    return 'unknown';
  }

  private warnNotSubscribed(failure: ReadFailure): typeof notSubscribed {
    this.options.log.warn(
      'This account has no Security Hub CSPM in this region, so no findings are sent to it. Enable it, or set securityHubFindings to false.',
      { ...failure },
    );
    return notSubscribed;
  }

  private async send(findings: Iterable<AsffFinding>): Promise<readonly Problem[]> {
    const unsent: Unsent[] = [];
    const tooLarge = (finding: AsffFinding): void =>
      void unsent.push({ name: nameOf(finding), failure: failureOf('TooLarge') });
    let denied: ReadFailure | undefined;
    for (const batch of importBatches(findings, tooLarge)) {
      const refused = await this.import(batch, denied);
      const first = refused[0]?.failure;
      if (first?.error === notSubscribed) {
        this.warnNotSubscribed(first);
        return [];
      }
      if (first?.error === 'AccessDenied') denied = first;
      const names = new Map(batch.map((finding) => [finding.Id, nameOf(finding)]));
      unsent.push(...refused.map(({ id, failure }) => ({ name: names.get(id) ?? id, failure })));
    }
    return problemsOf(unsent);
  }

  /** A denial of one batch holds for the rest. */
  private import(
    batch: readonly AsffFinding[],
    denied: ReadFailure | undefined,
  ): Promise<readonly FailedImport[]> {
    if (denied === undefined) return this.options.hub.importFindings(batch);
    return Promise.resolve(batch.map(({ Id }) => ({ id: Id, failure: denied })));
  }
}

/** Each is made when it is asked for. */
function* changes(
  users: readonly Finding[],
  open: ReadonlyMap<string, OpenFinding> | 'unknown',
  context: AsffContext,
  ofScan: AsffFinding | undefined,
): Generator<AsffFinding> {
  for (const finding of users) {
    const asff = toSend(finding, openOf(open, findingId(context.accountId, finding.userId)), context);
    if (asff !== undefined) yield asff;
  }
  if (ofScan !== undefined) yield ofScan;
}

interface Unsent {
  /** Of the user, or `the scan`. */
  readonly name: string;
  readonly failure: ReadFailure;
}

const nameOf = ({ ProductFields }: AsffFinding): string => ProductFields[`${meta.id}/userName`] ?? 'the scan';

const failureOf = (error: string): ReadFailure => ({ api: 'securityhub:BatchImportFindings', error });

function openOf(open: ReadonlyMap<string, OpenFinding> | 'unknown', id: string): Open {
  return open === 'unknown' ? 'unknown' : (open.get(id) ?? 'none');
}

/** Undefined for the finding about the scan, and for ids of another form. */
function userIdIn(id: string, accountId: string): string | undefined {
  const prefix = findingId(accountId, '');
  const userId = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^[A-Z0-9]+$/.test(userId) ? userId : undefined;
}

function problemsOf(unsent: readonly Unsent[]): readonly Problem[] {
  const [only, ...more] = unsent;
  if (only === undefined) return [];
  const failures = unsent.map(({ failure }) => failure);
  const text =
    more.length === 0
      ? `1 Security Hub finding could not be imported (${failureText(only.failure)})`
      : `${unsent.length} Security Hub findings could not be imported (${failuresText(failures)})`;
  return [{ text, names: unsent.map(({ name }) => name).sort(), failures }];
}
