import { happenings } from '../state';
import { isHeldRead, isIamRead, type Answer, type Call } from './call';
import { leftWrong } from './claims';
import type { Local, Pending, Places } from './local';
import { keyOf, mayBegin, newerEvent, withRun, type Instance, type Run, type State } from './state';
import { done, failed, vague } from './interned';
import { Moments } from './moments';
import type { Results } from './results';
import type { Users } from './users';
import { written } from './writes';

/** Every order of the calls of some runs, with every disturbance between any two. */
export class Search {
  violation: string | undefined;
  states = 0;
  private readonly seen = new Set<string>();
  private readonly stack: State[] = [];
  private roots: readonly Local[] = [];
  /** What happens to a user whom one run alone looks at is no matter of two. */
  private readonly affected: readonly number[];

  constructor(
    private readonly instance: Instance,
    private readonly places: readonly Places[],
    private readonly wrongAfter: (users: Users, results: Results) => Promise<string | undefined>,
  ) {
    const all = instance.users.people.keys();
    this.affected = instance.runs.filter(({ kind }) => kind === 'scan').length > 1 ? [...all] : [0];
  }

  async all(): Promise<void> {
    this.roots = await Promise.all(this.places.map((places) => places.root()));
    const { users, results, disturbances, runs } = this.instance;
    this.reach(
      {
        moments: new Moments(users),
        results,
        before: undefined,
        isLate: !runs.some(({ event }) => event === newerEvent),
        left: disturbances,
        runs: runs.map((definition, which) => ({
          definition,
          at: this.roots[which] as Local,
          began: undefined,
          triesLeft: 2,
          dimmed: false,
          spoilt: '',
        })),
        path: undefined,
      },
      'start',
    );
    for (
      let state = this.stack.pop();
      state !== undefined && this.violation === undefined;
      state = this.stack.pop()
    )
      await this.from(state);
  }

  private reach(state: State, what: string, which?: number, pending?: Pending): void {
    const next = state.left > 0 ? state : { ...state, before: undefined };
    const key = keyOf(next);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.states += 1;
    this.stack.push({ ...next, path: { what, which, pending, before: state.path } });
  }

  private async from(state: State): Promise<void> {
    const { runs, left, moments } = state;
    if (runs.every(({ at }) => at.ended !== undefined)) return this.ended(state);
    const free = freeRead(state);
    if (free !== undefined) return this.answered(state, ...free);
    if (!state.isLate) this.reach({ ...state, isLate: true }, 'the newer event is made');
    for (const [which, { at, began, definition }] of runs.entries()) {
      if (at.ended !== undefined || (began === undefined && !mayBegin(state, definition))) continue;
      for (const pending of at.pending) await this.answered(state, which, pending);
      if (left > 0 && began !== undefined) this.again({ ...state, left: left - 1 }, 'cut', which);
    }
    if (left === 0) return;
    for (const place of this.affected)
      for (const what of happenings) {
        const users = moments.now.happened(place, what);
        if (users !== undefined)
          this.reach({ ...state, left: left - 1, moments: moments.then(users) }, `${what} ${place}`);
      }
  }

  private async answered(before: State, which: number, pending: Pending): Promise<void> {
    const old = before.runs[which] as Run;
    const run = old.began === undefined ? { ...old, began: before.moments.last } : old;
    const state = run === old ? before : withRun(before, which, run);
    const { call } = pending;
    if (call.kind === 'put' || call.kind === 'group' || call.kind === 'password') {
      const { after, wrong } = written(this.instance, state, run, pending);
      if (wrong !== undefined) this.violated(state, which, pending, wrong);
      await this.next(after, which, pending, done);
      // Its answer is lost, and the client sends it once more.
      if (state.left > 0)
        this.reach({ ...after, left: after.left - 1 }, 'and its answer lost', which, pending);
      return;
    }
    const answer = this.answer(call, state.moments.now, state.results) ?? done;
    await this.next(state, which, pending, answer);
    if (state.left === 0) return;
    const left = state.left - 1;
    await this.next({ ...state, left }, which, pending, failed, 'denied');
    const late = this.answer(call, state.moments.before?.now, state.before);
    if (late !== undefined && late !== answer)
      await this.next(
        { ...withRun(state, which, { ...run, dimmed: true }), left },
        which,
        pending,
        late,
        'as it was before',
      );
  }

