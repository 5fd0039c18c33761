import { create } from 'xmlbuilder2';
import { byUrgency, placeId, type Finding, type Location, type UnreadableUser } from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { meta } from '../../meta';
import { differenceText } from '../../findings/difference';
import { changeOf } from '../words/change';
import { exemptions, exemptionText } from '../words/exemptions';
import { placeText } from '../words/place-text';
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
      name: plain(`${meta.id}: ${subject.title}`),
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
      time: '0',
    });
    addPlace(test, finding.location);
    const changed = change(finding);
    const text = `${plain(finding.annotation)}${changed === undefined ? '' : ` (${changed})`}`;
    if (finding.verdict === 'NON_COMPLIANT')
      test.ele('failure', { type: finding.reason, message: text }).txt(detailOf(finding, text));
    if (finding.verdict === 'NOT_APPLICABLE')
      test.ele('skipped', {
        type: finding.reason,
        message: plain(`${text}${exempt.has(finding) ? ` ${exempt.get(finding) ?? ''}.` : ''}`),
      });
  }
  for (const user of subject.unreadable) addUnreadable(suite, user);
  const out = [
    heading(subject),
    ...(subject.difference === undefined ? [] : [`Changes: ${differenceText(subject.difference)}`]),
    ...[...exempt].map(([finding, text]) => `Exempt: ${finding.userName}, ${text}`),
    ...subject.notes,
  ];
  suite.ele('system-out').txt(linesOf(out));
  return `${suite.end({ prettyPrint: true })}\n`;
}

/** A name is in many templates; with its place it is one test. */
const named = (name: string, location: Location | undefined): string =>
  plain(location === undefined ? name : `${name} (${placeId(location)})`);

/** Foreign text in none of them begins a line. */
const linesOf = (lines: readonly string[]): string => lines.map(plain).join('\n');

type Element = ReturnType<ReturnType<typeof create>['ele']>;

/** Jenkins' schema, which refuses a file that does not keep to it, has no attribute for the place of a test case. */
function addPlace(test: Element, location: Location | undefined): void {
  if (location !== undefined) test.ele('system-out').txt(plain(placeText(location)));
}

function addUnreadable(suite: Element, user: UnreadableUser): void {
  const whole = user.account == null ? 'the list of users' : `account ${user.account}`;
  const name = named(user.userName ?? user.location?.address ?? whole, user.location);
  const test = suite.ele('testcase', {
    name: `${name} can be read`,
    classname: classOf(user.account),
    time: '0',
  });
  addPlace(test, user.location);
  test
    .ele('error', { type: plain(user.error).slice(0, 200), message: plain(unreadableText(user)) })
    .txt(plain(unreadableSentence(user)));
}

const classOf = (account: string | null | undefined): string => `${meta.id}.${account ?? 'unknown'}`;

function detailOf(finding: Finding, text: string): string {
  const { arn, userId, privileges, owner, signIn } = finding;
  return linesOf([
    text,
    `User: ${userId}${arn === '' ? '' : ` ${arn}`}`,
    ...(privileges === undefined ? [] : [`Privileges: ${privileges}`]),
    ...(owner === undefined || owner === null ? [] : [`Owner: ${owner}`]),
    ...(signIn === undefined ? [] : [`CloudTrail: ${signInText(finding)}`]),
    `How to enable MFA: ${meta.helpUrl}`,
  ]);
}
