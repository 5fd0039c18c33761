import { subjectOfOrganization } from '../findings/report-subject';
import type { OrganizationView } from '../findings/organization-view';
import { csvReport } from './machine/csv';
import { organizationPage } from './html/organization-page';
import { orgJson } from './machine/json';

/**
 * The organization's report as it is kept in a bucket: the page, the table and the exact record. Not by formats.ts, which
 * would bring the libraries of every format into the function.
 */
export const deliveredReports = [
  { extension: 'html', render: organizationPage },
  { extension: 'csv', render: (view: OrganizationView): string => csvReport(subjectOfOrganization(view)) },
  { extension: 'json', render: orgJson },
] as const;
