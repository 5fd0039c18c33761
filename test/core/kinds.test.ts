import { describe, expect, test } from '@jest/globals';
import {
  choice,
  flag,
  list,
  oneOfNumbers,
  optional,
  text,
  wholeNumber,
  type Kind,
} from '../../rule/core/kinds';

const kinds = {
  colour: choice(['red', 'green']),
  flag,
  size: wholeNumber({ min: 2, max: 10 }),
  days: oneOfNumbers([7, 1, 30]),
  name: text('[a-z]+|-', 'a name'),
  size0: optional(wholeNumber({ min: 2, max: 10 })),
  names: list('[a-z]+|-', 'names', 2),
} satisfies Record<string, Kind<unknown>>;

describe('a kind says how it is written', () => {
  test.each([
    ['colour', { kind: 'choice', allowed: 'one of red, green', values: ['red', 'green'] }],
    ['flag', { kind: 'flag', allowed: 'true or false', values: ['true', 'false'] }],
    ['size', { kind: 'number', allowed: 'a whole number 2..10', range: { min: 2, max: 10 } }],
    [
      'days',
      { kind: 'number', allowed: 'one of 7, 1, 30', values: ['7', '1', '30'], range: { min: 1, max: 30 } },
    ],
    ['name', { kind: 'text', allowed: 'a name', pattern: '[a-z]+|-' }],
    ['size0', { kind: 'number', allowed: 'a whole number 2..10', range: { min: 2, max: 10 } }],
    ['names', { kind: 'list', allowed: 'names', pattern: '[a-z]+|-', max: 2 }],
  ] as const)('%s', (name, said) => {
    const { read, ...rest }: Kind<unknown> = kinds[name];
    expect(rest).toEqual(said);
    expect(read).toBeDefined();
  });

  test('a list has no end, where none is said', () => {
    expect(list('[a-z]+', 'names').max).toBe(Infinity);
  });
});

const refused = Symbol('refused');
test.each([
  ['colour', 'green', 'green'],
  ['colour', 'Green', refused],
  ['flag', 'true', true],
  ['flag', 'false', false],
  ['flag', '', refused],
  ['size', '2', 2],
  ['size', '10', 10],
  ['size', '1', refused],
  ['size', '11', refused],
  ['size', ' 3', refused],
  ['size', '3x', refused],
  ['size', '', refused],
  ['days', '7', 7],
  ['days', '30', 30],
  ['days', '8', refused],
  ['days', '+7', refused],
  ['days', '7.', refused],
  ['days', '', refused],
  ['name', 'abc', 'abc'],
  ['name', '-', '-'],
  ['name', '', undefined],
  ['name', 'ab-', refused],
  ['name', '-ab', refused],
  ['size0', '', undefined],
  ['size0', '3', 3],
  ['size0', '11', refused],
  ['names', '', []],
  ['names', 'a , -', ['a', '-']],
  ['names', 'a,b,c', refused],
  ['names', 'a,', refused],
  ['names', 'a,b1', refused],
  ['names', '1b', refused],
] as const)('%s of %j is read as %p', (name, given, value) => {
  expect(kinds[name].read(given)).toEqual(value === refused ? undefined : { value });
});
