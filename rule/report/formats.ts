import type { AccountScan } from '../findings/account-scan';
import type { OrganizationView } from '../findings/organization-view';
import {
  subjectOfCheck,
  subjectOfOrganization,
  subjectOfScan,
  type ReportSubject,
} from '../findings/report-subject';
import { asffReport } from './machine/asff';
import { csvReport } from './machine/csv';
import type { Format } from './format';
import { githubReport } from './text/github';
import { accountPage } from './html/account-page';
import { organizationPage } from './html/organization-page';
import { junitReport } from './machine/junit';
import { markdownReport } from './text/markdown';
import { ocsfReport } from './machine/ocsf';
import { orgJson, scanJson } from './machine/json';
import { orgTable } from './table/org-table';
import { sarifReport } from './machine/sarif';
import { checkTable } from './table/check-table';
import { scanTable } from './table/scan-table';
import type { Style } from './style';

/** A report is a function from what was found to text. */
export type Report<T> = (found: T, style: Style) => string;

/** The formats that make no difference between an account and an organization, or anything else with findings. */
export type SubjectFormat = Exclude<Format, 'table' | 'json' | 'html'>;

const subjectReports: Readonly<Record<SubjectFormat, Report<ReportSubject>>> = {
  csv: csvReport,
  junit: junitReport,
  sarif: sarifReport,
  asff: asffReport,
  ocsf: ocsfReport,
  markdown: (subject) => markdownReport(subject),
  github: githubReport,
};

/** Each of them, of what `toSubject` makes of the thing found. */
function all<T>(toSubject: (found: T) => ReportSubject): Readonly<Record<SubjectFormat, Report<T>>> {
  const of =
    (format: SubjectFormat): Report<T> =>
    (found, style) =>
      subjectReports[format](toSubject(found), style);
  return {
    csv: of('csv'),
    junit: of('junit'),
    sarif: of('sarif'),
    asff: of('asff'),
    ocsf: of('ocsf'),
    markdown: of('markdown'),
    github: of('github'),
  };
}

export const scanReports: Readonly<Record<Format, Report<AccountScan>>> = {
  table: scanTable,
  json: scanJson,
  html: (scan) => accountPage(scan),
  ...all(subjectOfScan),
};

/** Of what is not deployed yet, in so many files. */
export const checkReports = (files: readonly string[]): Readonly<Record<Format, Report<AccountScan>>> => ({
  table: (scan, style) => checkTable(scan, files, style),
  json: scanJson,
  html: (scan) => accountPage(scan, files),
  ...all((scan: AccountScan) => subjectOfCheck(scan, files)),
});

export const organizationReports: Readonly<Record<Format, Report<OrganizationView>>> = {
  table: orgTable,
  json: orgJson,
  html: organizationPage,
  ...all(subjectOfOrganization),
};
