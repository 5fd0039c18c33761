import { describe, expect, test } from '@jest/globals';
import { commandLines } from '../../rule/report/table/command-lines';
import { paragraph } from '../../rule/report/table/paragraph';
import { paintVerdict, renderTable } from '../../rule/report/table/table';
import { wrap } from '../../rule/report/table/wrap';

describe('a text is broken at spaces', () => {
  test.each<[name: string, text: string, columns: number, lines: readonly string[]]>([
    ['where it has no room', 'aa bb cc', 5, ['aa bb', 'cc']],
    ['not where it just fits', 'aa bb', 5, ['aa bb']],
    ['one column less', 'aa bb', 4, ['aa', 'bb']],
    ['a word that is too long is cut', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['a word that is cut ends with its last piece', 'abcdef', 3, ['abc', 'def']],
    ['and the next word begins a line', 'abcdef gh', 3, ['abc', 'def', 'gh']],
    ['a long word begins a line of its own', 'a bcdefg h', 3, ['a', 'bcd', 'efg', 'h']],
    ['the rest of a long word shares its line', 'abcd e', 3, ['abc', 'd e']],
    ['a wide character has two columns', '\u4e2d\u4e2d\u4e2d', 4, ['\u4e2d\u4e2d', '\u4e2d']],
    ['and is cut by none', 'a\u4e2d\u4e2d', 4, ['a\u4e2d', '\u4e2d']],
    ['a character wider than the terminal is shown', '\u4e2d\u4e2d', 1, ['\u4e2d', '\u4e2d']],
    ['nothing is a line', '', 5, ['']],
  ])('%s', (_, text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });

  test('with a margin, and another one for the lines that follow', () => {
    expect(wrap('aa bb cc', 6, '  ')).toEqual(['  aa', '  bb', '  cc']);
    expect(wrap('aa bb cc', 6, '', '  ')).toEqual(['aa bb', '  cc']);
    expect(wrap('abcdefghij', 5, '', '  ')).toEqual(['abcde', '  fgh', '  ij']);
    // A terminal that is narrower than the margin: a character a line, and an end.
    expect(wrap('abc d', 3, '    ')).toEqual(['    a', '    b', '    c', '    d']);
  });
});

test('a paragraph is one line where lines may be of any length', () => {
  expect(paragraph('aa bb', { columns: undefined }, '  ')).toBe('  aa bb\n');
  expect(paragraph('aa bb', { columns: 4 }, '  ')).toBe('  aa\n  bb\n');
  expect(paragraph('a\n::error::b', { columns: undefined })).toBe('a : :error::b\n');
});

describe('a command', () => {
  const long = 'n'.repeat(30);
  test.each<[name: string, command: string, columns: number, lines: readonly string[]]>([
    ['that fits', 'aws iam x --user bob', 24, ['$ aws iam x --user bob']],
    ['that fits but for a backslash', 'aws iam x --user bob', 23, ['$ aws iam x \\', '    --user bob']],
    ['a flag stays with its value', 'aws --a b --c d', 20, ['$ aws --a b --c d']],
    ['a flag without a value', 'aws --quiet --c d', 20, ['$ aws --quiet \\', '    --c d']],
    ['a short flag, too', 'command -u robert name', 20, ['$ command \\', '    -u robert name']],
    [
      'a value that looks like a flag is another part',
      'command-of-it --a --b',
      20,
      ['$ command-of-it \\', '    --a --b'],
    ],
    ['a space in quotes', `aws --name 'a b' c`, 20, [`$ aws --name 'a b' \\`, '    c']],
    ['a space in double quotes', 'aws --name "a b" c', 20, ['$ aws --name "a b" \\', '    c']],
    [
      'a space after a backslash',
      'aws --name a\\ bcd ef',
      20,
      ['$ aws \\', '    --name a\\ bcd \\', '    ef'],
    ],
    [
      'a value too long for its line is below its flag, and cut',
      `aws iam --user ${long} --x`,
      20,
      ['$ aws iam \\', '    --user \\', `${'n'.repeat(18)}\\`, `${'n'.repeat(12)} --x`],
    ],
    [
      'in quotes each piece has its own',
      `aws iam --user '${'a b'.repeat(10)}'`,
      20,
      ['$ aws iam \\', '    --user \\', `'a ba ba ba ba ba'\\`, `' ba ba ba ba b'`],
    ],
    ['what no backslash can cut stays whole', `aws iam "${long}"`, 20, ['$ aws iam \\', `"${long}"`]],
    ['a first word that is too long', long, 20, [`$ ${'n'.repeat(18)}\\`, 'n'.repeat(12)]],
    ['narrower than any terminal', 'aws iam --user bob', 19, ['$ aws iam \\', '    --user bob']],
    ['where nothing would fit', `aws --user ${long}`, 10, ['$ aws \\', `    --user ${long}`]],
  ])('%s', (_, command, columns, lines) => {
    expect(commandLines(command, columns, '')).toEqual(lines);
  });
});

describe('a table', () => {
  const head = ['NAME', 'WHY'];
  const sentence = 'x'.repeat(39);
  const lines = (rows: readonly (readonly string[])[], columns?: number): readonly string[] =>
    renderTable(head, rows, { colour: false, columns }).split('\n');

  test('of any width has each row on a line', () => {
    expect(
      lines([
        ['bob', `${sentence} y`],
        ['longer', ''],
      ]),
    ).toEqual(['NAME    WHY', `bob     ${sentence} y`, 'longer', '']);
  });

  test('that just fits is not broken', () => {
    expect(lines([['bob', `${sentence} y`]], 47)).toEqual(['NAME  WHY', `bob   ${sentence} y`, '']);
  });

  test('that does not wraps its last column, if that keeps 40 columns', () => {
    expect(lines([['bob', `${sentence} yy`]], 46)).toEqual([
      'NAME  WHY',
      `bob   ${sentence}`,
      '      yy',
      '',
    ]);
  });

  test('whose last column would have less has a name and its sentence below', () => {
    expect(lines([['bob', `${sentence} y`]], 45)).toEqual(['bob', `  ${sentence} y`, '']);
  });

  test('of short cells, too, stays whole where it just fits', () => {
    expect(lines([['bob', 'x']], 9)).toEqual(['NAME  WHY', 'bob   x', '']);
    expect(lines([['bob', 'x']], 8)).toEqual(['bob, why', '  x', '']);
  });

  test('names short values in a line', () => {
    expect(
      lines(
        [
          ['bobby-of-the-long-name', 'a reason of words'],
          ['eve', '-'],
          ['ann', ''],
        ],
        30,
      ),
    ).toEqual(['bobby-of-the-long-name, why a', '  reason of words', 'eve', 'ann', '']);
  });

  test('leaves out what is not there', () => {
    const rows = [
      ['bob', '-', '', 'x', '-'],
      ['eve', 'a', 'b', 'c', 'y'.repeat(40)],
    ];
    expect(renderTable(['U', 'ONE', 'TWO', 'THREE', 'WHY'], rows, { colour: false, columns: 50 })).toBe(
      `bob, three x\neve, one a, two b, three c\n  ${'y'.repeat(40)}\n`,
    );
  });

  test('of cells that are missing keeps its lines', () => {
    expect(renderTable(['A', 'B'], [[], ['x']], { colour: false, columns: undefined })).toContain('A  B\n');
  });
});

test.each([
  ['NON_COMPLIANT', '\u001b[31mx\u001b[39m'],
  ['COMPLIANT', '\u001b[32mx\u001b[39m'],
  ['NOT_APPLICABLE', '\u001b[2mx\u001b[22m'],
] as const)('%s has a colour of its own, where there are colours', (verdict, text) => {
  expect(paintVerdict(verdict, 'x', true)).toBe(text);
  expect(paintVerdict(verdict, 'x', false)).toBe('x');
});
