import { byUrgency, type Finding } from '../../findings/finding';
import { differenceParts, differenceRemarks, differenceSentence } from '../../findings/difference';
import type { ReportSubject } from '../../findings/report-subject';
import { meta, reasons } from '../../meta';
import { exemptions } from '../words/exemptions';
import { placeText } from '../words/place-text';
import { heading, mfaText, signInText, unreadableText } from '../words/scan-words';
import { count, day, plain } from '../words/words';

export interface MarkdownOptions {
  /** Rows of a table beyond this are only counted. */
  readonly mostRows: number;
}

/** GitHub Flavored Markdown. Names and tags are text in it, never markup. */
export function markdownReport(
  subject: ReportSubject,
  { mostRows }: MarkdownOptions = { mostRows: Infinity },
): string {
  const open = subject.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').sort(byUrgency);
  const exempt = exemptions(subject.findings, subject.generatedAt);
  const others = subject.findings.filter(({ verdict }) => verdict !== 'NON_COMPLIANT');
  const hasPlaces = [...subject.findings, ...subject.unreadable].some(
    ({ location }) => location !== undefined,
  );
  const where = hasPlaces ? ['where'] : [];
  const parts = [
    `# ${escape(`${meta.id}: ${subject.title}`)}`,
    `**${escape(heading(subject))}**`,
    `${escape(subject.generatedAt)}, read by ${meta.id}.`,
    ...(subject.difference === undefined
      ? []
      : [
          '## Changes',
          escape(`${differenceSentence(subject.difference)}.`),
          ...differenceRemarks(subject.difference).map(escape),
          table(
            ['change', 'account', 'user'],
            differenceParts.flatMap(([part, name]) =>
              part === 'stillOpen'
                ? []
                : (subject.difference?.[part] ?? []).map((user) => [
                    name,
                    user.account ?? '',
                    user.userName ?? user.userId,
                  ]),
            ),
            mostRows,
          ),
        ]),
    ...(open.length === 0 ? [] : ['## Who must act', userTable(open, mostRows)]),
    ...(subject.unreadable.length === 0
      ? []
      : [
          `## ${subject.isPlanned === true ? 'Cannot be seen' : 'Could not be read'}: unknown, not compliant`,
          table(
            ['account', 'user', ...where, 'why'],
            subject.unreadable.map((user) => [
              user.account ?? '',
              user.userName ?? '',
              ...where.map(() => placeText(user.location)),
              unreadableText(user),
            ]),
            mostRows,
          ),
        ]),
    ...(exempt.length === 0
      ? []
      : [
          '## Exempt, by days left',
          table(
            ['account', 'user', ...where, 'days left', 'through', 'reason', 'from'],
            exempt.map((row) => [
              row.finding.account ?? '',
              row.finding.userName,
              ...where.map(() => placeText(row.finding.location)),
              row.daysLeft === null ? 'no end' : String(row.daysLeft),
              row.until ?? '',
              row.reason ?? '',
              row.source,
            ]),
            mostRows,
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          '## All others',
          table(
            ['reason', 'verdict', 'users'],
            Object.entries(reasons).flatMap(([code, { compliance }]) => {
              const number = others.filter(({ reason }) => reason === code).length;
              return number === 0 ? [] : [[code, compliance, String(number)]];
            }),
            mostRows,
          ),
        ]),
    ...subject.notes.map(escape),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function userTable(findings: readonly Finding[], mostRows: number): string {
  const has = (key: keyof Finding): boolean => findings.some((finding) => finding[key] !== undefined);
  const columns: readonly (readonly [string, (finding: Finding) => string])[] = [
    ['account', ({ account, accountName }) => [account ?? '', accountName ?? ''].join(' ').trim()],
    ['user', ({ userName }) => userName],
    // Before a deployment there is neither a password nor a device.
    ...(has('location')
      ? ([['where', ({ location }: Finding) => placeText(location)]] as const)
      : ([['password since', ({ passwordCreatedAt }: Finding) => day(passwordCreatedAt)]] as const)),
    ...(has('passwordLastUsed') ? [['last used', (one: Finding) => day(one.passwordLastUsed)] as const] : []),
    ...(has('location') ? [] : ([['MFA', mfaText]] as const)),
    ...(has('privileges') ? [['privileges', (one: Finding) => one.privileges ?? ''] as const] : []),
    ...(has('mfaEnforced') ? [['MFA enforced', (one: Finding) => one.mfaEnforced ?? ''] as const] : []),
    ...(has('owner') ? [['owner', (one: Finding) => one.owner ?? ''] as const] : []),
    ...(has('signIn') ? [['sign-in', signInText] as const] : []),
    ['what to do', ({ annotation }) => annotation],
  ];
  return table(
    columns.map(([head]) => head),
    findings.map((finding) => columns.map(([, of]) => of(finding))),
    mostRows,
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[], mostRows: number): string {
  if (rows.length === 0) return '';
  const lineOf = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  const more = rows.length - mostRows;
  return [
    lineOf(head),
    `|${' --- |'.repeat(head.length)}`,
    ...rows.slice(0, mostRows).map(lineOf),
    ...(more > 0 ? ['', `And ${count(more, 'more row')}.`] : []),
  ].join('\n');
}

/**
 * Whatever Markdown or HTML would take for markup. `@` would mention a person or begin the domain of a mail address, which GitHub
 * sees through an entity: a comment parts the two. A bare address would become a link.
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export const escape = (text: string): string =>
  plain(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#!|~]/g, '\\$&')
    .replace(/@/g, '&#64;<!-- -->')
    .replace(/:\/\//g, '&#58;//')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#46;`);
