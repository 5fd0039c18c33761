import { describe, expect, test } from '@jest/globals';
import { InvalidParametersError } from '../../rule/core/errors';
import { valueText, type ParameterValue } from '../../rule/core/parameters';
import { parseRuleParameters, withoutLabelParameters } from '../../rule/core/rule-parameters';

const defaults = {
  requiredMfa: 'any',
  gracePeriodHours: 0,
  exemptTagKey: undefined,
  maxExemptDays: 366,
  exemptPaths: [],
  exemptUserNames: [],
  ownerTagKey: undefined,
  rankPrivileges: false,
};
const parse = (values: unknown) => parseRuleParameters(JSON.stringify(values));

function problemsOf(json: string): readonly string[] {
  try {
    parseRuleParameters(json);
  } catch (error) {
    if (error instanceof InvalidParametersError) return error.problems;
    throw error;
  }
  return [];
}

describe('rule parameters that are not set', () => {
  test.each([[undefined], [''], ['  '], ['{}']])('%j gives the defaults', (json) => {
    expect(parseRuleParameters(json)).toEqual(defaults);
  });

  test('the empty string and white space mean "not set" for every key', () => {
    const keys = Object.keys(defaults);

    expect(parse(Object.fromEntries(keys.map((key) => [key, ''])))).toEqual(
      parse(Object.fromEntries(keys.map((key) => [key, ' \t']))),
    );
    expect(parse(Object.fromEntries(keys.map((key) => [key, ''])))).toEqual(defaults);
  });
});

test.each([
  [{ requiredMfa: ' has-phishing-resistant ' }, { requiredMfa: 'has-phishing-resistant' }],
  [{ requiredMfa: 'only-phishing-resistant' }, { requiredMfa: 'only-phishing-resistant' }],
  [{ gracePeriodHours: '24' }, { gracePeriodHours: 24 }],
  [{ gracePeriodHours: 24 }, { gracePeriodHours: 24 }],
  [{ gracePeriodHours: ' 007 ' }, { gracePeriodHours: 7 }],
  [{ gracePeriodHours: 0 }, { gracePeriodHours: 0 }],
  [{ gracePeriodHours: '720' }, { gracePeriodHours: 720 }],
  [{ maxExemptDays: 1 }, { maxExemptDays: 1 }],
  [{ maxExemptDays: '3650' }, { maxExemptDays: 3650 }],
  [{ exemptTagKey: ' mfa exempt ' }, { exemptTagKey: 'mfa exempt' }],
  [{ exemptTagKey: 'k'.repeat(128) }, { exemptTagKey: 'k'.repeat(128) }],
  [{ ownerTagKey: ' Owner/e-mail@2_=:.+- ' }, { ownerTagKey: 'Owner/e-mail@2_=:.+-' }],
  [{ rankPrivileges: 'true' }, { rankPrivileges: true }],
  [{ rankPrivileges: ' false ' }, { rankPrivileges: false }],
  [{ exemptPaths: ' /a/ ,\t/b/c/ ' }, { exemptPaths: ['/a/', '/b/c/'] }],
  [{ exemptUserNames: ' alice , b+=.@-_2 ' }, { exemptUserNames: ['alice', 'b+=.@-_2'] }],
  [{ exemptUserNames: 'x'.repeat(64) }, { exemptUserNames: ['x'.repeat(64)] }],
])('%j is read as %j', (values, expected) => {
  expect(parse(values)).toEqual({ ...defaults, ...expected });
});

