import type { UnreadableUser } from '../../findings/finding';
import { placeText } from '../words/place-text';
import { plain } from '../words/words';
import { usualProgram } from '../words/commands';
import { commandBlock } from './commands';
import { text } from './markup';
import { namesList, type Names } from './names-list';
import { number } from './times';

/** More names than this are in the JSON and the CSV; the search finds each of them. */
const namedAtMost = 40;

interface Group {
  readonly api: string;
  readonly error: string;
  readonly detail: string | undefined;
  readonly names: readonly string[];
  readonly list: boolean;
  readonly place: string;
}

/** Loud: who could not be read, by what failed, with the one command that helps. */
export function unreadSection(
  unreadable: readonly UnreadableUser[],
  isPlanned = false,
): {
  readonly markup: string;
  readonly names: readonly Names[];
} {
  if (unreadable.length === 0) return { markup: '', names: [] };
  const groups = grouped(unreadable);
  const users = unreadable.filter(({ userName }) => userName !== null).length;
  const title = isPlanned
    ? `Cannot be seen: ${number(unreadable.length)}`
    : users === 0
      ? 'Could not be read: the list of users'
      : `Could not be read: ${number(users)}`;
  return {
    markup: `<section id="unread" aria-labelledby="h-unread"><h2 id="h-unread" class="unread">${title}</h2>
<p class="say">Unknown is not safe: ${isPlanned ? 'each of these users, and users in each of these parts, may be' : 'each of these users may be'} able to sign in with a password alone.</p>
<ul class="loud">${groups.map(isPlanned ? partMarkup : groupMarkup).join('')}</ul></section>`,
    names: groups.flatMap(({ names, list }, index) => (list ? [] : [listOf(names, index)])),
  };
}

/** A failure that is the same for many is said once. */
function grouped(unreadable: readonly UnreadableUser[]): readonly Group[] {
  const groups = new Map<string, UnreadableUser[]>();
  for (const user of unreadable) {
    const { api, error, detail, userName, location } = user;
    const key = JSON.stringify([api, error, detail ?? null, userName === null, location ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), user]);
  }
  return [...groups.values()].flatMap((users) => {
    const [first] = users;
    if (first === undefined) return [];
    const names = users.flatMap(({ userName }) => (userName === null ? [] : [plain(userName)]));
    const { api, error, detail, userName, location } = first;
    return [{ api, error, detail, names, list: userName === null, place: placeText(location) }];
  });
}

function groupMarkup({ api, error, detail, names, list }: Group, index: number): string {
  const who = list ? '<b class="name">The list of users</b>' : namesList(listOf(names, index));
  const why =
    detail === undefined ? `${text(plain(error))} on <code>${text(plain(api))}</code>.` : text(plain(detail));
  const rest = list ? ' Users beyond what was listed are not known at all.' : '';
  return `<li><div>${who}<p class="why">${why}${rest}</p></div><div>${helping(api, error)}</div></li>`;
}

/** A user or a part of a template or plan: no scan helps. */
const partMarkup = ({ names: [name], api, error, detail, place }: Group): string =>
  `<li><div><b class="name">${text(name ?? plain(api))}</b> <span class="line">${text(plain(place))}</span><p class="why">${text(plain(detail ?? error))}</p></div></li>`;

const listOf = (names: readonly string[], index: number): Names => ({
  id: `unread-${index}`,
  state: 'could not be read',
  most: namedAtMost,
  items: names.map((name) => [['name', [name]]]),
});

/** A denial needs a right; all else needs another try. */
function helping(api: string, error: string): string {
  const denied = /AccessDenied|Unauthorized/i.test(error) && /^[a-z-]+:\w+$/.test(api);
  const label = denied
    ? `Allow the caller ${api}, then scan again`
    : 'Scan again, with all the time that it takes';
  return commandBlock(label, [
    denied
      ? `${usualProgram} scan --format html=report.html --force`
      : `${usualProgram} scan --timeout 0 --format html=report.html --force`,
  ]);
}
