import type { AccountScan } from '../findings/account-scan';
import type { OrganizationView } from '../findings/organization-view';
import type { Format } from './format';
import { orgJson } from './org-json';
import { orgTable } from './org-table';
import { scanJson } from './scan-json';
import { scanTable } from './scan-table';
import type { Style } from './style';

/** A report is a function from what was found to text. */
export type Report<T> = (found: T, style: Style) => string;

/** A new format is a file, and a line in each of these tables. */
export const scanReports: Readonly<Record<Format, Report<AccountScan>>> = {
  table: scanTable,
  json: scanJson,
};

export const organizationReports: Readonly<Record<Format, Report<OrganizationView>>> = {
  table: orgTable,
  json: orgJson,
};
