import { scanOfCheck } from '../../gates/checked-scan';
import { check } from '../../gates/check';
import { subjectOfScan } from '../../findings/report-subject';
import { checkTable } from '../../report/check-table';
import { scanReports } from '../../report/formats';
import { outputsOf, type FormatFlags } from '../flags/format';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import type { CliIo } from '../io';
import { writeReports } from '../output';
import { readDocuments } from './read-documents';

export interface CheckFlags extends FormatFlags {
  readonly strict?: boolean;
  readonly enforcingGroup: readonly string[];
  readonly enforcingPolicyArn: readonly string[];
}

export function checkPlaces(places: readonly string[], flags: CheckFlags, io: CliIo): void {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const outputs = outputsOf(flags);
  const strict = flags.strict ?? false;
  const now = new Date();
  const documents = readDocuments(places);
  const known = { groups: flags.enforcingGroup, policyArns: flags.enforcingPolicyArn };
  const scan = scanOfCheck(check(documents, ruleParameters, known, now), now, strict);

  const files = documents.map(({ file }) => file);
  writeReports(
    scan,
    { ...scanReports, table: (found, style) => checkTable(found, files, style) },
    outputs,
    flags,
    io,
    subjectOfScan,
  );
  const found = scan.findings.some(({ verdict }) => verdict === 'NON_COMPLIANT');
  io.exit(scan.complete ? (found ? 1 : 0) : 3);
}
