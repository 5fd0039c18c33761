import { differenceOf } from '../../findings/difference';
import { stateOfScan } from '../../findings/known-state';
import { scanOfCheck } from '../../gates/checked-scan';
import { check } from '../../gates/check';
import { subjectOfScan } from '../../findings/report-subject';
import { checkTable } from '../../report/table/check-table';
import { scanReports } from '../../report/formats';
import { exitCodeBy, readBaseline, refuseOtherBaseline, type BaselineFlags } from '../flags/baseline';
import { outputsOf, type FormatFlags } from '../flags/format';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import type { CliIo } from '../terminal/io';
import { writeReports } from '../terminal/output';
import { readDocuments } from './read-documents';
import { withSources } from './read-sources';

export interface CheckFlags extends FormatFlags, BaselineFlags {
  readonly strict?: boolean;
  readonly source?: string;
  readonly enforcingGroup: readonly string[];
  readonly enforcingPolicyArn: readonly string[];
}

export function checkPlaces(places: readonly string[], flags: CheckFlags, io: CliIo): void {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const outputs = outputsOf(flags);
  const baseline = readBaseline(flags, 'scan');
  if (baseline !== undefined) refuseOtherBaseline(baseline, null);
  const strict = flags.strict ?? false;
  const now = new Date();
  const documents = withSources(readDocuments(places), flags.source);
  const known = { groups: flags.enforcingGroup, policyArns: flags.enforcingPolicyArn };
  const checked = scanOfCheck(check(documents, ruleParameters, known, now), now, strict);

  const scan =
    baseline === undefined
      ? checked
      : { ...checked, difference: differenceOf({ ...baseline, knows: () => true }, stateOfScan(checked)) };
  const files = documents.map(({ file }) => file);
  writeReports(
    scan,
    { ...scanReports, table: (found, style) => checkTable(found, files, style) },
    outputs,
    io,
    subjectOfScan,
  );
  const found = scan.findings.some(({ verdict }) => verdict === 'NON_COMPLIANT');
  io.exit(exitCodeBy(scan.complete ? (found ? 1 : 0) : 3, flags.failOn, scan.difference));
}
