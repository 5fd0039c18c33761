import { describe, expect, test } from '@jest/globals';
import {
  differenceOf,
  differenceRemarks,
  differenceText,
  differenceSentence,
  type KnownState,
  type KnownUser,
} from '../../rule/findings/difference';

const user = (userId: string, account = '111122223333'): KnownUser => ({
  account,
  userId,
  userName: userId.toLowerCase(),
  annotation: null,
});
const state = (open: readonly KnownUser[], overrides: Partial<KnownState> = {}): KnownState => ({
  at: '2026-11-01T00:00:00.000Z',
  open,
  exempt: [],
  knows: () => true,
  ...overrides,
});

describe('what changed since an earlier scan', () => {
  test('a user who was not open is new, one who was is still open, one who is no more is mended', () => {
    const difference = differenceOf(state([user('A'), user('B')]), state([user('B'), user('C')]));
    expect(difference.new).toEqual([user('C')]);
    expect(difference.stillOpen).toEqual([user('B')]);
    expect(difference.mended).toEqual([user('A')]);
    expect(difference.since).toBe('2026-11-01T00:00:00.000Z');
  });

  test('a user whose exemption ended is named apart from the new ones', () => {
    const difference = differenceOf(state([], { exempt: [user('A')] }), state([user('A')]));
    expect([difference.new, difference.exemptionEnded]).toEqual([[], [user('A')]]);
  });

  test('a user who could not be read this time is not called mended', () => {
    const difference = differenceOf(state([user('A')]), state([], { knows: () => false }));
    expect([difference.mended, difference.unknown]).toEqual([[], [user('A')]]);
  });

  test('the same id in another account is another user', () => {
    const difference = differenceOf(state([user('A')]), state([user('A', '123456789012')]));
    expect([difference.new.length, difference.mended.length]).toEqual([1, 1]);
  });

  test('a renamed user is the same user', () => {
    const renamed = { ...user('A'), userName: 'other' };
    expect(differenceOf(state([user('A')]), state([renamed])).stillOpen).toEqual([renamed]);
  });

  test('every part is in order of accounts and names', () => {
    const unnamed = { ...user('B', '123456789012'), userName: null };
    const inOrder = [{ ...user('D'), account: null }, user('A'), user('C'), unnamed];
    const mixed = [inOrder[2], inOrder[0], inOrder[3], inOrder[1]].filter((one) => one !== undefined);

    expect(differenceOf(state([]), state(mixed)).new).toEqual(inOrder);
    expect(differenceOf(state([], { exempt: mixed }), state(mixed)).exemptionEnded).toEqual(inOrder);
    expect(differenceOf(state(mixed), state(mixed)).stillOpen).toEqual(inOrder);
    expect(differenceOf(state(mixed), state([])).mended).toEqual(inOrder);
    expect(differenceOf(state(mixed), state([], { knows: () => false })).unknown).toEqual(inOrder);
  });

  test('a name that belongs to another id is remarked, without case, for who is open or was so', () => {
    const bob = { ...user('A'), userName: 'bob' };
    const another = { ...user('B'), userName: 'Bob' };
    const fine = { ...user('C'), userName: 'carol' };
    const difference = differenceOf(
      state([bob], { users: [bob, fine] }),
      state([another], { users: [another, { ...fine, userId: 'D' }] }),
    );
    expect(difference.reusedNames).toEqual([{ account: bob.account, userName: 'Bob', was: 'A', is: 'B' }]);
    expect(differenceRemarks(difference)).toEqual(['Same name, another user: Bob was A, is B.']);
    expect(differenceOf(state([bob]), state([{ ...bob, account: '123456789012' }]))).not.toHaveProperty(
      'reusedNames',
    );
  });

  test('names beyond five are counted', () => {
    const named = (from: string) =>
      Array.from({ length: 7 }, (_, n) => ({ ...user(`${from}${n}`), userName: `user-${n}` }));
    expect(differenceRemarks(differenceOf(state(named('A')), state(named('B')))).join('')).toMatch(
      /: user-0 was A0, is B0; .*user-4 was A4, is B4; and 2 more\.$/,
    );
  });

  test.each([
    [
      { requiredMfa: 'any' },
      { requiredMfa: 'has-phishing-resistant' },
      'requiredMfa was any, is has-phishing-resistant',
    ],
    [{ exemptTagKey: null }, { exemptTagKey: 'exempt' }, 'exemptTagKey was not set, is exempt'],
    [{ exemptPaths: ['/a/', '/b/'] }, { exemptPaths: [] }, 'exemptPaths was /a/, /b/, is not set'],
    [
      { gracePeriodHours: 0, exemptPaths: [] },
      { gracePeriodHours: 48, exemptPaths: [] },
      'gracePeriodHours was 0, is 48',
    ],
  ])('other parameters are remarked: %j, then %j', (was, is, words) => {
    const difference = differenceOf(state([], { parameters: was }), state([], { parameters: is }));
    expect(differenceRemarks(difference)).toEqual([`Decided by other parameters: ${words}.`]);
    expect(differenceText(difference)).toMatch(/^0 new, .* since .*\. Decided by other parameters: .*\.$/);
  });

  test.each([
    ['the same', { requiredMfa: 'any' }, { requiredMfa: 'any' }],
    [
      'labels, which decide nothing',
      { ownerTagKey: null, rankPrivileges: false },
      { ownerTagKey: 'owner', rankPrivileges: true },
    ],
    ['not known then', null, { requiredMfa: 'any' }],
    ['of a version that had no such parameter', {}, { requiredMfa: 'any' }],
    ['not known now', { requiredMfa: 'any' }, undefined],
  ])('parameters that are %s are no remark', (_, was, is) => {
    const difference = differenceOf(state([], { parameters: was }), state([], { parameters: is }));
    expect(difference).not.toHaveProperty('otherParameters');
    expect(differenceRemarks(difference)).toEqual([]);
  });

  test('the sentence names who was not read this time', () => {
    expect(differenceSentence(differenceOf(state([user('A')]), state([], { knows: () => false })))).toBe(
      '0 new, 0 exemption ended, 0 still open, 0 fixed, 1 not read this time since 2026-11-01T00:00:00.000Z',
    );
  });

  test('the sentence counts each part, and names the unread ones only where there are some', () => {
    expect(differenceSentence(differenceOf(state([user('A')]), state([user('B')])))).toBe(
      '1 new, 0 exemption ended, 0 still open, 1 fixed since 2026-11-01T00:00:00.000Z',
    );
  });
});
