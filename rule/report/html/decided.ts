import type { AccountScan } from '../../findings/account-scan';
import type { MadeWith } from '../../findings/made-with';
import { parameters as known, parameterKeys } from '../../core/parameters';
import type { RuleParameters } from '../../core/rule-parameters';
import { meta } from '../../meta';
import { version } from '../version';
import { plain } from '../words/words';
import { text } from './markup';
import { histogram } from './state-bar';
import { counted, daysBetween, number, timeInWords, withTimesInWords } from './times';
import { isOpen } from './people';

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
    [
      'Account',
      text(
        [accountName ?? '', account ?? 'not known']
          .filter((part) => part !== '')
          .map(plain)
          .join(', '),
      ),
    ],
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

/** All of them, those that are not set as well: two pages made with other parameters differ here. */
export function parameterFacts({ parameters }: MadeWith): string {
  if (parameters === undefined) return '';
  return `<div>${facts(
    'Parameters',
    parameterKeys.map((key) => {
      const value = valueText(parameters[key]);
      return [key, value === '' ? soft('none') : text(plain(value))] as const;
    }),
  )}</div>`;
}

const valueText = (value: RuleParameters[keyof RuleParameters] | undefined): string =>
  typeof value === 'object' ? value.join(', ') : String(value ?? '');

/** "requiredMfa has-phishing-resistant, gracePeriodHours 48": what differs from the defaults, for the head of the page. */
export function otherParameters({ parameters }: MadeWith): string {
  if (parameters === undefined) return '';
  const others = parameterKeys
    .filter((key) => valueText(parameters[key]) !== known[key].default)
    .map((key) => `${key} ${valueText(parameters[key])}`);
  return others.length === 0
    ? 'Decided with the default parameters.'
    : `Decided with ${plain(others.join('; '))}.`;
}

const classes = [
  ['Under 30 days', 30],
  ['30 to 90 days', 90],
  ['90 days to 1 year', 365],
  ['1 to 2 years', 730],
  ['Over 2 years', Infinity],
] as const;

/** How old the passwords are that somebody must act on; of whom it is not known is said, too. */
export function passwordAges(scan: Pick<AccountScan, 'findings' | 'scannedAt'>): string {
  const open = scan.findings.filter(isOpen);
  if (open.length === 0) return '';
  const ages = open.map(({ passwordCreatedAt }) =>
    passwordCreatedAt === null ? undefined : daysBetween(passwordCreatedAt, scan.scannedAt),
  );
  const counts = classes.map(([label, below], at): readonly [string, number] => [
    label,
    ages.filter((age) => age !== undefined && age < below && age >= (classes[at - 1]?.[1] ?? 0)).length,
  ]);
  const unknown = ages.filter((age) => age === undefined).length;
  const caption =
    open.length === 1
      ? 'Age of the password without sufficient MFA'
      : `Age of the ${number(open.length)} passwords without sufficient MFA`;
  return histogram(
    caption,
    unknown === 0 ? counts : [...(unknown === ages.length ? [] : counts), ['Not known', unknown]],
  );
}
