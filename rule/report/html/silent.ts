import type {
  AccountRow,
  NotReporting,
  NotReportingReason,
  OrganizationView,
} from '../../findings/organization-view';
import { capitalized, plain } from '../words/words';
import { usualProgram, shellQuoted } from '../words/commands';
import { commandBlock } from './commands';
import { namesList, type Names } from './names-list';
import { accountParts, calledAccount, mustActIn, unitName } from './organization-rows';
import { text } from './markup';
import type { Part } from './parts';
import { counted, number, timeInWords, withTimesInWords } from './times';

interface ReasonText {
  readonly title: string;
  /** Said in the place of the detail, which is for the terminal and has a command in it. */
  readonly why?: string;
  readonly label: string;
  /** The lines to run; the account's name is the first of its group. */
  readonly lines: (name: string) => readonly string[];
}

const doctor = (name: string): readonly string[] => [
  `PROFILE=${shellQuoted(name)}`,
  `${usualProgram} doctor --profile="$PROFILE"`,
];

const texts: Readonly<Record<NotReportingReason, ReasonText>> = {
  'no-rule': {
    title: 'Never reported.',
    why: 'The aggregator has no result of the rule there: it is not deployed, never ran, or is not aggregated.',
    label: 'Bring the functions there, then the rule',
    lines: () => ['npx cdk deploy IamUserMfaMembers', 'npx cdk deploy IamUserMfaOrganization'],
  },
  'no-scan-line': { title: 'No scan was seen.', label: 'Ask the account what it lacks', lines: doctor },
  stale: { title: 'Silent for too long.', label: 'Ask the account what it lacks', lines: doctor },
  incomplete: { title: 'The scan is incomplete.', label: 'Ask the account what it lacks', lines: doctor },
  unreadable: {
    title: 'What AWS Config holds could not be read.',
    label: 'Ask again',
    lines: () => [`${usualProgram} org-report --format html=organization.html --force`],
  },
  'role-not-assumed': {
    title: 'The role could not be assumed.',
    label: 'See that the role is there and trusts the caller, then scan again',
    lines: () => [`${usualProgram} org-scan --format html=organization.html --force`],
  },
};

const namedAtMost = 20;

/** Loud, and before everything else: accounts of which nothing is known, by reason, with what helps. */
export function silentSection(view: OrganizationView): {
  readonly markup: string;
  readonly names: readonly Names[];
} {
  const { notReporting } = view;
  if (notReporting.length === 0) return { markup: '', names: [] };
  const rows = new Map(view.accounts.map((row) => [row.account, row]));
  const reasons = [...new Set(notReporting.map(({ reason }) => reason))];
  const groups = reasons.map((reason, index) => {
    const silent = notReporting.filter((one) => one.reason === reason);
    const details = new Set(silent.map(({ detail }) => detail));
    const names: Names = {
      id: `silent-${index}`,
      state: 'not reporting',
      most: namedAtMost,
      items: silent.map((one) =>
        accountItem(one, rows.get(one.account), details.size > 1 && texts[reason].why === undefined, view),
      ),
    };
    return { names, markup: groupMarkup(reason, silent, names, view) };
  });
  return {
    markup: `<section id="silent" aria-labelledby="h-silent"><h2 id="h-silent" class="unread">Accounts that do not report: ${number(notReporting.length)}</h2>
<p class="say">It is not known who can sign in there. They count as unknown in every figure and are left out of the comparison.</p>
<ul class="loud">${groups.map(({ markup }) => markup).join('')}</ul></section>`,
    names: groups.map(({ names }) => names),
  };
}

function accountItem(
  silent: NotReporting,
  row: AccountRow | undefined,
  withDetail: boolean,
  { packFailures = [], toolVersion }: OrganizationView,
): readonly Part[] {
  const people = row === undefined ? 0 : mustActIn(row);
  const pack = packFailures.find(({ account }) => account === silent.account);
  const lines = [
    unitName(silent.ou),
    withDetail ? withTimesInWords(plain(silent.detail)) : '',
    row?.lastScanAt == null || withDetail ? '' : `Last scan ${timeInWords(row.lastScanAt)}`,
    people === 0 ? '' : `It had ${counted(people, 'person', 'people')} without sufficient MFA then.`,
    pack === undefined
      ? ''
      : plain(`The conformance pack ${pack.pack} failed: ${pack.reason} To fix it: ${pack.fix}`),
  ];
  return [
    ...accountParts(row ?? silent, toolVersion),
    ...lines.filter((line) => line !== '').map((line): Part => ['line', [line]]),
  ];
}

function groupMarkup(
  reason: NotReportingReason,
  silent: readonly NotReporting[],
  names: Names,
  { staleAfterHours }: OrganizationView,
): string {
  const { title, why, label, lines } = texts[reason];
  const [first] = silent;
  const same = new Set(silent.map(({ detail }) => detail)).size === 1;
  const detail = why ?? (same ? sentence(withTimesInWords(plain(first?.detail ?? ''))) : '');
  const period =
    reason === 'stale' && staleAfterHours !== null ? ` ${counted(staleAfterHours, 'hour')} are allowed.` : '';
  return `<li><div><p class="why"><b>${title}</b> ${text(detail)}${period}</p>${namesList(names)}</div><div>${commandBlock(label, lines(first === undefined ? '' : calledAccount(first)))}</div></li>`;
}

const sentence = (words: string): string =>
  words === '' ? '' : `${capitalized(words)}${/[.!?]$/.test(words) ? '' : '.'}`;
