import { describe, expect, test } from '@jest/globals';
import type { UnreadableUser } from '../../../rule/findings/finding';
import { unreadSection } from '../../../rule/report/html/unread';
import { elementsOf, textOf, textsIn, treeOf } from './tree';

describe('what could not be read', () => {
  const user = (userName: string | null, rest: Partial<UnreadableUser> = {}): UnreadableUser => ({
    userName,
    api: 'iam:ListMFADevices',
    error: 'AccessDenied',
    ...rest,
  });
  const list = user(null, { api: 'iam:ListUsers', error: 'time ran out' });

  test.each<[string, readonly UnreadableUser[]]>([
    ['Could not be read: 1 user', [user('a')]],
    ['Could not be read: the list of users', [list]],
    ['Could not be read: the list of users, and 2 users', [user('a'), list, user('b')]],
  ])('%s', (title, unreadable) => {
    expect(textsIn(unreadSection(unreadable).markup, 'h2')).toEqual([title]);
  });

  const again = 'npx --no -- iam-user-mfa scan --format html=report.html --force';

  test.each([
    [
      user('a'),
      'AccessDenied on iam:ListMFADevices.',
      'Allow the caller iam:ListMFADevices, then scan again',
      again,
    ],
    [
      user('a', { detail: 'allowed by no permissions boundary' }),
      'AccessDenied on iam:ListMFADevices: allowed by no permissions boundary.',
      'iam:ListMFADevices is allowed by no permissions boundary: change that policy, then scan again',
      again,
    ],
    [
      user('a', { error: 'ExpiredToken', detail: 'The token of 1.5 h is expired.' }),
      'ExpiredToken on iam:ListMFADevices: The token of 1.5 h is expired.',
      'Scan again, with all the time that it takes',
      again.replace('scan', 'scan --timeout 0'),
    ],
    [
      list,
      'time ran out on iam:ListUsers. Users beyond what was listed are not known at all.',
      'Scan again, with all the time that it takes',
      again.replace('scan', 'scan --timeout 0'),
    ],
  ])('%j: the command that helps', (one, why, label, command) => {
    const { markup } = unreadSection([one]);
    const paragraphs = elementsOf(treeOf(markup), 'p');
    const of = (name: string): readonly string[] =>
      paragraphs.filter(({ attributes }) => attributes.get('class') === name).map(textOf);
    expect([of('why'), of('label'), textsIn(markup, 'pre')]).toEqual([[why], [label], [command]]);
  });

  test('what failed in the same way for many is said once, the first names with it', () => {
    const many = Array.from({ length: 1_042 }, (_, n) => user(`user-${n}`));
    const { markup, names } = unreadSection([...many, user('other', { error: 'Throttling' }), list]);
    expect(textsIn(markup, 'pre')).toHaveLength(3);
    expect(textsIn(markup, 'bdi')).toHaveLength(41);
    expect(textsIn(markup, 'b')).toEqual(['The list of users']);
    expect(markup).toContain('And 1,002 more: the JSON and the CSV name them.');
    expect(names.map(({ id, items }) => [id, items.length])).toEqual([
      ['unread-0', 1_042],
      ['unread-1', 1],
    ]);
  });

  test('nothing: no section, in a scan and in a check', () => {
    for (const isPlanned of [false, true])
      expect(unreadSection([], isPlanned)).toEqual({ markup: '', names: [] });
  });

  test('a user of a template whose detail is not said', () => {
    const { markup } = unreadSection(
      [user('a', { location: { file: 'a.json', line: 7, address: 'A' } })],
      true,
    );
    expect(textsIn(markup, 'li')).toContain('a a.json:7 AAccessDenied');
  });
});
