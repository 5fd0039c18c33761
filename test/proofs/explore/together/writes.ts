import type { Call } from './call';
import { actsWrongly, wrongWith } from './claims';
import type { Pending } from './local';
import { newerEvent, olderEvent, shownTo, type Instance, type Run, type State } from './state';
import { truthOf } from '../state';
import type { Results } from './results';

interface Written {
  readonly after: State;
  readonly wrong: string | undefined;
}

/** A write reaches AWS. */
export function written(instance: Instance, state: State, run: Run, { call, key }: Pending): Written {
  const shown = shownTo(state, run);
  if (call.kind === 'put') {
    const wrong = call.evaluations.map((evaluation) => wrongWith(evaluation, shown));
    const recorded = state.isLate ? newerEvent + 10 : olderEvent + 5;
    const results = state.results.put(call, key, recorded, instance.older);
    const after = { ...state, before: state.results, results };
    return { after: spoil(instance, after, run, state.results, call), wrong: wrong.find((one) => one) };
  }
  const wrong = actsWrongly(run.definition.about, shown);
  const { now } = state.moments;
  const place = 'name' in call ? now.people.findIndex((one) => one?.user.userName === call.name) : -1;
  const users = call.kind === 'password' ? now.happened(place, 'no password') : undefined;
  const after = users === undefined ? state : { ...state, moments: state.moments.then(users) };
  return { after, wrong };
}

/** What is put and is not so spoils what the others have left right; what is so heals it. */
function spoil(
  { older }: Instance,
  state: State,
  { definition }: Run,
  before: Results,
  { evaluations }: Call & { kind: 'put' },
): State {
  let { runs } = state;
  for (const { resourceId } of evaluations) {
    if (!resourceId.startsWith('AIDA')) continue;
    const isSo = state.results.compliance(resourceId) === truthOf(state.moments.now.withId(resourceId));
    // A result of a newer event, Config keeps: no older run may get past it.
    const isNewest = older === 'keep' || (before.of.get(resourceId)?.ordering ?? 0) <= definition.event;
    if (!isSo && !isNewest) continue;
    runs = runs.map((run) => {
      const has = run.spoilt.includes(resourceId);
      if (has !== isSo) return run;
      const others = run.spoilt.split(' ').filter((id) => id !== resourceId && id !== '');
      return { ...run, spoilt: (isSo ? others : [...others, resourceId]).sort().join(' ') };
    });
  }
  return { ...state, runs };
}
