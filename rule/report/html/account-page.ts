import type { MfaDeviceKind } from '../../core/mfa-device';
import type { AccountScan } from '../../findings/account-scan';
import { differenceSentence } from '../../findings/difference';
import type { Finding } from '../../findings/finding';
import { subjectOfScan } from '../../findings/report-subject';
import { exemptions, exemptionText } from '../words/exemptions';
import { completenessText, heading } from '../words/scan-words';
import { count, day, daysLeft, plain } from '../words/words';
import { barFigure, factFigure, type Slice } from './figures';
import { listSection, pageHtml } from './page';
import { usersTable } from './users-table';

/** The page of one account: the answer and figures for who reads one minute, the table for who works through it. */
export function accountPage(scan: AccountScan): string {
  const subject = subjectOfScan(scan);
  const { findings } = scan;
  const of = (...reasons: readonly Finding['reason'][]): number =>
    findings.filter(({ reason }) => reasons.includes(reason)).length;
  const open = findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT');
  const exempt = exemptions(findings, scan.scannedAt);
  const difference = subject.difference;
  const notes = [completenessText(scan), ...subject.notes].filter((note) => note !== undefined);
  return pageHtml({
    title: subject.title,
    answer: heading(subject),
    good: scan.complete && open.length === 0,
    generatedAt: scan.scannedAt,
    figures: [
      barFigure('Users with a console password', [
        { label: 'sufficient MFA', count: of('mfa-enabled'), colour: 0 },
        { label: 'without sufficient MFA', count: open.length, colour: 1 },
        { label: 'exempt', count: of('exempt'), colour: 2 },
        { label: 'in grace', count: of('within-grace'), colour: 3 },
        { label: 'could not be read', count: scan.unreadable.length, colour: 4 },
      ]),
      ...administrators(open),
      oldestPassword(open, scan.scannedAt),
      barFigure('MFA devices, as far as they were asked for', deviceKinds(findings)),
    ],
    sections: [
      ...(difference === undefined
        ? []
        : [
            listSection(`Changes: ${differenceSentence(difference)}`, [
              ...difference.new.map(({ userName, userId }) => `new: ${userName ?? userId}`),
              ...difference.exemptionEnded.map(
                ({ userName, userId }) => `exemption ended: ${userName ?? userId}`,
              ),
              ...difference.mended.map(({ userName, userId }) => `mended: ${userName ?? userId}`),
              ...difference.unknown.map(
                ({ userName, userId }) => `not read this time: ${userName ?? userId}`,
              ),
            ]),
          ]),
      listSection(
        'Exemptions, by days left',
        exempt.map((row) => plain(`${row.finding.userName}: ${exemptionText(row)}`)),
      ),
    ],
    tables: [usersTable(subject, `All ${count(findings.length + scan.unreadable.length, 'user')}`)],
    notes,
  });
}

function administrators(open: readonly Finding[]): readonly string[] {
  if (!open.some(({ privileges }) => privileges !== undefined)) return [];
  const labels = [
    ['administrator', 1],
    ['can-become-administrator', 3],
    ['administrator-with-mfa-only', 2],
    ['none-found', 0],
    ['not-read', 4],
  ] as const;
  const slices = labels.map(([label, colour]): Slice => ({
    label,
    colour,
    count: open.filter(({ privileges }) => privileges === label).length,
  }));
  return [barFigure('Privileges of those without sufficient MFA', slices)];
}

function oldestPassword(open: readonly Finding[], now: string): string {
  const caption = 'Oldest unprotected password';
  const [oldest] = open
    .filter(({ passwordCreatedAt }) => passwordCreatedAt !== null)
    .sort((a, b) => ((a.passwordCreatedAt ?? '') < (b.passwordCreatedAt ?? '') ? -1 : 1));
  if (oldest === undefined && open.length > 0)
    return factFigure(caption, 'unknown', 'A credential report does not say when a password was made.');
  if (oldest === undefined)
    return factFigure(caption, 'none', 'No password without sufficient MFA was found.');
  const age = -daysLeft(day(oldest.passwordCreatedAt), now);
  return factFigure(caption, count(age, 'day'), `${oldest.userName}, since ${day(oldest.passwordCreatedAt)}`);
}

const kinds: readonly (readonly [MfaDeviceKind, string, Slice['colour']])[] = [
  ['security-key', 'security key or passkey', 0],
  ['virtual', 'virtual (one-time codes)', 2],
  ['hardware', 'hardware token', 2],
  ['sms', 'SMS', 3],
  ['unknown', 'unknown kind', 4],
];

const deviceKinds = (findings: readonly Finding[]): readonly Slice[] =>
  kinds.map(([kind, label, colour]) => ({
    label,
    colour,
    count: findings.filter(({ mfaKinds, consolePassword }) => consolePassword && mfaKinds.includes(kind))
      .length,
  }));