test.each([
  ['requiredMfa', 'ANY'],
  ['requiredMfa', 'any,has-phishing-resistant'],
  ['requiredMfa', true],
  ['requiredMfa', null],
  ['requiredMfa', ['any']],
  ['gracePeriodHours', '721'],
  ['gracePeriodHours', 721],
  ['gracePeriodHours', '-1'],
  ['gracePeriodHours', -1],
  ['gracePeriodHours', '1.5'],
  ['gracePeriodHours', 1.5],
  ['gracePeriodHours', '1e2'],
  ['gracePeriodHours', '0x10'],
  ['gracePeriodHours', '1 0'],
  ['gracePeriodHours', '٣'],
  ['gracePeriodHours', 1e21],
  ['gracePeriodHours', ['24']],
  ['maxExemptDays', 0],
  ['maxExemptDays', '0'],
  ['maxExemptDays', 3651],
  ['exemptTagKey', 'k'.repeat(129)],
  ['exemptTagKey', 'a;b'],
  ['exemptTagKey', {}],
  ['exemptTagKey', 'Überprüfung'],
  ['exemptTagKey', 'non\u00a0breaking'],
  ['ownerTagKey', 'Eigentümer'],
  ['ownerTagKey', 'k'.repeat(129)],
  ['rankPrivileges', 'yes'],
  ['rankPrivileges', 'TRUE'],
  ['rankPrivileges', true],
  ['rankPrivileges', 'toString'],
  ['exemptPaths', 'service/'],
  ['exemptPaths', '/service'],
  ['exemptPaths', '/'],
  ['exemptPaths', '/a b/'],
  ['exemptPaths', '/a/,'],
  ['exemptPaths', '/a/,,/b/'],
  ['exemptPaths', '/ü/'],
  ['exemptUserNames', 'a b'],
  ['exemptUserNames', 'a,'],
  ['exemptUserNames', '*'],
  ['exemptUserNames', 'x'.repeat(65)],
  ['exemptUserNames', 'a\nb'],
  ['exemptUserNames', ['alice']],
])('%s %j is refused with the value that was got and the values that are allowed', (key, value) => {
  const problems = problemsOf(JSON.stringify({ [key]: value }));

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${key}: got .+, allowed: .+`));
});

test.each(['[]', 'null', '5', '"any"', '{', 'any', "{'requiredMfa': 'any'}"])(
  '%s is refused as not a JSON object',
  (json) => {
    expect(problemsOf(json)).toEqual([expect.stringContaining('allowed: a JSON object')]);
  },
);

test.each(['requiredmfa', 'toString', 'constructor', '__proto__', ''])(
  'the unknown key "%s" is refused',
  (key) => {
    expect(problemsOf(`{"${key}":"any"}`)).toEqual([expect.stringContaining(`unknown parameter "${key}"`)]);
  },
);

test('an unknown key is answered with all that are known', () => {
  expect(problemsOf('{"typo":"1"}')).toEqual([
    'unknown parameter "typo", allowed: requiredMfa, gracePeriodHours, exemptTagKey, maxExemptDays, exemptPaths, exemptUserNames, ownerTagKey, rankPrivileges',
  ]);
});

test('one error lists every problem', () => {
  const problems = problemsOf(
    JSON.stringify({
      typo: '1',
      requiredMfa: 'no',
      gracePeriodHours: '721',
      maxExemptDays: 0,
      exemptPaths: 'x',
    }),
  );

  expect(() => parse({ requiredMfa: 'no', gracePeriodHours: '721' })).toThrow(
    'Invalid rule parameters: requiredMfa: got "no", allowed: one of any, has-phishing-resistant, only-phishing-resistant; ' +
      'gracePeriodHours: got "721", allowed: a whole number 0..720.',
  );
  expect(problems.map((problem) => problem.split(/[:,]/)[0])).toEqual([
    'unknown parameter "typo"',
    'requiredMfa',
    'gracePeriodHours',
    'maxExemptDays',
    'exemptPaths',
  ]);
});

describe('the length of all parameters', () => {
  const ofLength = (length: number): string => {
    const names = '{"exemptUserNames":""}';
    const filler = Array.from({ length: Math.ceil(length / 50) }, () => 'x'.repeat(49)).join(',');
    return names.replace('""', `"${filler.slice(0, length - names.length).replace(/,$/, 'y')}"`);
  };

  test('1,024 characters are read', () => {
    expect(ofLength(1024)).toHaveLength(1024);
    expect(problemsOf(ofLength(1024))).toEqual([]);
  });

  test('1,025 characters are refused with both numbers', () => {
    expect(problemsOf(ofLength(1025))).toEqual(['they have 1025 characters in all, allowed: at most 1024']);
  });

  test('1,025 characters do not hide the other problems', () => {
    const json = ofLength(1025).replace('{', '{"requiredMfa":"no",');

    expect(problemsOf(json)).toHaveLength(2);
  });
});

test.each<[ParameterValue, string]>([
  ['any', 'any'],
  [24, '24'],
  [false, 'false'],
  [['/a/', '/b/'], '/a/, /b/'],
  [[], ''],
  [null, ''],
  [undefined, ''],
])('%j is shown as "%s"', (value, text) => {
  expect(valueText(value)).toBe(text);
});

test('what compares verdicts asks for no label', () => {
  const values = { ownerTagKey: 'owner', rankPrivileges: 'true', exemptTagKey: 'mfa' };
  expect(withoutLabelParameters(parse(values))).toEqual({ ...defaults, exemptTagKey: 'mfa' });
});

test('a bad value is not repeated at length in the error', () => {
  expect(problemsOf(JSON.stringify({ requiredMfa: 'x'.repeat(900) }))[0]?.length).toBeLessThan(250);
});

test('1,025 blanks are too many, although they would set nothing', () => {
  expect(() => parseRuleParameters(' '.repeat(1025))).toThrow('1025 characters in all');
  expect(parseRuleParameters(' '.repeat(1024))).toEqual(parseRuleParameters(undefined));
});

test('a number is no text: exemptUserNames 123 is refused', () => {
  expect(() => parseRuleParameters('{"exemptUserNames":123}')).toThrow('exemptUserNames: got 123');
});
