import { expect, test } from '@jest/globals';
import { codeAt, fromBase32, stepOf } from '../../rule/enrolment/totp';

// RFC 6238, appendix B: the rows of SHA-1.
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at second %i the RFC has the code %s', (second, code) => {
  const secret = Buffer.from('12345678901234567890');

  expect(codeAt(secret, stepOf(new Date(second * 1000)), 8)).toBe(code);
});

// RFC 4648, section 10.
test.each([
  ['MY======', 'f'],
  ['MZXQ====', 'fo'],
  ['MZXW6===', 'foo'],
  ['MZXW6YTBOI======', 'foobar'],
  ['mzxw6ytboi', 'foobar'],
])('%s is %s in base32', (text, meaning) => {
  expect(fromBase32(text).toString()).toBe(meaning);
});
