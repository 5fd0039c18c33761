import { type Command, Option } from 'commander';
import { failureText } from '../run/failures';
import { ReadFailedError } from '../run/failures';
import { meta } from '../meta';
import { orgJson } from '../report/org-json';
import { orgTable } from '../report/org-table';
import type { OrganizationView } from '../findings/organization-view';
import { refuseBadCredentials } from './flags/connection';
import { UsageError, wantsColour, type CliIo, type ExitCode } from './io';

export type Format = 'table' | 'json';

export function addFormatFlag(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExit code: 0 nobody is without MFA, 1 somebody is, 2 bad usage or input, 3 some account does not report (whatever ' +
        'the others say).\nRun it in the management account or in a delegated administrator account. Closed accounts are ' +
        'listed as suspended and count neither as reporting nor as unknown.',
    );
}

export function showView(view: OrganizationView, format: Format, io: CliIo): void {
  io.stdout.write(format === 'json' ? orgJson(view) : orgTable(view, wantsColour(io)));
  if (!view.complete)
    io.stderr.write(
      `Incomplete: ${view.notReporting.length} of ${view.totals.accounts} accounts do not report.\n`,
    );
  for (const { account, withoutMfa, withoutMfaCount } of view.accounts) {
    if (withoutMfaCount !== null && withoutMfaCount > withoutMfa.length)
      io.stderr.write(
        `${account}: the last scan counted ${withoutMfaCount} users without sufficient MFA, ${withoutMfa.length} are named: some went since, or the aggregator is behind.\n`,
      );
  }
  io.exit(exitCodeOf(view));
}

/** Unknown accounts win: what they hide may be worse than what was found. */
function exitCodeOf(view: OrganizationView): ExitCode {
  if (!view.complete) return 3;
  return view.totals.withoutMfa > 0 ? 1 : 0;
}

/** Without the accounts, or without the aggregator, there is nothing to tell: one line, and exit code 3 or 2. */
export async function orExplain(work: () => Promise<void>, io: CliIo, aggregator?: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    const { failure } = error;
    refuseBadCredentials(failure);
    if (failure.error === 'AWSOrganizationsNotInUse')
      throw new UsageError(
        'the account of these credentials is in no organization; use "scan" for one account.',
      );
    if (failure.error === 'NoSuchConfigurationAggregator')
      throw new UsageError(
        `--aggregator is '${aggregator ?? ''}', and there is none of this name in this account and region; ` +
          '"aws configservice describe-configuration-aggregators" lists them.',
      );
    const remedy =
      failure.error === 'AccessDenied'
        ? `; run it in the management or a delegated administrator account, and allow ${failure.api}`
        : '';
    io.stderr.write(`${meta.id}: incomplete, nothing can be told: ${failureText(failure)}${remedy}.\n`);
    io.exit(3);
  }
}
