import type { AccountScan } from '../../findings/account-scan';
import { byUrgency, type Finding } from '../../findings/finding';
import { exemptions } from '../words/exemptions';
import { accountText, plain } from '../words/words';
import type { CsvOf } from './account-rows';
import { ownerParts, userParts } from './people';
import type { Part } from './parts';
import type { Row } from './rows';
import { counted, dayPart, timeInWords } from './times';

export const allowedHeads = ['User', 'Time left', 'State', 'Reason'] as const;

/** Exempt or in grace, the least time left first, those without an end last. */
export function allowed(
  scan: Pick<AccountScan, 'findings' | 'scannedAt' | 'parameters'>,
  csv: CsvOf,
  ofMany = false,
): readonly Row[] {
  const exempt = exemptions(scan.findings, scan.scannedAt).map((one) => ({
    finding: one.finding,
    days: one.daysLeft ?? Infinity,
    state: 'exempt',
    cells: exemptCells(one, scan.parameters?.exemptTagKey),
  }));
  const inGrace = scan.findings
    .filter(({ reason }) => reason === 'within-grace')
    .map((finding) => graceCells(finding, scan));
  return [...exempt, ...inGrace]
    .sort((a, b) => a.days - b.days || byUrgency(a.finding, b.finding))
    .map(({ finding, state, cells }) => ({
      state,
      cells: [
        userParts(finding, [...(ofMany ? [accountLine(finding)] : []), ...ownerParts(finding)]),
        ...cells,
      ],
      csv: [csv(finding)],
    }));
}

const accountLine = ({ account, accountName }: Finding): Part => [
  'line',
  [accountText(accountName, account)],
];

const sources: Readonly<Record<string, string>> = {
  tag: 'Exempt by tag',
  exemptPaths: 'Exempt by path',
  exemptUserNames: 'Exempt by name',
};

function exemptCells(
  { daysLeft, until, reason, source }: ReturnType<typeof exemptions>[number],
  tagKey: string | undefined,
): readonly (readonly Part[])[] {
  const left: readonly Part[] =
    daysLeft === null || until === null
      ? [['strong', ['No end']]]
      : [
          ['strong', [daysLeft === 0 ? 'Today' : counted(daysLeft, 'day')]],
          ' ',
          ['line', ['through ', dayPart(until)]],
        ];
  const path = source === 'exemptPaths' ? reason?.replace(/^path /, '') : undefined;
  const detail = path ?? (source === 'tag' ? tagKey : undefined);
  const state: readonly Part[] = [
    sources[source] ?? source,
    ...(detail === undefined ? [] : [' ', ['line', [plain(detail)]] as const]),
  ];
  const why: readonly Part[] =
    source === 'tag' && reason !== null
      ? [['foreign', [plain(reason)]]]
      : [['soft', ['No reason is on record: only the tag carries a reason and an end.']]];
  return [left, state, why];
}

function graceCells(
  finding: Finding,
  { scannedAt, parameters }: Pick<AccountScan, 'scannedAt' | 'parameters'>,
): { finding: Finding; days: number; state: string; cells: readonly (readonly Part[])[] } {
  const { passwordCreatedAt: made } = finding;
  const hours = parameters?.gracePeriodHours;
  const end = made === null || hours === undefined ? NaN : Date.parse(made) + hours * 3_600_000;
  const hoursLeft = Math.floor((end - Date.parse(scannedAt)) / 3_600_000);
  if (Number.isNaN(hoursLeft)) {
    const unknown: readonly Part[] = [['soft', ['Not known']]];
    return { finding, days: 0, state: 'in grace', cells: [unknown, ['In grace'], unknown] };
  }
  const left =
    hoursLeft >= 48
      ? counted(Math.floor(hoursLeft / 24), 'day')
      : hoursLeft < 1
        ? 'Less than an hour'
        : counted(hoursLeft, 'hour');
  return {
    finding,
    days: hoursLeft / 24,
    state: 'in grace',
    cells: [
      [['strong', [left]], ' ', ['line', [`until ${timeInWords(new Date(end).toISOString())}`]]],
      ['In grace'],
      [`Password made ${timeInWords(made ?? '')}; the grace period is ${counted(hours ?? 0, 'hour')}.`],
    ],
  };
}
