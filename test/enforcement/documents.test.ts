// Each document whole, letter by letter: what a statement, an action or a condition is for is said by the rows and the theorems.
import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../rule/enforcement/document';
import {
  mfaEnforcementPolicy,
  mfaEnforcementScp,
  noNewPasswordsScp,
  prettyJson,
  protectScp,
} from '../../rule/enforcement/policy';
import rows from '../cases/made-documents.json';

const make: Readonly<Record<string, (options: never) => PolicyDocument>> = {
  policy: mfaEnforcementPolicy,
  scp: mfaEnforcementScp,
  'no-new-passwords': noNewPasswordsScp,
  protect: protectScp,
};

test.each(rows.map(({ make: kind, options, document }) => [kind, options, document] as const))(
  '%s %j',
  (kind, options, document) => {
    expect(make[kind]?.(options as never)).toEqual(document);
  },
);

test('a document is printed for a person', () => {
  expect(prettyJson({ Version: '2012-10-17', Statement: [] })).toBe(
    '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
  );
});

const role = 'arn:aws:iam::111122223333:role/Exemptions';
const anArn =
  "the ARN of an IAM role or user such as arn:aws:iam::111122223333:role/Exemptions (of a session, its role's); * may stand for a part of the name, not for all of it";
const policyOf = (more: object) => () => mfaEnforcementPolicy({ strength: 'all', ...more });
const exempting = (more: object) => policyOf({ exemptions: { mayBeChangedBy: role, ...more } });

describe('a bad option is refused by one sentence', () => {
  test.each<[string, () => unknown, string]>([
    ['strength', policyOf({ strength: 'x' }), 'strength: got "x", allowed: all, console-only'],
    [
      'partition',
      policyOf({ partition: 'aws-x' }),
      'partition: got "aws-x", allowed: aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc',
    ],
    [
      'a tag key of AWS',
      policyOf({ exemptTag: { key: 'AWS:x', mayBeChangedBy: role } }),
      'exemptTag.key: got "AWS:x", allowed: 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:',
    ],
    [
      'everybody',
      policyOf({ exemptTag: { key: 'x', mayBeChangedBy: '*' } }),
      `exemptTag.mayBeChangedBy: got "*", allowed: ${anArn}`,
    ],
    [
      'exemptions of nothing',
      exempting({}),
      'exemptions: got {}, allowed: one or more of tagKey, paths and userNames',
    ],
    [
      'a key that is none',
      exempting({ tagKey: 'a*' }),
      'exemptions.tagKey: got "a*", allowed: 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:',
    ],
    [
      'every path',
      exempting({ paths: ['/', '/a/'] }),
      'exemptions.paths: got "/", allowed: an IAM path such as /service/, not / alone and without * or ?',
    ],
    [
      'a name that is none',
      exempting({ userNames: ['a,b', 'ok'] }),
      'exemptions.userNames: got "a,b", allowed: 1 to 64 letters, digits and _+=.@-',
    ],
    [
      'every role',
      exempting({ paths: ['/a/'], mayBeChangedBy: 'arn:aws:iam::*:role/*' }),
      `exemptions.mayBeChangedBy: got "arn:aws:iam::*:role/*", allowed: ${anArn}`,
    ],
    [
      'both forms',
      policyOf({
        exemptTag: { key: 'x', mayBeChangedBy: role },
        exemptions: { tagKey: 'x', mayBeChangedBy: role },
      }),
      'exemptTag: got "x", allowed: exemptions alone: exemptTag is its short form',
    ],
    [
      'nobody',
      () => noNewPasswordsScp({ principals: [] }),
      'principals: got [], allowed: one or more ARNs of IAM roles or users',
    ],
    [
      'no break-glass',
      () => protectScp({ breakGlass: [] }),
      'breakGlass: got [], allowed: one or more ARNs of IAM roles or users',
    ],
    [
      'a user of any account',
      () => protectScp({ breakGlass: ['arn:aws:iam::*:user/olga'] }),
      'breakGlass: got "arn:aws:iam::*:user/olga", allowed: a user of one account, such as arn:aws:iam::111122223333:user/olga',
    ],
    [
      'a session',
      () => noNewPasswordsScp({ principals: ['arn:aws:sts::111122223333:assumed-role/a/b'] }),
      `principals: got "arn:aws:sts::111122223333:assumed-role/a/b", allowed: ${anArn.replace('Exemptions', 'Joiners')}`,
    ],
    [
      'a session as break-glass',
      () => protectScp({ breakGlass: ['x'] }),
      `breakGlass: got "x", allowed: ${anArn.replace('Exemptions', 'BreakGlass')}`,
    ],
  ])('%s', (_name, build, sentence) => {
    expect(build).toThrow(sentence);
  });
});

describe('an option that is at the edge is taken', () => {
  test.each<[string, () => unknown]>([
    ["a template's partition", policyOf({ partition: '${AWS::Partition}' })],
    ['a token as key', exempting({ tagKey: '${Token[TOKEN.1]}' })],
    ['a key of 128', exempting({ tagKey: 'a'.repeat(128) })],
    ['a name of 64', exempting({ userNames: ['a'.repeat(64)] })],
    ['a deep path', exempting({ paths: ['/a/b/'] })],
    ['root', exempting({ paths: ['/a/'], mayBeChangedBy: 'arn:aws:iam::111122223333:root' })],
  ])('%s', (_name, build) => {
    expect(build).not.toThrow();
  });

  test.each<[string, () => unknown]>([
    ['a key of 129', exempting({ tagKey: 'a'.repeat(129) })],
    ['a name of 65', exempting({ userNames: ['a'.repeat(65)] })],
    ['a path without its end', exempting({ paths: ['/a'] })],
    ['a path with a star', exempting({ paths: ['/a*/'] })],
    ['an empty partition', policyOf({ partition: '' })],
  ])('%s is not', (_name, build) => {
    expect(build).toThrow('allowed:');
  });
});
