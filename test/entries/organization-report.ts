/** What the JSON of an organization's report always has. */
export const organizationReportSchemaKeys = [
  'organization',
  'generatedAt',
  'complete',
  'notReporting',
  'totals',
  'accounts',
] as const;

export interface OrganizationReport {
  readonly accounts: readonly unknown[];
}

export const parseReport = (text: string): OrganizationReport => JSON.parse(text) as OrganizationReport;
