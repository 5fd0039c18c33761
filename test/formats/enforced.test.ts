// "Is MFA enforced?" in every report that shows a user: the three answers as they are, and no column where nobody asked.
import { expect, test } from '@jest/globals';
import { scanReports } from '../../rule/report/formats';
import { oscalAssessmentResults } from '../../rule/report/machine/oscal';
import { plainStyle } from '../../rule/report/style';
import { aFinding, aScan } from './scans';

const answers = ['enforced', 'not enforced', 'cannot see'] as const;
const asked = aScan({
  findings: answers.map((mfaEnforced, index) =>
    aFinding({ userId: `AIDA${index}`, userName: `user${index}`, mfaEnforced, privileges: 'none-found' }),
  ),
});
const run = {
  startedAt: '2026-11-20T12:00:00.000Z',
  endedAt: '2026-11-20T12:00:01.000Z',
  bundleSha256: 'a'.repeat(64),
};
const reports = {
  table: (scan: typeof asked) => scanReports.table(scan, plainStyle),
  csv: (scan: typeof asked) => scanReports.csv(scan, plainStyle),
  html: (scan: typeof asked) => scanReports.html(scan, plainStyle),
  json: (scan: typeof asked) => scanReports.json(scan, plainStyle),
  markdown: (scan: typeof asked) => scanReports.markdown(scan, plainStyle),
  oscal: (scan: typeof asked) => oscalAssessmentResults(scan, run),
};

test.each(Object.entries(reports))('%s says each of the three answers', (name, report) => {
  const text = report(asked);
  for (const answer of answers)
    expect(text).toMatch(name === 'json' || name === 'oscal' ? `"${answer}"` : answer);
  expect(report(aScan({ findings: [aFinding()] }))).not.toMatch(/cannot see|not enforced|mfa-enforced/i);
});

test('no answer is a verdict: the same users must act', () => {
  const verdicts = (text: string) =>
    (JSON.parse(text) as typeof asked).findings.map(({ verdict }) => verdict);
  expect(new Set(verdicts(reports.json(asked)))).toEqual(new Set(['NON_COMPLIANT']));
});
