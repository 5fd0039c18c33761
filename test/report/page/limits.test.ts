// How much of a large account or organization stands in the file itself, and what says that there is more.
import { describe, expect, test } from '@jest/globals';
import type { AccountRow, OrganizationView } from '../../../rule/findings/organization-view';
import { accountPage } from '../../../rule/report/html/account-page';
import { marginBoxes } from '../../../rule/report/html/css';
import { organizationPage } from '../../../rule/report/html/organization-page';
import { tableMarkup } from '../../../rule/report/html/rows';
import { aFinding, anOrganization, aScan, manyFindings } from '../../formats/scans';
import { elementsOf, textOf, textsIn, treeOf, type Node } from './tree';

const withId = (root: Node, tag: string, id: string): Node =>
  elementsOf(root, tag).find(({ attributes }) => attributes.get('id') === id) ?? treeOf('');
const rowsOf = (table: Node): number =>
  elementsOf(table, 'tr').filter(({ attributes }) => attributes.get('class') === 'row').length;
/** The rows of a table that need no script, those without a script alone, and the words on the others. */
function shown(html: string, id: string): readonly [real: number, noscript: number, rest: readonly string[]] {
  const root = treeOf(html);
  const table = withId(root, 'table', `${id}-table`);
  const section =
    elementsOf(root, 'section').find((one) => elementsOf(one, 'table').includes(table)) ?? treeOf('');
  const without = elementsOf(section, 'noscript');
  return [
    rowsOf(table),
    without.reduce((sum, one) => sum + rowsOf(one), 0),
    without.flatMap((one) => elementsOf(one, 'p').map(textOf)),
  ];
}
const more = (count: string): string =>
  `And ${count} more: the JSON or the CSV of the same scan names all of them.`;
const mostOf = (html: string): readonly (readonly [string, number])[] => {
  const data = JSON.parse(textOf(withId(treeOf(html), 'script', 'data'))) as {
    readonly tables: readonly { readonly id: string; readonly most: number }[];
  };
  return data.tables.map(({ id, most }) => [id, most]);
};

describe('a table of three rows in the file and two without a script', () => {
  const cells = (n: number) => [[`row ${n}`], ['more']];
  const tableOf = (count: number) =>
    tableMarkup({
      id: 'a',
      label: 'All',
      heads: ['One', 'Two'],
      classes: ['', 'wide'],
      rows: Array.from({ length: count }, (_, n) => ({ cells: cells(n), state: '', csv: [] })),
      most: 9,
      real: 3,
      noscript: 2,
    });
  const labels = (html: string) =>
    elementsOf(treeOf(html), 'table').map(({ attributes }) => attributes.get('aria-label'));

  test.each<[number, number, number, string[]]>([
    [0, 0, 0, []],
    [3, 3, 0, []],
    [4, 3, 1, []],
    [5, 3, 2, []],
    [6, 3, 2, [more('1')]],
    [2_345, 3, 2, [more('2,340')]],
  ])('of %d', (count, real, noscript, rest) => {
    const html = `<section>${tableOf(count)}</section>`;
    expect(shown(html, 'a')).toEqual([real, noscript, rest]);
    expect(elementsOf(treeOf(html), 'noscript')).toHaveLength(noscript === 0 ? 0 : 1);
    expect(labels(html)).toEqual(noscript === 0 ? ['All'] : ['All', 'All, continued']);
    expect(textsIn(html, 'tbody')).toHaveLength(noscript === 0 ? 1 : 2);
  });
});

