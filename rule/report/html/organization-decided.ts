import type { OrganizationView } from '../../findings/organization-view';
import { meta } from '../../meta';
import { version } from '../version';
import { plain } from '../words/words';
import { callerText, decidedSection, facts, period, regionText, remarks, soft } from './decided';
import { text } from './markup';
import { parameterFacts, passwordAges } from './parameters-part';
import { stateBar } from './state-bar';
import { counted, number, timeInWords } from './times';

/** How an organization's report was made: from where, by whom, compared with what. */
export function organizationDecided(view: OrganizationView): string {
  const { totals, staleAfterHours, difference, aggregator } = view;
  const suspended =
    totals.suspended === 0
      ? ''
      : ` ${counted(totals.suspended, 'suspended account is', 'suspended accounts are')} left out.`;
  const from =
    staleAfterHours === null
      ? 'Live from IAM, account by account'
      : `From AWS Config${aggregator === undefined ? '' : `, aggregator ${plain(aggregator)}`}`;
  const left = facts('The report', [
    [
      'Accounts',
      `${number(totals.accounts)} in the organization. ${number(totals.reporting)} ${totals.reporting === 1 ? 'reports' : 'report'}, ${number(totals.unknown)} ${totals.unknown === 1 ? 'does' : 'do'} not: <b>${view.complete ? 'complete' : 'incomplete'}</b>.${suspended}`,
    ],
    [
      'Users',
      `${counted(totals.users, 'user')} in the accounts that report, ${number(totals.consoleUsers)} with a console password`,
    ],
    ['Read', `${text(from)}, ${text(period(view.generatedAt, view.endedAt))}${regionText(view)}`],
    ['Caller', callerText(view)],
    ...(staleAfterHours === null
      ? []
      : [['Stale after', `${counted(staleAfterHours, 'hour')} without a scan`] as const]),
    [
      'Compared with',
      difference === undefined
        ? soft('No earlier report')
        : text(`The report of ${timeInWords(difference.since)}`),
    ],
    ['Tool', text(`${meta.id} ${version}`)],
    ...remarks(view.notes ?? []),
  ]);
  const bar = stateBar(
    `${counted(totals.consoleUsers, 'user')} with a console password, in the ${counted(totals.reporting, 'account')} that ${totals.reporting === 1 ? 'reports' : 'report'}`,
    [
      { colour: 'act', word: 'without sufficient MFA', count: totals.withoutMfa },
      { colour: 'grace', word: 'in grace', count: totals.inGrace },
      { colour: 'exempt', word: 'exempt', count: totals.exempt },
      { colour: 'safe', word: 'protected', count: totals.withMfa },
    ],
    'h3',
  );
  const ages =
    view.findings === undefined ? '' : passwordAges({ findings: view.findings, scannedAt: view.generatedAt });
  return decidedSection(left, bar + parameterFacts(view) + ages);
}
