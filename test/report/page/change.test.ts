import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../rule/findings/finding';
import { changeBlock } from '../../../rule/report/html/change-block';
import { aFinding, anOrganization } from '../../formats/scans';
import { line } from './outline';
import { textsIn } from './tree';

describe('what changed', () => {
  const known = (n: number) => ({
    account: '100000000000',
    userId: `AIDA${n}`,
    userName: `user-${n}`,
    annotation: null,
  });
  const some = (count: number) => Array.from({ length: count }, (_, n) => known(n));
  const none = {
    since: '2026-11-01T10:00:00.000Z',
    new: [],
    exemptionEnded: [],
    stillOpen: [],
    mended: [],
    unknown: [],
  };

  test('a first report has nothing to compare with, one without a change says zero', () => {
    expect(changeBlock(anOrganization(1))).toBe('');
    expect(line(changeBlock({ ...anOrganization(1), difference: none }))).toBe(
      'div.change[aria-label=What changed]{div{h2{b{0} new since 1 November 2026}}div{h2{b{0} fixed}}' +
        'div{h2{b{0} still open}ul{li{a[href=#accounts]{All 0, by account}}}}}',
    );
  });

  test('six are named, the others counted', () => {
    const markup = changeBlock({
      ...anOrganization(1),
      difference: { ...none, new: some(5), exemptionEnded: [known(5), known(6), known(7)], mended: some(6) },
    });
    const [appeared = '', fixed = ''] = textsIn(markup, 'ul');
    expect(appeared).toBe(
      [0, 1, 2, 3, 4].map((n) => `user-${n}account-0, 100000000000`).join('') +
        'user-5, exemption endedaccount-0, 100000000000and 2 more',
    );
    expect(fixed).toBe([0, 1, 2, 3, 4, 5].map((n) => `user-${n}account-0, 100000000000`).join(''));
    expect(textsIn(markup, 'a')).toEqual(['All 8, by account']);
  });

  test('of those who are still open the oldest password is named', () => {
    const of = (n: number, passwordCreatedAt: string | null): Finding =>
      aFinding({ account: '100000000000', userId: `AIDA${n}`, userName: `user-${n}`, passwordCreatedAt });
    const markup = changeBlock({
      ...anOrganization(1),
      findings: [
        of(0, '2024-01-01T00:00:00Z'),
        of(1, null),
        of(2, '2022-01-01T00:00:00Z'),
        of(9, '2019-01-01T00:00:00Z'),
      ],
      difference: { ...none, stillOpen: some(3), unknown: [known(8)] },
    });
    expect(textsIn(markup, 'li')).toEqual([
      'Oldest: user-2, since 1 January 2022account-0, 100000000000',
      '1 more not read this time: unknown',
      'All 3, by account',
    ]);
  });
});
