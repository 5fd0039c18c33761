import type { Finding } from './finding';

/** An administrator who signs in with a password alone is worth more than any other user. */
export type Severity = 'critical' | 'high' | 'informational';

export function severityOf({ verdict, privileges }: Pick<Finding, 'verdict' | 'privileges'>): Severity {
  if (verdict !== 'NON_COMPLIANT') return 'informational';
  return privileges === 'administrator' ? 'critical' : 'high';
}
