import { isAbsolute, relative } from 'node:path';
import type { AccountScan } from '../../findings/account-scan';
import { differenceOf, type KnownState } from '../../findings/difference';
import { unreadableId, type Location } from '../../findings/finding';
import { stateOfScan } from '../../findings/known-state';
import { subjectOfCheck } from '../../findings/report-subject';
import { scanOfCheck } from '../../gates/checked-scan';
import { check } from '../../gates/check';
import { checkReports, type Report } from '../../report/formats';
import { exitCodeBy, readBaseline, refuseOtherBaseline, type BaselineFlags } from '../flags/baseline';
import { outputsOf, type FormatFlags } from '../flags/format';
import { ruleParametersOfFlags } from '../flags/rule-parameters';
import { UsageError, type CliIo } from '../terminal/io';
import { writeReports, type Outputs } from '../terminal/output';
import { areAllowed, type AllowFlags } from './allowed-unseen';
import { readDocuments } from './read-documents';
import { withSources } from './read-sources';

export interface CheckFlags extends FormatFlags, BaselineFlags, Omit<AllowFlags, 'failOn'> {
  readonly account?: string;
  readonly oneAccount?: boolean;
  readonly source?: string;
  readonly enforcingGroup: readonly string[];
  readonly enforcingPolicyArn: readonly string[];
}

export function checkPlaces(places: readonly string[], flags: CheckFlags, io: CliIo): void {
  const ruleParameters = ruleParametersOfFlags({ ...flags });
  const outputs = outputsOf(flags);
  refuseAsffOfNoAccount(outputs, flags.account);
  const baseline = readBaseline(flags, 'scan');
  if (baseline !== undefined) refuseOtherBaseline(baseline, null);
  const now = new Date();
  const read = readDocuments(places);
  const documents = withSources(read.documents, flags.source).map((one) =>
    flags.oneAccount === true ? { ...one, scope: 'one account', environment: one.scope ?? one.file } : one,
  );
  const known = { groups: flags.enforcingGroup, policyArns: flags.enforcingPolicyArn };
  const found = check(documents, ruleParameters, known, now);
  const checked = {
    ...scanOfCheck({ ...found, unseen: [...read.unseen, ...found.unseen] }, now, flags.account),
    parameters: ruleParameters,
  };

  const scan: AccountScan =
    baseline === undefined
      ? checked
      : { ...checked, difference: differenceOf({ ...baseline, knows: () => true }, stateOf(checked)) };
  const allowed = areAllowed(scan.unreadable, flags, baseline);
  const files = [
    ...new Set([...documents.map(({ file }) => file), ...read.unseen.map(({ place }) => place.file)]),
  ];
  const reports = checkReports(files);
  writeReports(
    scan,
    { ...reports, sarif: inRepository(reports.sarif), github: inRepository(reports.github) },
    outputs,
    io,
    (one) => subjectOfCheck(one, files),
  );
  const isFound = scan.findings.some(({ verdict }) => verdict === 'NON_COMPLIANT');
  const code = isFound ? 1 : 0;
  io.exit(exitCodeBy(allowed ? code : 3, flags.failOn, scan.difference));
}

/** ASFF is of an account, and a template is of none. */
function refuseAsffOfNoAccount({ stdout, files }: Outputs, account: string | undefined): void {
  const isAsked = stdout === 'asff' || files.some(({ format }) => format === 'asff');
  if (isAsked && account === undefined)
    throw new UsageError(
      '--format asff needs --account, the id of the account that the findings will be of.',
    );
}

/** A user whom this check cannot see, or who may be in a part that it cannot follow, is neither new nor fixed. */
function stateOf(scan: AccountScan): KnownState {
  const users = new Set(scan.unreadable.map(unreadableId));
  const files = scan.unreadable.flatMap(({ userName, location }) =>
    userName === null && location !== undefined ? [`${location.document ?? location.file}#`] : [],
  );
  return {
    ...stateOfScan(scan),
    // An id is a place: a resource that moved makes no other user.
    users: [],
    knows: ({ userId }) => !users.has(userId) && !files.some((file) => userId.startsWith(file)),
  };
}

/** Places as a repository has them: below the working directory; stdin has none but --sarif-file. */
const inRepository =
  (report: Report<AccountScan>): Report<AccountScan> =>
  (scan, style) => {
    const place = <T extends { readonly location?: Location }>(one: T): T => {
      const { location } = one;
      if (location === undefined) return one;
      const { source } = location;
      const file = location.file === 'stdin' ? style.sarifFile : pathOf(location.file);
      const line = location.file === 'stdin' ? 1 : location.line;
      return {
        ...one,
        location: {
          ...location,
          file,
          line,
          ...(source && { source: { ...source, file: pathOf(source.file) } }),
        },
      };
    };
    return report(
      { ...scan, findings: scan.findings.map(place), unreadable: scan.unreadable.map(place) },
      style,
    );
  };

function pathOf(file: string): string {
  const within = relative(process.cwd(), file);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? file : within;
}
