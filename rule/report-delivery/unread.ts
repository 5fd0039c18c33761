import type { Problem } from '../run/failures';
import type { Delivered } from './deliver';

/** The refusals by AWS, once the rest is delivered. Accounts that ran out of time are in the report: no failure. */
export function unreadProblems({ view, comparison }: Delivered): readonly Problem[] {
  const unread = view.notReporting.filter(
    ({ reason, detail }) => reason === 'unreadable' && !detail.startsWith('time ran out'),
  );
  const details = [...new Set(unread.map(({ detail }) => detail))].slice(0, 2).join(', ');
  return [
    ...(unread.length === 0
      ? []
      : [
          {
            text: `${unread.length} of ${view.totals.accounts} accounts could not be read (${details})`,
            names: unread.map(({ account }) => account),
            failures: [],
          },
        ]),
    ...(comparison === 'unreadable'
      ? [{ text: (view.notes ?? []).at(-1) ?? 'the last report could not be read', names: [], failures: [] }]
      : []),
  ];
}
