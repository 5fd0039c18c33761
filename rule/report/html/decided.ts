import type { AccountScan } from '../../findings/account-scan';
import type { MadeWith } from '../../findings/made-with';
import { meta } from '../../meta';
import { version } from '../version';
import { accountText, plain } from '../words/words';
import { text } from './markup';
import { counted, number, timeInWords, withTimesInWords } from './times';

/** Two columns of facts: how it was read, and what decided. */
export const decidedSection = (left: string, right: string): string =>
  `<section id="how" aria-labelledby="h-how"><h2 id="h-how">How this was decided</h2><div class="facts"><div>${left}</div><div class="stack">${right}</div></div></section>`;

/** A list of facts; a value is markup. */
export const facts = (title: string, rows: readonly (readonly [string, string])[]): string =>
  `<h3>${text(title)}</h3><dl>${rows.map(([name, value]) => `<dt>${text(name)}</dt><dd>${value}</dd>`).join('')}</dl>`;

export function scanFacts(scan: AccountScan): string {
  const { account, accountName, findings, unreadable, complete, completeness } = scan;
  const unread = unreadable.filter(({ userName }) => userName !== null).length;
  const listed = completeness?.listed ?? findings.length + unread;
  const own = completeness === undefined ? '' : ` IAM’s own summary counts ${number(completeness.counted)}.`;
  const read = `${counted(listed, 'user')} listed.${own} ${number(findings.length)} decided, ${number(unread)} could not be read: <b>${complete ? 'complete' : 'incomplete'}</b>.`;
  const exempt = findings.filter(({ reason }) => reason === 'exempt').length;
  return facts('The scan', [
    ['Account', text(accountText(accountName, account ?? 'not known'))],
    ['Caller', callerText(scan)],
    [
      'Read',
      `${scan.source === 'credential-report' ? 'From a credential report' : 'Live from IAM'}, ${text(period(scan.scannedAt, scan.endedAt))}${regionText(scan)}`,
    ],
    ['Users', read],
    ['Exemptions', exempt === 0 ? 'None' : counted(exempt, 'user')],
    ['Sign-ins', signInsText(scan)],
    [
      'Privileges',
      findings.some(({ privileges }) => privileges !== undefined)
        ? 'From the text of the policies. “None found” does not mean unprivileged.'
        : soft('Not asked'),
    ],
    ['Tool', text(`${meta.id} ${version}`)],
    ...remarks(scan.notes ?? []),
  ]);
}

/** Of templates and plans, which nobody read from AWS. */
export const checkFacts = (
  { findings, unreadable, complete, scannedAt }: AccountScan,
  files: readonly string[],
): string =>
  facts('The check', [
    ['Files', text(files.length > 3 ? `${number(files.length)} files` : files.map(plain).join(', '))],
    ['Checked', text(timeInWords(scannedAt))],
    [
      'Users',
      `${number(findings.length)} decided, ${counted(unreadable.length, 'user or part', 'users or parts')} that cannot be seen: <b>${complete ? 'complete' : 'incomplete'}</b>.`,
    ],
    ['Exemptions', counted(findings.filter(({ reason }) => reason === 'exempt').length, 'user')],
    ['Tool', text(`${meta.id} ${version}`)],
  ]);

export const soft = (words: string): string => `<span class="soft">${text(words)}</span>`;

export const callerText = ({ caller }: MadeWith): string =>
  caller == null ? soft('Not known') : text(plain(caller));

export const regionText = ({ region }: MadeWith): string =>
  region == null ? '' : `, region <span class="nowrap">${text(plain(region))}</span>`;

export const period = (from: string, to: string | undefined): string =>
  to === undefined || timeInWords(to) === timeInWords(from)
    ? timeInWords(from)
    : `${timeInWords(from)} to ${timeInWords(to)}`;

export const remarks = (notes: readonly string[]): readonly (readonly [string, string])[] =>
  notes.length === 0
    ? []
    : [
        [
          'Remarks',
          `<ul class="remarks">${notes
            .slice(0, remarksAtMost)
            .map((note) => `<li>${text(withTimesInWords(plain(note)))}</li>`)
            .join(
              '',
            )}</ul>${notes.length > remarksAtMost ? `And ${number(notes.length - remarksAtMost)} more, in the JSON.` : ''}`,
        ],
      ];

const remarksAtMost = 30;

function signInsText({ signIns }: AccountScan): string {
  if (signIns === undefined) return soft('Not asked');
  if (signIns.length === 0) return 'None to look for: no user who must act used a password in that time.';
  const read = signIns.filter(({ complete }) => complete).map(({ region }) => region);
  const not = signIns.filter(({ complete }) => !complete).map(({ region }) => region);
  const regions = (names: readonly string[]): string =>
    names.map((name) => `<span class="nowrap">${text(name)}</span>`).join(', ');
  return [
    read.length === 0 ? '' : `CloudTrail event history of ${regions(read)}.`,
    not.length === 0 ? '' : `<b>Not read to the end: ${regions(not)}.</b>`,
    'No sign-in found does not prove that there was none.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
