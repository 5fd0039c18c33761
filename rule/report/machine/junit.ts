import { create } from 'xmlbuilder2';
import { byUrgency, placeId, type Finding, type Location, type UnreadableUser } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { meta } from '../../meta';
import { differenceText } from '../../findings/difference';
import { changeOf } from '../words/change';
import { exemptions, exemptionText } from '../words/exemptions';
import { heading, signInText, unreadableSentence, unreadableText } from '../words/scan-words';
import { plain } from '../words/words';

/** A suite in which every user is a test: unread users are errors, so that no build is green because nothing was seen. */
export function junitReport(subject: ReportSubject): string {
  const change = changeOf(subject.difference);
  const exempt = new Map(
    exemptions(subject.findings, subject.generatedAt).map((row) => [row.finding, exemptionText(row)]),
  );
  const count = (verdict: Finding['verdict']): number =>
    subject.findings.filter((finding) => finding.verdict === verdict).length;
  const suite = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '?' })
    .ele('testsuites', { name: meta.id })
    .ele('testsuite', {
      name: `${meta.id}: ${subject.title}`,
      tests: subject.findings.length + subject.unreadable.length,
      failures: count('NON_COMPLIANT'),
      errors: subject.unreadable.length,
      skipped: count('NOT_APPLICABLE'),
      time: '0',
      timestamp: subject.generatedAt.slice(0, 19),
    });
  for (const finding of [...subject.findings].sort(byUrgency)) {
    const test = suite.ele('testcase', {
      name: `${named(finding.userName, finding.location)} has sufficient MFA`,
      classname: classOf(finding.account),
      ...placeOf(finding.location),
      time: '0',
    });
    const changed = change(finding);
    const text = `${plain(finding.annotation)}${changed === undefined ? '' : ` (${changed})`}`;
    if (finding.verdict === 'NON_COMPLIANT')
      test.ele('failure', { type: finding.reason, message: text }).txt(detailOf(finding, text));
    if (finding.verdict === 'NOT_APPLICABLE')
      test.ele('skipped', {
        type: finding.reason,
        message: `${text}${exempt.has(finding) ? ` ${exempt.get(finding) ?? ''}.` : ''}`,
      });
  }
  for (const user of subject.unreadable) addUnreadable(suite, user);
  const out = [
    heading(subject),
    ...(subject.difference === undefined ? [] : [plain(`Changes: ${differenceText(subject.difference)}`)]),
    ...[...exempt].map(([finding, text]) => `Exempt: ${finding.userName}, ${text}`),
    ...subject.notes,
  ];
  suite.ele('system-out').txt(out.join('\n'));
  return `${suite.end({ prettyPrint: true })}\n`;
}

/** A name is in many templates; with its place it is one test. */
const named = (name: string, location: Location | undefined): string =>
  location === undefined ? name : `${name} (${placeId(location)})`;

const placeOf = (location: Location | undefined): Readonly<Record<string, string>> =>
  location === undefined ? {} : { file: location.file, line: String(location.line) };

type Element = ReturnType<ReturnType<typeof create>['ele']>;

function addUnreadable(suite: Element, user: UnreadableUser): void {
  const whole = user.account == null ? 'the list of users' : `account ${user.account}`;
  const name = named(user.userName ?? user.location?.address ?? whole, user.location);
  const message = unreadableText(user);
  suite
    .ele('testcase', {
      name: `${name} can be read`,
      classname: classOf(user.account),
      ...placeOf(user.location),
      time: '0',
    })
    .ele('error', { type: user.error.slice(0, 200), message })
    .txt(unreadableSentence(user));
}

const classOf = (account: string | null | undefined): string => `${meta.id}.${account ?? 'unknown'}`;

function detailOf(finding: Finding, text: string): string {
  const { arn, userId, privileges, owner, signIn } = finding;
  return [
    text,
    `User: ${userId}${arn === '' ? '' : ` ${arn}`}`,
    ...(privileges === undefined ? [] : [`Privileges: ${privileges}`]),
    ...(owner === undefined || owner === null ? [] : [`Owner: ${owner}`]),
    ...(signIn === undefined ? [] : [`CloudTrail: ${signInText(finding)}`]),
    `How to enable MFA: ${meta.helpUrl}`,
  ].join('\n');
}
