import { expect, test } from '@jest/globals';
import { ofJson } from '../../rule/gates/terraform/value';
import { isOfType } from '../../rule/gates/terraform/variable-type';

test.each([
  ['', { a: 1 }, true],
  ['any', [1, 'a'], true],
  ['string', 'a', true],
  ['string', null, true],
  ['string', 1, false],
  ['number', '1', false],
  ['bool', true, true],
  ['list(string)', ['a'], true],
  ['list(string)', ['a', 1], false],
  ['list(any)', ['a', 1], false],
  ['map(list(string))', { ann: ['ops'] }, true],
  ['map(object({ group = string }))', { ann: { group: 'ops' } }, true],
  ['map(object({ group = string }))', { ann: { group: 'ops', admin: true } }, false],
  ['object({\n  name = string\n  tags = map(string), on = bool\n})', { name: 'a', tags: {}, on: true }, true],
  ['object({ a = object({ b = string, c = number }) })', { a: { b: 'x', c: '1' } }, false],
  ['tuple([string])', ['a'], false],
] as const)('a variable of the type %j holds %j as it is: %s', (type, value, holds) => {
  expect(isOfType(ofJson(value), type)).toBe(holds);
});