  private answer(call: Call, users: Users | undefined, results: Results | undefined): Answer | undefined {
    if (isIamRead(call)) {
      const answer = users?.answer(call);
      // IAM need not say whether it is the user who is missing, or the password alone. Where it is a step behind, too, nobody can tell.
      const { older, disturbances } = this.instance;
      const isVague = call.kind === 'login' && typeof answer?.login !== 'object';
      return answer !== undefined && isVague && older === 'drop' && disturbances < 2 ? vague : answer;
    }
    return isHeldRead(call) ? results?.answer(call) : undefined;
  }

  private async next(
    state: State,
    which: number,
    pending: Pending,
    answer: Answer,
    what = '',
  ): Promise<void> {
    const run = state.runs[which] as Run;
    const at =
      pending.after.get(answer) ?? (await (this.places[which] as Places).after(run.at, pending, answer));
    const { call } = pending;
    // A scan asks Config first, a change run and a re-evaluation last; a change run rests on all that it asked before.
    const isFresh = isHeldRead(call) || (run.definition.kind === 'change' && isIamRead(call));
    const next = withRun(state, which, { ...run, at, spoilt: isFresh ? '' : run.spoilt });
    if (at.ended === 'failed') this.again(next, `${what}, and fails`, which, pending);
    else this.reach(next, what, which, pending);
  }

  /** Lambda, Config or the queue tries once more what has not ended well. */
  private again(state: State, what: string, which: number, pending?: Pending): void {
    const run = state.runs[which] as Run;
    const triesLeft = run.triesLeft - 1;
    const at: Local = triesLeft > 0 ? (this.roots[which] as Local) : { ...run.at, id: 0, ended: 'failed' };
    const next = { ...run, at, triesLeft, began: undefined, dimmed: false, spoilt: '' };
    this.reach(withRun(state, which, next), what, which, pending);
  }

  private async ended(state: State): Promise<void> {
    const wrong = state.runs
      .map((run) => leftWrong(state, run, this.instance.strict))
      .find((one) => one !== undefined);
    const text = wrong ?? (await this.wrongAfter(state.moments.now, state.results));
    if (text !== undefined) this.violated(state, undefined, undefined, text);
  }

  private violated(
    { path }: State,
    which: number | undefined,
    pending: Pending | undefined,
    text: string,
  ): void {
    const { runs, older } = this.instance;
    const labels: string[] = [];
    const last = { what: '', which, pending, before: path };
    for (let at: typeof path = last; at !== undefined; at = at.before) {
      const by = at.which === undefined ? '' : runs[at.which]?.label;
      labels.unshift(
        [by, at.pending?.key, at.what].filter((part) => part !== '' && part !== undefined).join(' '),
      );
    }
    this.violation = `${older}: ${labels.join(' > ')}: ${text}`;
  }
}

/**
 * Where nothing can happen to a user any more, it does not matter when IAM is asked: one order is all. A change run claims
 * more, the later it asks.
 */
function freeRead(state: State): [which: number, Pending] | undefined {
  const isUnderWay = ({ at, definition }: Run): boolean =>
    definition.kind === 'remediate' && at.ended === undefined;
  if (state.left > 0 || state.runs.some(isUnderWay)) return undefined;
  for (const [which, { at, began, definition }] of state.runs.entries()) {
    if (at.ended !== undefined || definition.kind === 'change') continue;
    if (began === undefined && !mayBegin(state, definition)) continue;
    const read = at.pending.find(({ call }) => isIamRead(call));
    if (read !== undefined) return [which, read];
  }
  return undefined;
}
