import { describe, expect, test } from '@jest/globals';
import {
  CredentialReportError,
  newestTimeIn,
  parseCredentialReport,
  type CredentialReport,
} from '../../rule/credential-report/parse-report';
import { columns, reportText, reportUser, rootRow, type Cells } from './report-text';

const parse = (text: string): CredentialReport => parseCredentialReport(Buffer.from(text));
const namesOf = ({ users }: CredentialReport): readonly string[] => users.map(({ userName }) => userName);
const parsedUser = (cells: Cells) => parse(reportText([reportUser('bob', cells)])).users[0];

describe('a credential report', () => {
  test('is its users, without the root user, and the account of their ARNs', () => {
    expect(parse(reportText([rootRow, reportUser('bob')]))).toEqual({
      accountId: '111122223333',
      users: [
        {
          userName: 'bob',
          arn: 'arn:aws:iam::111122223333:user/bob',
          createdAt: new Date('2020-01-02T03:04:05Z'),
          passwordEnabled: true,
          passwordLastUsed: new Date('2026-11-01T08:00:00Z'),
          passwordChangedAt: new Date('2021-01-02T03:04:05Z'),
          mfaActive: false,
        },
      ],
      unusable: [],
    });
  });

  const two = reportText([reportUser('bob'), reportUser('eve')]);
  test.each([
    ['with CRLF', two.replaceAll('\n', '\r\n')],
    ['with LF after a header with CRLF', two.replace('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${two}`],
    ['with a line break at the end', `${two}\n`],
    ['with empty lines and rows of commas at the end', `${two}\n\n${','.repeat(21)}\n`],
    ['with every value quoted', two.replace(/[^,\n]+/g, '"$&"')],
    [
      'with the columns in reverse',
      reportText([reportUser('bob'), reportUser('eve')], [...columns].reverse()),
    ],
    [
      'with a column that is new',
      reportText(
        [reportUser('bob'), reportUser('eve')],
        ['passkeys', ...columns, 'additional_credentials_info'],
      ),
    ],
    [
      'with the four columns that are needed',
      reportText([reportUser('bob'), reportUser('eve')], ['mfa_active', 'password_enabled', 'arn', 'user']),
    ],
    ['with the same row twice', `${two}\n${two.split('\n')[1] ?? ''}`],
    ['with white space around the values', two.replaceAll(',', ' , ')],
  ])('%s has the same users', (_, text) => {
    const report = parse(text);
    expect(namesOf(report)).toEqual(['bob', 'eve']);
    expect(report).toMatchObject({ unusable: [], users: [{ mfaActive: false }, { passwordEnabled: true }] });
  });

  test('in UTF-16, as PowerShell writes it, has the same users', () => {
    const text = Buffer.from(`\uFEFF${two}`, 'utf16le');
    expect(namesOf(parseCredentialReport(text))).toEqual(['bob', 'eve']);
  });

  test.each([
    ['one user', reportText([reportUser('bob')]), ['bob']],
    ['the root user only', reportText([rootRow]), []],
    ['the root user only', reportText([rootRow]), []],
    ['an ordinary user called root', reportText([rootRow, reportUser('root')]), ['root']],
    [
      'a user with a path',
      reportText([reportUser('bob', { arn: 'arn:aws-cn:iam::111122223333:user/a/b/bob' })]),
      ['bob'],
    ],
    [
      'a user with a comma in the name',
      reportText([reportUser('bob')]).replaceAll(/[^,\n]*bob/g, (cell) => `"${cell.replace('bob', 'b,ob')}"`),
      ['b,ob'],
    ],
  ])('of %s is read', (_, text, names) => {
    expect(namesOf(parse(text))).toEqual(names);
  });

  test.each([
    ['true', true],
    ['TRUE', true],
    ['True', true],
    ['false', false],
    ['FALSE', false],
    ['N/A', undefined],
    ['not_supported', undefined],
    ['no_information', undefined],
    ['', undefined],
    ['yes', undefined],
    ['1', undefined],
    ['tru', undefined],
  ])('a value %p of mfa_active and password_enabled is %p', (cell, value) => {
    expect(parsedUser({ mfa_active: cell, password_enabled: cell })).toMatchObject({
      mfaActive: value,
      passwordEnabled: value,
    });
  });

  test.each(['N/A', 'no_information', 'not_supported', '', 'soon', '2026-13-45T00:00:00+00:00'])(
    'a time %p is no time',
    (cell) => {
      expect(parsedUser({ password_last_used: cell, password_last_changed: cell })).toMatchObject({
        passwordLastUsed: undefined,
        passwordChangedAt: undefined,
      });
    },
  );

  test('with a head and no row is refused: the root user is in every one', () => {
    expect(() => parse(reportText([]))).toThrow(
      /has a head and no row, not even the root user's, so it is cut/,
    );
  });

  test.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell 5 writes it', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16 the other way round', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('in %s is read', (_, encoded) => {
    const { users } = parseCredentialReport(encoded(reportText([reportUser('bob')])));
    expect(users.map(({ userName }) => userName)).toEqual(['bob']);
  });

  test('was made at its newest time or later', () => {
    const rows = [reportUser('bob', { password_last_used: '2026-11-20T00:00:00+00:00' }), reportUser('eve')];
    expect(newestTimeIn(parse(reportText(rows)))).toEqual(new Date('2026-11-20T00:00:00Z'));
    expect(newestTimeIn(parse(reportText([rootRow])))).toBeUndefined();
  });

  test('keeps nothing of the other columns', () => {
    const text = reportText([reportUser('bob', { access_key_1_last_used_service: 'sekret' })]);
    expect(JSON.stringify(parse(text))).not.toContain('sekret');
  });
});

describe('a row that cannot be relied on is unusable, and never a user', () => {
  const bob = reportText([reportUser('bob')]);
  test.each([
    ['cut off', bob.slice(0, -30), 'row 2 of the report', /it has 16 values, and the header 22/],
    ['with a value too many', `${bob},true`, 'row 2 of the report', /it has 23 values, and the header 22/],
    [
      'whose user and ARN differ',
      reportText([reportUser('bob', { arn: 'arn:aws:iam::111122223333:user/eve' })]),
      'bob',
      /name two users/,
    ],
    [
      'that stands twice and differs',
      reportText([reportUser('bob'), reportUser('bob', { mfa_active: 'true' })]),
      'bob',
      /two rows of the user, which differ/,
    ],
    [
      'that stands twice and differs, the better first',
      reportText([reportUser('bob', { mfa_active: 'true' }), reportUser('bob')]),
      'bob',
      /two rows/,
    ],
  ])('%s', (_, text, name, why) => {
    expect(parse(text)).toMatchObject({
      users: [],
      unusable: [{ name, why: expect.stringMatching(why) }],
    });
  });
});

describe('what is no credential report is refused in a sentence', () => {
  test.each([
    ['nothing', '', /it is empty; get one with/],
    ['JSON', '{"a":1}', /line 1 is no CSV; get one with/],
    ['a text', 'Hello,\nworld', /it has no column user/],
    ['one without mfa_active', reportText([reportUser('bob')], columns.slice(0, 7)), /no column mfa_active/],
    [
      'one with mfa_active twice',
      reportText([reportUser('bob')], [...columns, 'MFA_Active']),
      /the column mfa_active twice/,
    ],
    ['a row without an ARN', reportText([reportUser('bob', { arn: 'N/A' })]), /row 2 has no ARN of a user/],
    [
      'users of two accounts',
      reportText([reportUser('bob'), reportUser('eve', { arn: 'arn:aws:iam::123456789012:user/eve' })]),
      /users of 2 accounts/,
    ],
    ['a header in between', `${reportText([reportUser('bob')])}\n${columns.join(',')}`, /row 3 has no ARN/],
    ['an open quote', `${reportText([reportUser('bob')])}\n"secret,`, /line \d+ is no CSV/],
  ])('%s', (_, text, line) => {
    expect(() => parse(text)).toThrow(CredentialReportError);
    expect(() => parse(text)).toThrow(line);
    expect(() => parse(text)).not.toThrow(/secret/);
  });
});
