import type { RuleParameters } from '../../core/rule-parameters';
import type { AccountScan } from '../../findings/account-scan';
import { subjectOfScan } from '../../findings/report-subject';
import { meta } from '../../meta';
import { renderScanSummary } from '../../protocol/scan-summary';
import { envelope, parametersDocument, scanFigures } from '../../report/machine/envelope';
import type { Caller, EvidenceRun } from '../../report/schemas/commands';
import { scanReports } from '../../report/formats';
import { oscalAssessmentResults } from '../../report/machine/oscal';
import { heading } from '../../report/words/scan-words';
import { plainStyle } from '../../report/style';
import { version } from '../../report/version';
import { plain } from '../../report/words/words';
import type { AccountScanResult } from '../scan/account-scan';
import { manifestName, type EvidenceFiles } from './manifest';
import { exemptionsOf, frameworksOf, populationOf } from './statements';

export interface Circumstances {
  readonly caller: Caller;
  readonly bundle: { readonly file: string; readonly sha256: string };
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** A value that is not set is null, so that every parameter is there. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, (_, part: unknown) => (part === undefined ? null : part), 2)}\n`;

export function evidenceFiles(
  { scan, tally, problems }: AccountScanResult,
  parameters: RuleParameters,
  circumstances: Circumstances,
): EvidenceFiles {
  const { caller, bundle, startedAt, endedAt } = circumstances;
  const summary = tally.scanSummary(problems);
  return {
    'README.md': readme(scan),
    'report.html': scanReports.html(scan, plainStyle),
    'scan.json': scanReports.json(scan, plainStyle),
    'scan.csv': scanReports.csv(scan, plainStyle),
    'parameters.json': json(parameters),
    'run.json': json({
      ...envelope(parametersDocument(parameters), {
        ...scanFigures(scan),
        statement: renderScanSummary(summary),
      }),
      question: meta.title,
      account: scan.account,
      accountName: scan.accountName ?? null,
      ranBy: caller,
      version,
      bundle,
      node: process.version,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      complete: scan.complete,
    } satisfies EvidenceRun),
    'population.json': json(populationOf(scan)),
    'exemptions.json': json(exemptionsOf(scan)),
    'frameworks.json': json(frameworksOf(scan, summary)),
    'oscal-assessment-results.json': oscalAssessmentResults(scan, {
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      bundleSha256: bundle.sha256,
    }),
  };
}

const readme = (scan: AccountScan): string => `# Evidence: ${meta.title}

Account ${scan.account ?? 'unknown'}${scan.accountName == null ? '' : ` (${plain(scan.accountName)})`}, ${scan.scannedAt}. ${heading(subjectOfScan(scan))}

- report.html: the answer, and every user, as a page
- scan.json: every user with the verdict, its reason and what was read; scan.csv: the same as a table
- parameters.json: the rule parameters that decided
- run.json: who ran it, with which version and bundle (SHA-256), from when to when
- population.json: how many users IAM lists and counts, and how they add up
- exemptions.json: who is exempt, until when, why, and where the exemption comes from
- frameworks.json: what this says of each control
- oscal-assessment-results.json: the same for GRC tools, as OSCAL 1.1.3 (NIST SP 800-53 Rev. 5, IA-2(1))
- ${manifestName}: the SHA-256 of every other file; \`${meta.id} evidence verify DIRECTORY\`, or \`sha256sum --check ${manifestName}\` in
  the folder, checks them

## What it does not prove

- It is one moment. What was before and what came after is in AWS CloudTrail and AWS Config.
- It is not signed. With write access to the folder, a new manifest can be made: keep the folder, or the SHA-256 of ${manifestName},
  where nobody can change it.
- It says nothing of the root user, roles, users of IAM Identity Center, or access keys.
- That a user has an MFA device does not say that only this user holds it.
- An exemption is shown with the reason in its tag or parameter. Who approved it is not known here.
- "Sufficient MFA" is what parameters.json says, with requiredMfa.
`;