describe('an account', () => {
  const open = (count: number) =>
    Array.from({ length: count }, (_, n) => aFinding({ userId: `AIDA${n}`, userName: `user-${n}` }));
  const exempt = (count: number) =>
    open(count).map((one) => ({
      ...one,
      verdict: 'NOT_APPLICABLE' as const,
      reason: 'exempt' as const,
      exemption: { source: 'tag' as const, until: null, reason: null },
    }));
  const safe = (count: number) =>
    open(count).map((one) => ({ ...one, verdict: 'COMPLIANT' as const, reason: 'mfa-enabled' as const }));
  const page = (...findings: readonly (readonly ReturnType<typeof aFinding>[])[]): string =>
    accountPage(aScan({ findings: findings.flat() }));

  test('200 who must act need no script, 800 more are there without one, and the rest are counted', () => {
    expect(shown(page(open(2_001)), 'act')).toEqual([200, 800, [more('1,001')]]);
  });

  test('of the others there are fewer, and of those who are protected only the first', () => {
    const html = page(exempt(232), safe(31));
    expect(shown(html, 'allowed')).toEqual([30, 170, [more('32')]]);
    expect(shown(html, 'rest')).toEqual([30, 0, [more('1')]]);
    expect(textsIn(html, 'table').some((text) => text === '')).toBe(false);
  });

  test.each([
    [0, 0, 190],
    [3, 4, 183],
    [300, 300, 130],
  ])(
    'with %d exempt and %d protected the script shows %d who must act at a time',
    (exempted, protectedOnes, most) => {
      expect(mostOf(page(open(2), exempt(exempted), safe(protectedOnes)))).toEqual([
        ['act', most],
        ['allowed', 30],
        ['rest', 30],
      ]);
    },
  );

  const controls = (html: string): readonly string[] =>
    ['input', 'select'].flatMap((tag) =>
      elementsOf(treeOf(html), tag).map(({ attributes }) => attributes.get('id') ?? ''),
    );

  test.each<[string, string, readonly string[]]>([
    ['nine rows', page(open(5), safe(4)), []],
    ['ten', page(open(5), safe(5)), ['find', 'order']],
    ['a single one who must act', page(open(1), safe(9)), ['find']],
    ['privileges', accountPage(aScan({ findings: manyFindings(80) })), ['find', 'filter', 'order']],
  ])('%s: what there is to search with', (_, html, ids) => {
    expect(controls(html)).toEqual(ids);
  });

  test('those who cannot be seen are searched, too', () => {
    const unreadable = Array.from({ length: 9 }, (_, n) => ({
      userName: `user-${n}`,
      api: 'iam:ListMFADevices',
      error: 'a',
    }));
    expect(controls(accountPage(aScan({ complete: false, findings: open(1), unreadable })))).toEqual([
      'find',
    ]);
  });
});

describe('what heads the columns of who must act', () => {
  const signIn = { at: '2026-11-12T01:02:03.000Z', mfaUsed: true, sourceIp: null, region: 'us-east-1' };
  const always = ['Password since', 'MFA device'];
  const regions = (...complete: readonly boolean[]) => ({
    signIns: complete.map((one, n) => ({ region: `us-east-${n}`, complete: one })),
  });
  const headsOf = (...findings: readonly ReturnType<typeof aFinding>[]): readonly string[] =>
    textsIn(accountPage(aScan({ findings })), 'th');

  test('what was asked of one of them, and nothing else', () => {
    const plain = aFinding();
    expect(headsOf(plain)).toEqual(['User', ...always]);
    expect(headsOf(plain, aFinding({ owner: null }))).toEqual(['User and owner', ...always]);
    expect(headsOf(plain, aFinding({ privileges: 'not-read' }))).toEqual(['User', 'Privileges', ...always]);
    expect(headsOf(plain, aFinding({ passwordLastUsed: null }))).toEqual([
      'User',
      'Password last used',
      ...always,
    ]);
    expect(headsOf(plain, aFinding({ passwordLastUsed: null, signIn }))).toEqual([
      'User',
      'Last sign-in without MFA',
      ...always,
    ]);
  });

  test.each([
    [{}, 'None found'],
    [regions(true, true), 'None found'],
    [regions(true, false), 'Not known not all regions were read'],
  ])('%j: no sign-in was found', (read, words) => {
    const html = accountPage(aScan({ findings: [aFinding({ signIn: null })], ...read }));
    expect(textsIn(html, 'td').at(1)).toBe(words);
  });

  test('the rows are ordered by owner where one of them was asked for', () => {
    const some = Array.from({ length: 10 }, (_, n) => aFinding(n === 0 ? { owner: 'a' } : {}));
    const orders = ['Most urgent', 'Name', 'Oldest password'];
    expect(textsIn(accountPage(aScan({ findings: some })), 'option')).toEqual([...orders, 'Owner']);
    expect(textsIn(accountPage(aScan({ findings: some.slice(1).concat(aFinding()) })), 'option')).toEqual(
      orders,
    );
  });
});

describe('a check', () => {
  const findings = ['b.json', 'a.json'].map((file, n) =>
    aFinding({ userName: `user-${n}`, location: { file, line: 1, address: 'A' } }),
  );
  test.each([
    [['a\u202e.json'], 'before deployment a .json'],
    [['a.json', 'b.json'], 'before deployment 2 files'],
  ])('of %j is titled', (files, title) => {
    const [text] = textsIn(accountPage(aScan({ findings }), files), 'title');
    expect(text).toBe(`2 users would be able to sign in with a password alone: ${title} (iam-user-mfa)`);
  });

  test.each([
    [findings, 'Each would get a console password, and no MFA-enforcement policy goes with it.'],
    [[], 'No user that can be seen.'],
  ])('with %j', (some, say) => {
    const html = accountPage(aScan({ findings: some }), ['a.json']);
    expect(textsIn(html, 'p')).toContain(say);
    expect(elementsOf(treeOf(html), 'table')).toHaveLength(some.length === 0 ? 0 : 1);
  });

  test('is searched by place', () => {
    const many = Array.from({ length: 10 }, () => findings).flat();
    expect(textsIn(accountPage(aScan({ findings: many }), ['a.json']), 'label')).toEqual([
      'Find a user by name or place',
      'Sort by',
    ]);
  });
});

