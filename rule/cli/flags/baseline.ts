import { Option, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { decodedText } from '../../core/decoded-text';
import type { Difference, KnownState } from '../../findings/difference';
import type { EarlierUser } from '../../findings/without-ids';
import { grouped } from './help-text';
import { UsageError, type ExitCode } from '../terminal/io';

export interface BaselineFlags {
  readonly baseline?: string;
  readonly failOn: 'new' | 'any' | 'never';
}

export const addBaselineFlags = (command: Command): Command =>
  grouped(command, 'Compared with an earlier report:', addFlags);

function addFlags(command: Command): void {
  command
    .option(
      '--baseline <file>',
      'an earlier --format json: who is new, fixed, still open, or no longer exempt',
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit with 1 where somebody is new since the baseline, for anybody, or never',
      )
        .choices(['new', 'any', 'never'])
        .default('any'),
    );
}

const userSchema = v.object({
  userId: v.string(),
  userName: v.nullable(v.string()),
  annotation: v.nullable(v.string()),
});
const findingSchema = v.object({
  account: v.optional(v.nullable(v.string())),
  ...userSchema.entries,
  arn: v.optional(v.string(), ''),
  verdict: v.string(),
  reason: v.string(),
});
/** Of a report that says none, nothing is known. */
const parametersSchema = v.fallback(
  v.nullable(
    v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]))),
  ),
  null,
);

const scanSchema = v.object({
  parameters: parametersSchema,
  account: v.nullable(v.string()),
  scannedAt: v.string(),
  findings: v.array(findingSchema),
  unreadable: v.optional(
    v.array(
      v.object({
        api: v.string(),
        location: v.optional(
          v.object({ file: v.string(), address: v.string(), document: v.optional(v.string()) }),
        ),
      }),
    ),
    [],
  ),
});
const organizationSchema = v.object({
  parameters: parametersSchema,
  organization: v.string(),
  generatedAt: v.string(),
  accounts: v.array(v.object({ account: v.string(), withoutMfa: v.array(userSchema) })),
  findings: v.optional(v.array(findingSchema), []),
});

export interface Baseline extends Pick<KnownState, 'at' | 'parameters'> {
  readonly open: readonly EarlierUser[];
  readonly exempt: readonly EarlierUser[];
  readonly users: readonly EarlierUser[];
  /** By place, of a check: what could not be seen then. */
  readonly unseen?: readonly string[];
  /** The account or the organization that it is of; null where the scan could not tell. */
  readonly of: string | null;
  readonly file: string;
}

/** Before anything is asked of AWS. @throws UsageError */
export function readBaseline(flags: BaselineFlags, kind: 'scan' | 'organization'): Baseline | undefined {
  const { baseline: file, failOn } = flags;
  if (file === undefined) {
    if (failOn === 'new')
      throw new UsageError('--fail-on new needs --baseline beside it, the JSON of an earlier scan.');
    return undefined;
  }
  const document = parseJson(file);
  const scan = v.safeParse(scanSchema, document);
  if (kind === 'scan' && scan.success) {
    const { account, scannedAt, findings, unreadable, parameters } = scan.output;
    const unseen = unreadable.flatMap(({ location }) =>
      location === undefined ? [] : [`${location.document ?? location.file}#${location.address}`],
    );
    return { of: account, file, at: scannedAt, unseen, parameters, ...splitOf(findings, account) };
  }
  const view = v.safeParse(organizationSchema, document);
  if (kind === 'organization' && view.success) {
    const { organization, generatedAt, accounts, findings, parameters } = view.output;
    const open = accounts.flatMap(({ account, withoutMfa }) =>
      withoutMfa.map((user) => ({ account, ...user })),
    );
    const { exempt, users } = splitOf(findings, null);
    return { of: organization, file, at: generatedAt, open, exempt, users: [...open, ...users], parameters };
  }
  const wanted = kind === 'scan' ? 'scan --format json' : 'org-report or org-scan --format json';
  throw new UsageError(
    `--baseline ${file} is no report of ${wanted}; give a file that the same command wrote.`,
  );
}

function splitOf(
  findings: readonly v.InferOutput<typeof findingSchema>[],
  account: string | null,
): Pick<Baseline, 'open' | 'exempt' | 'users'> {
  const named = findings.map(({ userId, userName, annotation, arn, ...rest }) => ({
    ...rest,
    user: {
      account: account ?? rest.account ?? null,
      userId,
      userName,
      annotation,
      ...(arn === '' ? {} : { arn }),
    },
  }));
  return {
    open: named.filter(({ verdict }) => verdict === 'NON_COMPLIANT').map(({ user }) => user),
    exempt: named.filter(({ reason }) => reason === 'exempt').map(({ user }) => user),
    users: named.map(({ user }) => user),
  };
}

function parseJson(file: string): unknown {
  let text: string;
  try {
    text = decodedText(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(`--baseline ${file} cannot be read (${code}); name the JSON of an earlier scan.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--baseline ${file} is not JSON; name the JSON of an earlier scan.`);
  }
}

/** @throws UsageError for a baseline of another account or organization */
export function refuseOtherBaseline(baseline: Baseline, of: string | null): void {
  if (baseline.of !== null && of !== null && baseline.of !== of)
    throw new UsageError(
      `--baseline ${baseline.file} is of ${baseline.of}, and this is ${of}; compare the same.`,
    );
}

/** The exit code by `--fail-on`; what could not be seen is 3 whatever it says. */
export function exitCodeBy(
  code: ExitCode,
  failOn: BaselineFlags['failOn'],
  difference: Difference | undefined,
): ExitCode {
  if (code !== 1 || failOn === 'any') return code;
  if (failOn === 'never') return 0;
  const appeared = (difference?.new.length ?? 0) + (difference?.exemptionEnded.length ?? 0);
  return appeared > 0 ? 1 : 0;
}
