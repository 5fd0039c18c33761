import { byUrgency, shownPlace, type Finding, type Location } from '../../findings/finding';
import { differenceText } from '../../findings/difference';
import type { ReportSubject } from '../../findings/report-subject';
import { meta } from '../../meta';
import { changeOf } from '../words/change';
import { exemptions, exemptionText } from '../words/exemptions';
import { markdownReport } from './markdown';
import { heading, signInText, unreadableSentence } from '../words/scan-words';
import { plain } from '../words/words';

/** GitHub shows ten annotations of a kind for a step; the rest is in its log. */
const mostAnnotations = 10;

/** Workflow commands for GitHub Actions: who must act is an error, who could not be read a warning, an exemption a notice. */
export function githubReport(subject: ReportSubject): string {
  const change = changeOf(subject.difference);
  const open = subject.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').sort(byUrgency);
  const found = open.length + (subject.accounts?.unnamed ?? 0);
  const head = found > 0 ? 'error' : subject.complete ? 'notice' : 'warning';
  const changed = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);
  return [
    command(head, meta.id, `${subject.title}: ${heading(subject)}`),
    ...(subject.difference === undefined
      ? []
      : [command('notice', `${meta.id}: changes`, differenceText(subject.difference))]),
    ...annotated(
      'error',
      open.map((finding) => ({
        title: `${finding.userName} (${finding.account ?? finding.location?.address ?? 'unknown account'})`,
        text: `${finding.annotation}${changed(change(finding))}${signInSentence(finding)}`,
        properties: placeOf(finding.location),
      })),
    ),
    ...annotated(
      'warning',
      subject.unreadable.map((user) => ({
        title: `${user.userName ?? user.location?.address ?? user.account ?? 'the list of users'} could not be ${user.location === undefined ? 'read' : 'seen'}`,
        text: unreadableSentence(user),
        properties: placeOf(user.location),
      })),
    ),
    ...annotated(
      'notice',
      exemptions(subject.findings, subject.generatedAt).map((row) => ({
        title: `${row.finding.userName} is exempt`,
        text: exemptionText(row),
        properties: placeOf(row.finding.location),
      })),
    ),
    ...subject.notes.map((note) => command('notice', meta.id, note)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const signInSentence = (finding: Finding): string =>
  finding.signIn === undefined ? '' : ` CloudTrail: ${signInText(finding)}.`;

function placeOf(location: Location | undefined): Annotation['properties'] {
  if (location === undefined) return {};
  const { file, line } = shownPlace(location);
  return { file, line: String(line) };
}

/** A step summary has at most 1 MiB. */
const mostSummaryBytes = 1_048_576;

/** The Markdown page of the step, with as many rows as fit. */
export function githubStepSummary(subject: ReportSubject, mostBytes = mostSummaryBytes): string {
  for (let mostRows = 2000; mostRows > 1; mostRows = Math.floor(mostRows / 2)) {
    const text = markdownReport(subject, { mostRows });
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  return `${heading(subject)}\n`;
}

interface Annotation {
  readonly title: string;
  readonly text: string;
  readonly properties: Readonly<Record<string, string>>;
}

type Level = 'error' | 'warning' | 'notice';

/** One is kept for the heading. */
const annotated = (level: Level, all: readonly Annotation[]): readonly string[] =>
  all.map(({ title, text, properties }, index) =>
    index < mostAnnotations - 1
      ? command(level, title, text, properties)
      : `- ${level}: ${plain(`${title}: ${text}`)}`,
  );

function command(
  level: Level,
  title: string,
  text: string,
  properties: Annotation['properties'] = {},
): string {
  const all = Object.entries({ ...properties, title })
    .map(([key, value]) => `${key}=${escapeProperty(value)}`)
    .join(',');
  return `::${level} ${all}::${escapeData(text)}`;
}

const escapeData = (text: string): string => plain(text).replace(/%/g, '%25');

const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