describe('an account with nobody who must act', () => {
  const denied = { userName: 'a', api: 'iam:ListMFADevices', error: 'AccessDenied' };
  const safe = aFinding({ verdict: 'COMPLIANT', reason: 'mfa-enabled' });
  test.each([
    [aScan(), 'Nobody.', '0 users with a console password', 'account 111122223333'],
    [
      aScan({ account: null, findings: [safe] }),
      'Nobody.',
      '1 user with a console password',
      'account not known',
    ],
    [
      aScan({ complete: false, unreadable: [denied] }),
      'Not known: no user could be read.',
      '1 user of whom it is not known whether they have a console password',
      'account 111122223333',
    ],
    [
      aScan({ complete: false, unreadable: [{ ...denied, userName: null }] }),
      'Not known: no user could be read.',
      '0 users with a console password',
      'account 111122223333',
    ],
    [
      aScan({ complete: false, unreadable: [denied], findings: [safe] }),
      'Nobody of those who could be read.',
      '1 user with a console password, and 1 of whom it is not known',
      'account 111122223333',
    ],
  ])('%#', (scan, say, caption, title) => {
    const html = accountPage(scan);
    expect(textsIn(html, 'h2')[0]).toBe('Who must act');
    expect(textsIn(html, 'p')).toContain(say);
    expect(textsIn(html, 'figcaption')).toEqual([caption]);
    expect(textsIn(html, 'title')[0]).toContain(title);
    expect(textsIn(html, 'header')[0]).toContain(scan.account ?? '(id not known)');
    expect(withId(treeOf(html), 'table', 'act-table').tag).toBe('');
  });
});

