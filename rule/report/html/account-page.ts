import { privilegeLabels } from '../../core/privileges';
import type { AccountScan } from '../../findings/account-scan';
import { differenceRemarks } from '../../findings/difference';
import { byUrgency } from '../../findings/finding';
import { subjectOfScan } from '../../findings/report-subject';
import { userRows } from '../words/user-columns';
import { plain } from '../words/words';
import { everyoneElse, mustAct, restHeads } from './account-rows';
import { actSection, allowedSection, restSection } from './account-sections';
import { adviceSection, checkAdvice } from './advice';
import { allowed, allowedHeads } from './allowed-rows';
import { accountAnswer, checkAnswer, sinceSentence } from './answer';
import { checkFacts, decidedSection, scanFacts } from './decided';
import { text } from './markup';
import { pageHtml } from './page';
import type { PageData } from './page-data';
import { otherParameters, parameterFacts, passwordAges } from './parameters-part';
import { isOpen, privilegesWord } from './people';
import type { Table } from './rows';
import { stateBar } from './state-bar';
import { counted, number } from './times';
import { unreadSection } from './unread';

/** Under 200 rows are in the document at a time: of all tables together, with their heads. */
const mostRows = 190;
const mostBeside = 30;

/** How many rows of a table beside the first are shown. */
export const restOfRows = (rows: readonly unknown[]): number => Math.min(mostBeside, rows.length);

/**
 * The page of one account: the answer first, then who must act, what to do, and what is not known.
 * @param files the templates and plans, where nothing is deployed yet
 */
export function accountPage(scan: AccountScan, files?: readonly string[]): string {
  const isPlanned = files !== undefined;
  const csv = userRows(subjectOfScan(scan));
  const act = mustAct(scan, csv.of);
  const mayLeave = allowed(scan, csv.of);
  const others = everyoneElse(scan, csv.of, isPlanned);
  const beside = restOfRows(mayLeave) + restOfRows(others);
  const tables: readonly [Table, Table, Table] = [
    {
      id: 'act',
      label: isPlanned ? 'Not enforced' : 'Who must act, most urgent first',
      ...act,
      most: mostRows - beside,
      real: 200,
      noscript: 800,
    },
    {
      id: 'allowed',
      label: 'Allowed for now, least time left first',
      heads: allowedHeads,
      rows: mayLeave,
      most: mostBeside,
      real: mostBeside,
      noscript: 170,
    },
    {
      id: 'rest',
      label: 'Everyone else',
      heads: restHeads(isPlanned),
      rows: others,
      most: mostBeside,
      real: mostBeside,
      noscript: 0,
    },
  ];
  const unread = unreadSection(scan.unreadable, isPlanned);
  const open = scan.findings.filter(isOpen).sort(byUrgency);
  const data: PageData = {
    tables,
    names: unread.names,
    filter: filterOf(open),
    orders: isPlanned
      ? ['Name', 'Place']
      : [
          'Most urgent',
          'Name',
          'Oldest password',
          ...(open.some(({ owner }) => owner !== undefined) ? ['Owner'] : []),
        ],
    csv: { file: 'iam-user-mfa.csv', head: csv.head, unread: csv.unread },
    rowsAre: 'people',
  };
  return pageHtml({
    of: isPlanned
      ? {
          kind: 'before deployment',
          name: '',
          id: files.length === 1 ? files.join('') : `${files.length} files`,
        }
      : { kind: 'account', name: scan.accountName ?? '', id: scan.account },
    readAt: scan.scannedAt,
    answer: isPlanned ? checkAnswer(scan) : accountAnswer(scan),
    head: [
      lineOf('since', sinceSentence(scan)),
      remarkLines(scan),
      lineOf('since', otherParameters(scan)),
      bar(scan, isPlanned),
    ].join('\n'),
    sections: [
      {
        id: 'act',
        title: isPlanned ? 'Not enforced' : 'Who must act',
        markup: actSection(scan, tables[0], data, isPlanned),
      },
      {
        id: 'do',
        title: 'What to do',
        markup: isPlanned ? checkAdvice(open.length) : adviceSection(open, scan.parameters?.requiredMfa),
      },
      { id: 'unread', title: isPlanned ? 'Cannot be seen' : 'Could not be read', markup: unread.markup },
      { id: 'allowed', title: 'Allowed for now', markup: allowedSection(tables[1], isPlanned) },
      { id: 'rest', title: 'Everyone else', markup: restSection(tables[2], isPlanned) },
      {
        id: 'how',
        title: 'How this was decided',
        markup: isPlanned
          ? decidedSection(checkFacts(scan, files), parameterFacts(scan))
          : decidedSection(scanFacts(scan), parameterFacts(scan) + passwordAges(scan)),
      },
    ],
    data,
  });
}

export const lineOf = (className: string, words: string): string =>
  words === '' ? '' : `<p class="${className}">${text(words)}</p>`;

/** Why a comparison may mislead, each on a line of its own. */
export const remarkLines = ({ difference }: Pick<AccountScan, 'difference'>): string =>
  (difference === undefined ? [] : differenceRemarks(difference))
    .map((remark) => lineOf('since', plain(remark)))
    .join('');

function filterOf(open: AccountScan['findings']): PageData['filter'] {
  const found = privilegeLabels.filter((label) => open.some(({ privileges }) => privileges === label));
  return found.length === 0 ? undefined : { label: 'Privileges', values: found.map(privilegesWord) };
}

function bar({ findings, unreadable }: AccountScan, isPlanned: boolean): string {
  const of = (reason: AccountScan['findings'][number]['reason']): number =>
    findings.filter((finding) => finding.reason === reason).length;
  const unread = unreadable.filter(({ userName }) => userName !== null).length;
  const states = [
    { colour: 'act', word: 'password alone', count: of('no-mfa') },
    { colour: 'weak', word: 'MFA too weak', count: of('mfa-too-weak') },
    { colour: 'unread', word: isPlanned ? 'cannot be seen' : 'could not be read', count: unread },
    { colour: 'grace', word: 'in grace', count: of('within-grace') },
    { colour: 'exempt', word: 'exempt', count: of('exempt') },
    { colour: 'safe', word: isPlanned ? 'enforced' : 'protected', count: of('mfa-enabled') },
  ] as const;
  const known = states.reduce((sum, { count }) => sum + count, 0) - unread;
  const nothingRead = findings.length === 0 && unread > 0;
  const planned = `${counted(known + unread, 'user')} would get a console password${unread === 0 ? '' : `; of ${number(unread)} it cannot be seen whether MFA is enforced`}`;
  const caption = isPlanned
    ? planned
    : nothingRead
      ? `${counted(unread, 'user')} of whom it is not known whether they have a console password`
      : `${counted(known, 'user')} with a console password${unread === 0 ? '' : `, and ${number(unread)} of whom it is not known`}`;
  return stateBar(caption, states, 'figcaption');
}
