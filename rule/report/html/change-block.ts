import { keyOf, type KnownUser } from '../../findings/difference';
import { compareTexts } from '../../findings/finding';
import type { OrganizationView } from '../../findings/organization-view';
import { accountText, plain } from '../words/words';
import { text } from './markup';
import { dayInWords, number, sinceWords } from './times';

/** Longer lists are in the table below. */
const namedAtMost = 6;

/** The changes since the last report; left out of a first one, which has nothing to compare with. */
export function changeBlock(view: OrganizationView): string {
  const { difference, findings = [] } = view;
  if (difference === undefined) return '';
  const names = new Map(view.accounts.map(({ account, name }) => [account, name]));
  const place = ({ account }: Pick<KnownUser, 'account'>): string =>
    accountText(names.get(account ?? ''), account);
  const item = (user: KnownUser, note: string): string =>
    `<li><bdi>${text(plain(user.userName ?? user.userId))}</bdi>${note}<span class="line">${text(place(user))}</span></li>`;
  const list = (users: readonly KnownUser[], ended: readonly KnownUser[] = []): string => {
    const all = [
      ...users.map((user) => item(user, '')),
      ...ended.map((user) => item(user, ', exemption ended')),
    ];
    if (all.length === 0) return '';
    const more = all.length - namedAtMost;
    return `<ul>${all.slice(0, namedAtMost).join('')}${more > 0 ? `<li>and ${number(more)} more</li>` : ''}</ul>`;
  };
  const since = sinceWords(difference.since, view.generatedAt);
  const appeared = difference.new.length + difference.exemptionEnded.length;
  const open = new Set(difference.stillOpen.map(keyOf));
  const [oldest] = findings
    .flatMap(({ userName, account, userId, passwordCreatedAt: since }) =>
      since !== null && open.has(keyOf({ account, userId })) ? [{ userName, account, since }] : [],
    )
    .sort((a, b) => compareTexts(a.since, b.since));
  const still = [
    oldest === undefined
      ? ''
      : `<li>Oldest: <bdi>${text(plain(oldest.userName))}</bdi>, since ${text(dayInWords(oldest.since))}<span class="line">${text(place(oldest))}</span></li>`,
    difference.unknown.length === 0
      ? ''
      : `<li>${number(difference.unknown.length)} more not read this time: unknown</li>`,
    `<li><a href="#accounts">All ${number(open.size + appeared)}, by account</a></li>`,
  ].join('');
  const block = (className: string, count: number, title: string, inside: string): string =>
    `<div${className}><h2><b>${number(count)}</b> ${text(title)}</h2>${inside}</div>`;
  return `<div class="change" role="group" aria-label="What changed">${[
    block(
      appeared > 0 ? ' class="appeared"' : '',
      appeared,
      `new since ${since}`,
      list(difference.new, difference.exemptionEnded),
    ),
    block('', difference.mended.length, 'fixed', list(difference.mended)),
    block('', difference.stillOpen.length, 'still open', `<ul>${still}</ul>`),
  ].join('')}</div>`;
}
