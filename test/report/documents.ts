import { oscalAssessmentResults } from '../../rule/report/machine/oscal';
import { extensions, formats, type Format } from '../../rule/report/format';
import { checkReports, organizationReports, scanReports } from '../../rule/report/formats';
import { plainStyle, type Style } from '../../rule/report/style';
import { version } from '../../rule/report/version';
import { inRows } from '../cases/print';
import { checkedFiles, foundCheck, foundLive, foundOrganization, foundScan } from './found';

/** The page has tests of its own. */
const written = formats.filter((format) => format !== 'html');

/** The version of this package is of no interest; "before 0.2.0" is a name. */
const anyVersion = (text: string): string =>
  text.replaceAll(new RegExp(`(?<!before )${version.replaceAll('.', '\\.')}`, 'g'), 'VERSION');

/** A file, and how its text is made. */
type Document = readonly [file: string, make: () => string];

const all = <T>(
  name: string,
  reports: Readonly<Record<Format, (found: T, style: Style) => string>>,
  found: T,
  of: readonly Format[] = written,
): readonly Document[] =>
  of.map((format) => [`${name}.${extensions[format]}`, () => reports[format](found, plainStyle)]);

const narrow: Style = { ...plainStyle, columns: 60, colour: true };
const wide: Style = { ...plainStyle, columns: 140, all: true };
const run = {
  startedAt: '2026-11-20T12:00:00.000Z',
  endedAt: '2026-11-20T12:00:09.000Z',
  bundleSha256: 'ab'.repeat(32),
};

/** Every report of everything that can be found. */
const made: readonly Document[] = [
  ...all('scan', scanReports, foundScan),
  ['scan.narrow.txt', () => scanReports.table(foundScan, narrow)],
  ['scan.wide.txt', () => scanReports.table(foundScan, wide)],
  ['scan.oscal.json', () => oscalAssessmentResults(foundScan, run)],
  ...all('check', checkReports(checkedFiles), foundCheck),
  ['check.narrow.txt', () => checkReports(checkedFiles).table(foundCheck, narrow)],
  ...all('organization', organizationReports, foundOrganization),
  ['organization.narrow.txt', () => organizationReports.table(foundOrganization, narrow)],
  ['organization.wide.txt', () => organizationReports.table(foundOrganization, wide)],
  ...all('live', organizationReports, foundLive, ['table', 'markdown', 'csv']),
];
export const documents: readonly Document[] = made.map(([file, make]) => [file, () => anyVersion(make())]);

/** As it lies in expected/: JSON in rows, or an ASFF finding a line, which is a small part of the lines. */
export function filed(file: string, text: string): string {
  if (file.endsWith('.asff.json')) {
    const findings = JSON.parse(text) as readonly unknown[];
    return `[\n${findings.map((finding) => JSON.stringify(finding)).join(',\n')}\n]\n`;
  }
  return /\.(json|sarif)$/.test(file) ? `${inRows(JSON.parse(text))}\n` : text;
}
