import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { organizationReports, scanReports } from '../../rule/report/formats';
import { plainStyle } from '../../rule/report/style';
import { anOrganization, bigScan, hostileScan } from '../formats/scans';

/** The pages as files, as a person opens them. */
export function writePages(): Readonly<Record<'account' | 'organization' | 'hostile', string>> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-pages-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, text);
    return pathToFileURL(file).href;
  };
  return {
    account: write('account', scanReports.html(bigScan(), plainStyle)),
    organization: write('organization', organizationReports.html(anOrganization(1000), plainStyle)),
    hostile: write('hostile', scanReports.html(hostileScan, plainStyle)),
  };
}
