import { differenceOf } from '../../findings/difference';
import { stateOfOrganization } from '../../findings/known-state';
import type { OrganizationView } from '../../findings/organization-view';
import { subjectOfOrganization } from '../../findings/report-subject';
import { organizationReports } from '../../report/formats';
import { count } from '../../report/words/words';
import { refuseOtherBaseline, type Baseline } from '../flags/baseline';
import type { CliIo, ExitCode } from '../terminal/io';
import { writeReports, type Outputs } from '../terminal/output';
import { say } from '../terminal/say';

export function showView(view: OrganizationView, outputs: Outputs, io: CliIo): void {
  writeReports(view, organizationReports, outputs, io, subjectOfOrganization);
  if (!view.complete)
    say(
      io,
      `Incomplete: ${view.notReporting.length} of ${count(view.totals.accounts, 'account')} do not report.`,
    );
  for (const { account, withoutMfa, withoutMfaCount } of view.accounts) {
    if (withoutMfaCount !== null && withoutMfaCount > withoutMfa.length)
      say(
        io,
        `${account}: the last scan counted ${count(withoutMfaCount, 'user')} without sufficient MFA, and ${withoutMfa.length} are named: some went since, or the aggregator is behind.`,
      );
  }
}

/** Unknown accounts win: what they hide may be worse than what was found. */
export function exitCodeOfView(view: OrganizationView): ExitCode {
  if (!view.complete) return 3;
  return view.totals.withoutMfa > 0 ? 1 : 0;
}

/** The view with what changed since an earlier one. @throws UsageError for a baseline of another organization */
export function compared(view: OrganizationView, baseline: Baseline | undefined): OrganizationView {
  if (baseline === undefined) return view;
  refuseOtherBaseline(baseline, view.organization);
  return { ...view, difference: differenceOf({ ...baseline, knows: () => true }, stateOfOrganization(view)) };
}
