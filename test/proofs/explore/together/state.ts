import type { Definition, Local, Pending } from './local';
import type { Moments } from './moments';
import type { Results } from './results';
import type { Users } from './users';

export interface Instance {
  readonly users: Users;
  readonly results: Results;
  readonly runs: readonly Definition[];
  readonly older: 'keep' | 'drop';
  /** So many things happen or go wrong, anywhere. */
  readonly disturbances: number;
  /** A result that was read before a change and put after another run's is no excuse. */
  readonly strict: boolean;
}

export interface Run {
  readonly definition: Definition;
  readonly at: Local;
  /** The moment of its first call. */
  readonly began: number | undefined;
  readonly triesLeft: number;
  /** It was shown the moment before. */
  readonly dimmed: boolean;
  /** Users of whom another run has put what is not so, after this one has asked Config. */
  readonly spoilt: string;
}

export interface State {
  readonly moments: Moments;
  readonly results: Results;
  /** What Config may still say. */
  readonly before: Results | undefined;
  /** The newer event is made. */
  readonly isLate: boolean;
  readonly left: number;
  readonly runs: readonly Run[];
  readonly path: Path | undefined;
}

/** What was done last, and before. */
export interface Path {
  readonly what: string;
  readonly which: number | undefined;
  readonly pending: Pending | undefined;
  readonly before: Path | undefined;
}

export const olderEvent = 5;
export const newerEvent = 20;

export function keyOf({ moments, results, before, isLate, left, runs }: State): string {
  let key = `${moments.id},${results.id},${before?.id},${isLate},${left}`;
  for (const { at, began, triesLeft, dimmed, spoilt } of runs)
    key += `|${at.id},${began},${triesLeft},${dimmed},${spoilt}`;
  return key;
}

export const withRun = (state: State, which: number, run: Run): State => ({
  ...state,
  runs: state.runs.with(which, run),
});

export const mayBegin = ({ isLate, moments }: State, { event, gone, about }: Definition): boolean =>
  (event !== newerEvent || isLate) && (gone !== true || moments.now.withId(about) === undefined);

/** What a run may have seen. */
export const shownTo = ({ moments }: State, { began = 0, dimmed }: Run): readonly Users[] =>
  moments.since(began - (dimmed ? 1 : 0));
