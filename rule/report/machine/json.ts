import type { AccountScan } from '../../findings/account-scan';
import { byUrgency } from '../../findings/finding';
import type { OrganizationView } from '../../findings/organization-view';

/** A scan for programs; every user is a finding, whatever the verdict. */
export const scanJson = (scan: AccountScan): string =>
  documentOf({ ...scan, findings: [...scan.findings].sort(byUrgency) });

/** An organization for programs. */
export const orgJson = (view: OrganizationView): string => documentOf(view);

const documentOf = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
