import { describe, expect, test } from '@jest/globals';
import {
  differenceOf,
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
