import { RuleError } from '../core/errors';
import type { ReadFailure } from './ports';

/** An AWS API that gave no answer after all retries: denied, throttled to the end, out of time, or out of reach. */
export class ReadFailedError extends RuleError {
  constructor(
    readonly failure: ReadFailure,
    options?: ErrorOptions,
  ) {
    super(failureText(failure), options);
  }
}

/** Something that a run could not read or record, and for whom. */
export interface Problem {
  /** Without names, like "3 of 812 users could not be read (AccessDenied on iam:ListMFADevices)". */
  readonly text: string;
  readonly names: readonly string[];
  readonly failures: readonly ReadFailure[];
}

/** A run that could not read or record something. What could be decided was posted before it is thrown. */
export class IncompleteRunError extends RuleError {
  constructor(readonly problems: readonly Problem[]) {
    const texts = problems.map(({ text, names }) =>
      names.length === 0 ? text : `${text}: ${namesText(names)}`,
    );
    const failures = problems.flatMap((problem) => problem.failures);
    const denied = failures.filter(({ error }) => error === 'AccessDenied');
    super(`${[...texts, ...fixesOf(denied), ...unreached(failures)].join('; ')}.`);
  }
}

/** A denial by the role's own lack of permission is fixed there; one by a boundary or an organization's policy is not. */
function fixesOf(denied: readonly ReadFailure[]): readonly string[] {
  const own = denied.filter(({ detail }) => detail === undefined);
  const actions = [...new Set(own.map(({ api }) => api))].sort();
  const others = new Set(
    denied.filter(({ detail }) => detail !== undefined).map((failure) => fixOfDenial(failure, 'the role')),
  );
  return [
    ...(actions.length === 0 ? [] : [`allow ${actions.join(', ')} to the role that runs this`]),
    ...[...others].sort(),
  ];
}

/** The fix of one denial. @param who whom the action would be allowed to */
export const fixOfDenial = ({ api, detail }: ReadFailure, who: string): string =>
  detail === undefined
    ? `allow ${api} to ${who}`
    : `${api} is ${detail}: change that policy, because allowing the action to ${who} does not help`;

/** The same with what the code does not say: "AccessDenied on sts:AssumeRole (denied by an explicit deny in ...)". */
export const failureWithDetail = (failure: ReadFailure, of = ''): string =>
  `${failureText(failure)}${of}${failure.detail === undefined ? '' : ` (${failure.detail})`}`;

/** Which hosts could not be reached: the error's code alone does not say where the call went. */
export const unreached = (failures: readonly ReadFailure[]): readonly string[] =>
  [...new Set(failures.flatMap(({ endpoint }) => endpoint ?? []))].map((host) => `${host} was not reached`);

/** The API and the error as all our messages name them: "AccessDenied on iam:ListMFADevices". */
export const failureText = ({ api, error }: ReadFailure): string => `${error} on ${api}`;

/** The distinct failures, most frequent first; the less frequent are only counted. */
export function failuresText(failures: readonly ReadFailure[], most = 2): string {
  const counts = new Map<string, number>();
  for (const text of failures.map(failureText)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const texts = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([text]) => text);
  return firstOf(texts, most);
}

/** "alice, bob, carol, dave, erin and 7 more" */
const namesText = (names: readonly string[]): string => firstOf(names, 5);

function firstOf(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return more > 0 ? `${texts.slice(0, most).join(', ')} and ${more} more` : texts.join(', ');
}
