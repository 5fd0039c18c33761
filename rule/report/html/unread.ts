import type { UnreadableUser } from '../../findings/finding';
import { placeText } from '../words/place-text';
import { plain } from '../words/words';
import { usualProgram } from '../words/commands';
import { commandBlock } from './commands';
import { text } from './markup';
import { namesList, type Names } from './names-list';
import { counted, number } from './times';

/** More names than these are in the JSON and the CSV; the search finds each of them. */
const namedAtMost = 40;
const partsAtMost = 200;

interface Group {
  readonly first: UnreadableUser;
  readonly names: readonly string[];
}

interface Unread {
  readonly markup: string;
  readonly names: readonly Names[];
}

/** Loud: who could not be read, by what failed, with the one command that helps. */
export function unreadSection(unreadable: readonly UnreadableUser[], isPlanned = false): Unread {
  if (unreadable.length === 0) return { markup: '', names: [] };
  return isPlanned ? unseenParts(unreadable) : unreadUsers(unreadable);
}

function unreadUsers(unreadable: readonly UnreadableUser[]): Unread {
  const users = unreadable.filter(({ userName }) => userName !== null).length;
  const title = [
    ...(users === unreadable.length ? [] : ['the list of users']),
    ...(users === 0 ? [] : [counted(users, 'user')]),
  ].join(', and ');
  const groups = grouped(unreadable);
  return {
    markup: sectionOf(
      `Could not be read: ${title}`,
      'each of these users may be',
      groups.map(groupMarkup).join(''),
    ),
    names: groups.flatMap(({ names }, index) => (names.length === 0 ? [] : [listOf(names, index)])),
  };
}

/** Users and parts of a template or plan, each with its place: no scan helps. */
function unseenParts(unreadable: readonly UnreadableUser[]): Unread {
  const names: Names = {
    id: 'unread-0',
    state: 'cannot be seen',
    most: partsAtMost,
    items: unreadable.map(({ userName, api, error, detail, location }) => [
      ['name', [plain(userName ?? api)]],
      ' ',
      ['line', [plain(placeText(location))]],
      plain(detail ?? error),
    ]),
  };
  return {
    markup: sectionOf(
      `Cannot be seen: ${number(unreadable.length)}`,
      'each of these users, and users in each of these parts, may be',
      `<li><div>${namesList(names, 'parts')}</div></li>`,
    ),
    names: [names],
  };
}

const sectionOf = (title: string, who: string, items: string): string =>
  `<section id="unread" aria-labelledby="h-unread"><h2 id="h-unread" class="unread">${title}</h2>
<p class="say">Unknown is not safe: ${who} able to sign in with a password alone.</p>
<ul class="loud">${items}</ul></section>`;

/** A failure that is the same for many is said once. */
function grouped(unreadable: readonly UnreadableUser[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const user of unreadable) {
    const { api, error, detail, userName } = user;
    const key = JSON.stringify([api, error, detail, userName === null]);
    const { first, names } = groups.get(key) ?? { first: user, names: [] };
    groups.set(key, { first, names: userName === null ? names : [...names, plain(userName)] });
  }
  return [...groups.values()];
}

function groupMarkup({ first, names }: Group, index: number): string {
  const { userName, api, error, detail } = first;
  const who = userName === null ? '<b class="name">The list of users</b>' : namesList(listOf(names, index));
  const more = detail === undefined ? '.' : `: ${plain(detail).replace(/\.$/, '')}.`;
  const rest = userName === null ? ' Users beyond what was listed are not known at all.' : '';
  return `<li><div>${who}<p class="why">${text(plain(error))} on <code>${text(plain(api))}</code>${text(more)}${rest}</p></div><div>${helping(first)}</div></li>`;
}

const listOf = (names: readonly string[], index: number): Names => ({
  id: `unread-${index}`,
  state: 'could not be read',
  most: namedAtMost,
  items: names.map((name) => [['name', [name]]]),
});

/** A denial needs a right, or another policy; all else needs another try. */
function helping({ api, error, detail }: UnreadableUser): string {
  if (error !== 'AccessDenied')
    return commandBlock('Scan again, with all the time that it takes', [
      `${usualProgram} scan --timeout 0 --format html=report.html --force`,
    ]);
  const first =
    detail === undefined ? `Allow the caller ${api}` : `${api} is ${plain(detail)}: change that policy`;
  return commandBlock(`${first}, then scan again`, [
    `${usualProgram} scan --format html=report.html --force`,
  ]);
}
