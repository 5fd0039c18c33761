import { checkReports, organizationReports, scanReports } from '../../../rule/report/formats';
import { plainStyle } from '../../../rule/report/style';
import { checkedFiles, foundCheck, foundLive, foundOrganization, foundScan } from '../found';

/** By the names of their outlines. */
export const pages: Readonly<Record<string, () => string>> = {
  account: () => scanReports.html(foundScan, plainStyle),
  check: () => checkReports(checkedFiles).html(foundCheck, plainStyle),
  organization: () => organizationReports.html(foundOrganization, plainStyle),
  'organization-live': () => organizationReports.html(foundLive, plainStyle),
};
