import type { AccountScan } from '../../findings/account-scan';
import { byUrgency } from '../../findings/finding';
import type { OrganizationView } from '../../findings/organization-view';
import {
  envelope,
  parametersDocument,
  scanFigures,
  type OrganizationDocument,
  type ScanDocument,
} from './envelope';

/** A scan for programs; every user is a finding, whatever the verdict. */
export function scanJson({ parameters, ...scan }: AccountScan): string {
  const document: ScanDocument = {
    ...envelope(parameters === undefined ? null : parametersDocument(parameters), scanFigures(scan)),
    ...scan,
    findings: [...scan.findings].sort(byUrgency),
  };
  return textOf(document);
}

/** An organization for programs. */
export function orgJson({ parameters, ...view }: OrganizationView): string {
  const { complete, totals } = view;
  const document: OrganizationDocument = {
    ...envelope(parameters === undefined ? null : parametersDocument(parameters), { complete, ...totals }),
    ...view,
  };
  return textOf(document);
}

const textOf = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
