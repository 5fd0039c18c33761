import {
  byUrgency,
  shownPlace,
  unreadableId,
  type Finding,
  type Location,
  type UnreadableUser,
} from '../../findings/finding';
import type { ReportSubject } from '../../findings/report-subject';
import { differenceText } from '../../findings/difference';
import { meta, reasons } from '../../meta';
import { changeOf, type Change } from '../words/change';
import { exemptions, exemptionText } from '../words/exemptions';
import { severityOf } from '../../findings/severity';
import { heading, signInText, unreadableSentence } from '../words/scan-words';
import type { Style } from '../style';
import { version } from '../version';

/** GitHub refuses a file with more results, and shows 5,000 of them. */
const mostResults = 25_000;

/** A member that is undefined is none in JSON. */
type Json = Readonly<Record<string, unknown>>;

/** SARIF 2.1.0 as GitHub code scanning takes it: who must act, who could not be read, and who is exempt as suppressed. */
export function sarifReport(
  subject: ReportSubject,
  style: Pick<Style, 'sarifFile'>,
  most = mostResults,
): string {
  const change = changeOf(subject.difference);
  const open = subject.findings.filter(({ verdict }) => verdict === 'NON_COMPLIANT').sort(byUrgency);
  const results = [
    ...open.map((finding) => openResult(finding, change(finding), style.sarifFile)),
    ...subject.unreadable.map((user) => unreadableResult(user, style.sarifFile)),
    ...exemptions(subject.findings, subject.generatedAt).map((row) => ({
      ...resultOf('exempt', 'note', row.finding.annotation, row.finding, style.sarifFile),
      suppressions: [{ kind: 'external', status: 'accepted', justification: exemptionText(row) }],
    })),
  ];
  const left = results.length - most;
  const remarks = [
    heading(subject),
    ...(subject.difference === undefined ? [] : [`Changes: ${differenceText(subject.difference)}`]),
    ...(left > 0 ? [`${left} results are left out: GitHub takes ${most}.`] : []),
    ...subject.notes,
  ];
  const run = {
    tool: { driver: { name: meta.id, version, informationUri: meta.helpUrl, rules } },
    invocations: [
      {
        executionSuccessful: subject.complete,
        endTimeUtc: subject.generatedAt,
        toolExecutionNotifications: remarks.map((text) => ({
          level: subject.complete ? 'note' : 'warning',
          message: { text },
        })),
      },
    ],
    // GitHub takes what is before the last slash for the category: reports of one category replace each other.
    automationDetails: { id: `${meta.id}/${subject.title}/` },
    columnKind: 'utf16CodeUnits',
    results: results.slice(0, most),
  };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const ruleOf = (id: string, text: string, level: string, severity: string): Json => ({
  id,
  name: id,
  shortDescription: { text },
  fullDescription: { text: `${meta.title}: a user ${text}.` },
  help: { text: `How to enable MFA: ${meta.helpUrl}` },
  helpUri: meta.helpUrl,
  defaultConfiguration: { level },
  properties: { 'security-severity': severity, tags: ['security', 'iam', 'mfa'] },
});

/** The scores that GitHub turns into critical (over 9.0), high (7.0 to 8.9) and medium (4.0 to 6.9). */
const scores = { critical: '9.5', high: '8.0', unreadable: '5.0', informational: '0.0' } as const;

const rules: readonly Json[] = [
  ruleOf('no-mfa', reasons['no-mfa'].title, 'error', scores.high),
  ruleOf('mfa-too-weak', reasons['mfa-too-weak'].title, 'error', scores.high),
  ruleOf('could-not-be-read', 'could not be read', 'warning', scores.unreadable),
  ruleOf('exempt', reasons.exempt.title, 'note', scores.informational),
];

const baselineStates: Partial<Record<Change, string>> = {
  new: 'new',
  'exemption ended': 'new',
  'still open': 'unchanged',
};

function openResult(finding: Finding, change: Change | undefined, file: string): Json {
  const result = resultOf(finding.reason, 'error', finding.annotation, finding, file);
  return { ...result, baselineState: change && baselineStates[change] };
}

function resultOf(ruleId: string, level: string, text: string, finding: Finding, file: string): Json {
  const { account, userId, userName, arn, privileges, owner, location } = finding;
  const severity = severityOf(finding);
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level,
    message: { text: messageText(text) },
    locations: [placed(location, file, arn === '' ? userName : arn)],
    partialFingerprints: { primaryLocationLineHash: `${account ?? ''}/${userId}:1` },
    properties: {
      'security-severity': scores[severity],
      ...(account === null ? {} : { account }),
      userId,
      userName,
      privileges,
      owner: owner ?? undefined,
      ...(finding.signIn === undefined ? {} : { signIn: signInText(finding) }),
    },
  };
}

const unreadableResult = (user: UnreadableUser, file: string): Json => ({
  ruleId: 'could-not-be-read',
  ruleIndex: rules.findIndex(({ id }) => id === 'could-not-be-read'),
  level: 'warning',
  message: { text: messageText(unreadableSentence(user)) },
  locations: [placed(user.location, file, user.userName ?? user.account ?? 'account')],
  partialFingerprints: {
    primaryLocationLineHash: `${user.account ?? ''}/unreadable/${unreadableId(user)}:1`,
  },
});

function placed(location: Location | undefined, otherwise: string, name: string): Json {
  const { file, line } = location === undefined ? { file: otherwise, line: 1 } : shownPlace(location);
  return {
    physicalLocation: { artifactLocation: { uri: relativeUri(file) }, region: { startLine: line } },
    logicalLocations: [
      { fullyQualifiedName: location?.construct ?? location?.address ?? name, kind: 'resource' },
    ],
  };
}

/** A colon would begin a scheme, a number sign a fragment; GitHub takes a path from the root of the repository. */
const relativeUri = (file: string): string =>
  file
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '.')
    .map(encodeURIComponent)
    .join('/');

/** Brackets would begin a link in a SARIF message. */
const messageText = (text: string): string => text.replace(/[[\]\\]/g, '\\$&');
