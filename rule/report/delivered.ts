import type { OrganizationView } from '../findings/organization-view';
import { extensions, formats } from './format';
import { organizationReports } from './formats';
import { plainStyle } from './style';

/** The formats of the organization's report as it is kept in a bucket: the page, the table and the exact record. */
const kept: readonly string[] = ['html', 'csv', 'json'];

export const deliveredReports = formats
  .filter((format) => kept.includes(format))
  .map((format) => ({
    extension: extensions[format],
    render: (view: OrganizationView): string => organizationReports[format](view, plainStyle),
  }));
