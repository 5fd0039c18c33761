// Terraform's own answers, as `npm run fuzz:expressions` holds them: a value of ours is that one, or it is not followed.
import { expect, test } from '@jest/globals';
import rows from '../cases/gates/expressions.json';
import { agrees, valueOf } from './oracle/compare-expressions';

test.each(rows.map(([expression = null, answer = null]) => ({ expression: expression ?? '', answer })))(
  '$expression',
  ({ expression, answer }) => {
    const value = valueOf(expression);
    expect({ value, agrees: agrees(value, answer ?? undefined) }).toEqual({ value, agrees: true });
  },
);

test.each([
  ['"a-${local.t}"', 'a-text'],
  ['[for u in local.us : u.name if u.mfa][0]', 'ann'],
  ['merge(local.m, { a = "z" }).a', 'z'],
  ['{ "}" = "{", b = "{" }.b', '{'],
  ['try(local.us[0].zz, "d")', 'd'],
])('%s is followed', (expression, value) => {
  expect(valueOf(expression)).toEqual({ kind: 'literal', value });
});