test.each([
  ['Account', '111122223333', 'Account 111122223333'],
  ['Organization', 'o-example', 'Organization o-example'],
  ['Account', null, 'Account'],
  ['Account', '1111222233334', 'Account'],
  ['Account', 'x111122223333', 'Account'],
  ['Organization', 'o-a";}body{display:none}', 'Organization'],
])('in the margin of paper stands of %s %s: %s', (kind, id, words) => {
  const style = marginBoxes(kind, id, 'Read on 1 May 2026, 00:00 UTC";}');
  expect(/@top-left\{content:"([^"]*)"/.exec(style)?.[1]).toBe(`${words}: sign-in without MFA`);
  expect(/@bottom-left\{content:([^;]*);/.exec(style)?.[1]).toBe('"Read on 1 May 2026, 00:00 UTC"');
});

describe('an organization', () => {
  const [blank] = anOrganization(1).accounts;
  const row = (n: number, people: number, rest: Partial<AccountRow> = {}): AccountRow =>
    ({
      ...blank,
      account: String(100_000_000_000 + n),
      name: `account-${n}`,
      ou: 'Root/Workloads',
      withoutMfaCount: people,
      withoutMfa: Array.from({ length: people }, (_, user) => ({
        userId: `AIDA${n}X${user}`,
        userName: `user-${user}`,
        annotation: null,
      })),
      ...rest,
    }) as AccountRow;
  const pageOf = (accounts: readonly AccountRow[], rest: Partial<OrganizationView> = {}): string =>
    organizationPage({ ...anOrganization(0), accounts, ...rest });
  const named = (html: string): readonly string[] =>
    elementsOf(withId(treeOf(html), 'table', 'accounts-table'), 'bdi')
      .filter(({ attributes }) => attributes.get('class') === 'name')
      .map(textOf);

  test.each([
    ['accounts of one person', Array.from({ length: 501 }, (_, n) => row(n, 1)), 100, 400, [more('1')]],
    [
      'a hundred people each: as many as hold 600',
      Array.from({ length: 9 }, (_, n) => row(n, 100)),
      5,
      4,
      [],
    ],
    ['exactly 600 with a line for each account', Array.from({ length: 6 }, (_, n) => row(n, 99)), 6, 0, []],
    ['the first is larger than all of that', [row(1, 700), row(2, 1)], 1, 1, []],
  ])('%s', (_, accounts, real, noscript, rest) => {
    expect(shown(pageOf(accounts), 'accounts')).toEqual([real, noscript, rest]);
  });

  test.each([
    [10, 10, 10, undefined, []],
    [11, 11, 11, 'and 1 more', []],
    [1_003, 1_003, 1_000, 'and 990 more', ['and 3 more: the JSON and the CSV name them']],
    [2, 5, 2, undefined, ['3 whom AWS Config counts and does not name']],
    [0, 1_200, 0, undefined, ['1,200 whom AWS Config counts and does not name']],
  ])(
    'of an account with %d people, counted %d, %d are in the page',
    (people, withoutMfaCount, items, summary, lines) => {
      const cell = elementsOf(
        withId(treeOf(pageOf([row(1, people, { withoutMfaCount })])), 'table', 'accounts-table'),
        'td',
      ).at(2);
      expect(elementsOf(cell ?? treeOf(''), 'li')).toHaveLength(items);
      expect(elementsOf(cell ?? treeOf(''), 'summary').map(textOf)).toEqual(
        summary === undefined ? [] : [summary],
      );
      expect(
        elementsOf(cell ?? treeOf(''), 'span')
          .filter(({ attributes }) => attributes.get('class') === 'line')
          .map(textOf),
      ).toEqual(lines);
    },
  );

  test('the unit with most people first, then the account, by number and not by letter', () => {
    const sandbox = { ou: 'Root/Sandbox' };
    const accounts = [
      row(14, 2, sandbox),
      row(2, 2, sandbox),
      row(7, 3),
      row(1, 3, sandbox),
      row(3, 5, { ou: null }),
      row(9, 3, { ou: 'Root/Apps' }),
    ];
    const html = pageOf([...accounts, row(5, 0)]);
    expect(named(html)).toEqual([
      'account-1',
      'account-2',
      'account-14',
      'account-3',
      'account-9',
      'account-7',
    ]);
    expect(textsIn(html, 'th').filter((text) => text.includes(': '))).toEqual([
      'Sandbox: 7 people',
      'Unit not known: 5 people',
      'Apps: 3 people',
      'Workloads: 3 people',
    ]);
    expect(textsIn(html, 'pre')).toEqual([
      'PROFILE=account-3\nnpx --no -- iam-user-mfa scan --profile="$PROFILE" --format html=account.html',
    ]);
    expect(elementsOf(treeOf(html), 'option').map(textOf)).toEqual([]);
  });

  test('accounts of one name stand by their ids, whatever order they come in', () => {
    const same = [row(2, 1, { name: 'a' }), row(1, 1, { name: 'a' })];
    const ids = (accounts: readonly AccountRow[]): readonly string[] =>
      textsIn(pageOf(accounts), 'td').filter((text) => text.startsWith('a10'));
    expect(ids(same)).toEqual(['a100000000001', 'a100000000002']);
    expect(ids([...same].reverse())).toEqual(['a100000000001', 'a100000000002']);
  });

  test('units are a filter where there are two', () => {
    const options = (...units: readonly string[]): readonly string[] =>
      textsIn(
        pageOf(
          Array.from({ length: 12 }, (_, n) => row(n, 1, { ou: `Root/${units[n % units.length] ?? ''}` })),
        ),
        'option',
      );
    const orders = ['OU', 'Most people', 'Account name', 'Oldest scan'];
    expect(options('One')).toEqual(orders);
    expect(options('Two', 'One')).toEqual(['All', 'One', 'Two', ...orders]);
  });

  test.each([
    [true, 'None.'],
    [false, 'None of those that report.'],
  ])('nobody must act, and complete is %s', (complete, say) => {
    const html = pageOf([row(1, 0, { consoleUsers: null, lastScanAt: null })], { complete });
    expect(textsIn(html, 'h2')).toEqual([
      'Accounts with people who must act',
      'Accounts where nobody must act: 1',
      'How this was decided',
    ]);
    expect(textsIn(html, 'p')).toContain(say);
    expect(textsIn(html, 'summary')).toEqual(['0 users with a console password']);
    expect(textsIn(html, 'td')).toEqual(['account-1100000000001', 'Workloads', 'Not known', 'Not known']);
    expect(textsIn(html, 'pre')).toEqual([]);
  });

  test('the quiet are those that report, and their users alone are counted', () => {
    const html = pageOf([
      row(1, 0, { consoleUsers: 3 }),
      row(2, 0, { consoleUsers: 1_000, status: 'suspended' }),
      row(3, 2, { consoleUsers: 50 }),
    ]);
    expect(textsIn(html, 'summary')).toEqual(['3 users with a console password']);
    expect(shown(html, 'quiet')).toEqual([1, 0, []]);
    expect(textsIn(pageOf([row(3, 2)]), 'h2')).not.toContain('Accounts where nobody must act: 0');
  });

  test('an account that does not report has at least so many', () => {
    const html = pageOf([row(1, 2, { consoleUsers: null }), row(2, 1, { consoleUsers: 1_500 })]);
    expect(textsIn(html, 'td').filter((text) => /of|least/.test(text))).toEqual([
      '2 at least: the account does not report',
      '1 of 1,500',
    ]);
  });
});
