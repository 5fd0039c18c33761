import { describe, expect, test } from '@jest/globals';
import { passwordAges } from '../../../rule/report/html/parameters-part';
import { stateBar } from '../../../rule/report/html/state-bar';
import { aFinding, scannedAt } from '../../formats/scans';
import { line } from './outline';
import { elementsOf, textsIn, treeOf } from './tree';

describe('the age of passwords', () => {
  const daysAgo = (days: number): string => new Date(Date.parse(scannedAt) - days * 86_400_000).toISOString();
  const ages = (made: readonly (string | null)[]): readonly string[] => {
    const findings = made.map((passwordCreatedAt) => aFinding({ passwordCreatedAt }));
    const markup = passwordAges({ findings: [...findings, aFinding({ verdict: 'COMPLIANT' })], scannedAt });
    return [...textsIn(markup, 'h3'), ...textsIn(markup, 'li')];
  };
  const counts = (of: readonly number[]): readonly string[] =>
    ['Under 30 days', '30 to 90 days', '90 days to 1 year', '1 to 2 years', 'Over 2 years'].map(
      (label, at) => `${label}${of[at] ?? 0}`,
    );
  const many = (count: number): string => `Age of the ${count} passwords without sufficient MFA`;

  test.each<[string, (string | null)[], readonly string[]]>([
    ['nobody', [], []],
    ['one', [daysAgo(1)], ['Age of the password without sufficient MFA', ...counts([1])]],
    [
      'each side of every limit',
      [0, 29, 30, 89, 90, 364, 365, 729, 730, 9_000].map(daysAgo),
      [many(10), ...counts([2, 2, 2, 2, 2])],
    ],
    ['one is not known', [daysAgo(40), null, 'never'], [many(3), ...counts([0, 1]), 'Not known2']],
    ['none is known', [null, null], [many(2), 'Not known2']],
  ])('%s', (_, made, words) => {
    expect(ages(made)).toEqual(words);
  });

  test('the longest bar is as wide as the column', () => {
    const markup = passwordAges({
      findings: [1, 2, 3, 100].map((days) => aFinding({ passwordCreatedAt: daysAgo(days) })),
      scannedAt,
    });
    expect(elementsOf(treeOf(markup), 'rect').map(({ attributes }) => attributes.get('width'))).toEqual([
      '100.0%',
      '0.0%',
      '33.3%',
      '0.0%',
      '0.0%',
    ]);
  });
});

describe('the bar of states', () => {
  test('one of 5,000 is still seen, and all parts fill it', () => {
    const markup = stateBar(
      '5,000 users',
      [
        { colour: 'act', word: 'alone', count: 1 },
        { colour: 'weak', word: 'weak', count: 0 },
        { colour: 'safe', word: 'protected', count: 4_999 },
      ],
      'figcaption',
    );
    const [bar] = elementsOf(treeOf(markup), 'svg');
    const parts = elementsOf(bar ?? treeOf(''), 'rect').map(({ attributes }) => [
      attributes.get('class'),
      attributes.get('x'),
      attributes.get('width'),
    ]);
    expect(parts).toEqual([
      ['f-act', '0.00%', '0.79%'],
      ['f-safe', '0.79%', '99.21%'],
    ]);
    expect(textsIn(markup, 'li')).toEqual(['1 alone', '4,999 protected']);
  });

  test('without a user the caption stays; under a heading there is none', () => {
    expect(line(stateBar('0 users', [], 'figcaption'))).toBe('figure.bar{figcaption.small.soft{0 users}}');
    expect(stateBar('0 users', [], 'h3')).toBe('');
  });
});
