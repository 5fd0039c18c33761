import { expect, test } from '@jest/globals';
import type { Finding } from '../../rule/findings/finding';
import { severityOf, type Severity } from '../../rule/findings/severity';

test.each<[Finding['verdict'], string | undefined, Severity]>([
  ['NON_COMPLIANT', 'administrator', 'critical'],
  ['NON_COMPLIANT', 'can-become-administrator', 'high'],
  ['NON_COMPLIANT', undefined, 'high'],
  ['COMPLIANT', 'administrator', 'informational'],
  ['NOT_APPLICABLE', 'administrator', 'informational'],
])('%s with the privileges %s is %s', (verdict, privileges, severity) => {
  expect(severityOf({ verdict, ...(privileges === undefined ? {} : { privileges }) })).toBe(severity);
});
