import { expect, test } from '@jest/globals';
import type { AccountRow } from '../../rule/findings/organization-view';
import { beforeVersions, isOlder, newestOf, otherVersions } from '../../rule/findings/versions';

const inOrder = [
  beforeVersions,
  '0.2.0',
  '0.9.0',
  '0.10.0',
  '1.0.0-rc.1',
  '1.0.0-rc.2',
  '1.0.0',
  '1.0.1',
  '10.0.0',
];

test('versions are in the order of their numbers, a release after its candidates', () => {
  const pairs = inOrder.flatMap((a, i) => inOrder.map((b, j) => [a, b, i < j] as const));
  for (const [a, b, older] of pairs) expect([a, b, isOlder(a, b)]).toEqual([a, b, older]);
});

test.each([
  [inOrder, '10.0.0'],
  [[...inOrder].reverse(), '10.0.0'],
  [['0.2.0', '0.2.0'], '0.2.0'],
  [[], undefined],
])('the newest of %j is %s', (versions, newest) => {
  expect(newestOf(versions)).toBe(newest);
});

test('accounts that run another version are named by version, the oldest first, without the closed ones', () => {
  const rows = [
    ['1', 'reporting', '0.10.0'],
    ['2', 'reporting', '0.9.0'],
    ['3', 'not-reporting', '0.10.0'],
    ['4', 'suspended', '0.9.0'],
    ['5', 'reporting', null],
    ['6', 'reporting', undefined],
    ['7', 'reporting', '0.11.0'],
    ['8', 'reporting', beforeVersions],
  ];
  const accounts = rows.map(([account, status, version]) => ({ account, status, version }));
  expect(otherVersions({ accounts: accounts as unknown as AccountRow[], toolVersion: '0.11.0' })).toEqual([
    [beforeVersions, ['8']],
    ['0.9.0', ['2']],
    ['0.10.0', ['1', '3']],
  ]);
});
