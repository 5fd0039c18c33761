import { describe, expect, test } from '@jest/globals';
import { parseRequest } from '../../rule/remediation/request';
import { request } from './ports';

const account = '111122223333';

describe('resourceId', () => {
  test.each(['AIDAALICE', 'AIDACKCEVSQ6C2EXAMPLE', account])('%s is an id', (resourceId) => {
    expect(parseRequest(request('require-mfa', resourceId), account)).toMatchObject({ resourceId });
  });

  test.each([
    ['a user name', 'alice'],
    ['a path and a name', '/team/alice'],
    ['an ARN', 'arn:aws:iam::111122223333:user/alice'],
    ['the id of an access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['the id of a temporary access key', 'ASIAIOSFODNN7EXAMPLE'],
    ['the id of a role', 'AROAJ2UCCR6DPCEXAMPLE'],
    ['the id of a group', 'AGPAJ2UCCR6DPCEXAMPLE'],
    ['the id of a device', 'GAHT12345678'],
    ['an id in small letters', 'aidaalice'],
    ['an id with something before it', 'x/AIDAALICE'],
    ['thirteen digits', '1111222233334'],
    ['an id with something after it', 'AIDAALICE/x'],
    ['an id and a line break', 'AIDAALICE\n'],
    ['no more than the prefix', 'AIDA'],
    ['nothing', ''],
    ['eleven digits', '11112222333'],
  ])('%s is refused with what is allowed', (_, resourceId) => {
    const parse = () => parseRequest(request('require-mfa', resourceId), account);
    expect(parse).toThrow('Invalid remediation request: resourceId: got');
    expect(parse).toThrow('allowed: the id of a user (AIDA...)');
  });

  test("another account's id is refused and named, with this account's", () => {
    expect(() => parseRequest(request('require-mfa', '999988887777'), account)).toThrow(
      'got 999988887777, which is not this account (111122223333)',
    );
  });

  test('where the own account is not known, any account id passes: nothing is done for it', () => {
    expect(parseRequest(request('require-mfa', '999988887777'))).toMatchObject({
      resourceId: '999988887777',
    });
  });
});

test('every problem is named at once', () => {
  const parse = () => parseRequest({ action: 'lock', resourceId: 'alice', extra: 1 });
  expect(parse).toThrow(/action: got .*allowed: one of require-mfa, undo-require-mfa, remove-console-access/);
  expect(parse).toThrow(/resourceId: got .*; ruleName: got nothing/);
  expect(parse).toThrow('unknown key extra');
});

test.each<[string, unknown, string]>([
  ['text', 'alice', 'the request: got "alice", allowed: an object with action, resourceId, ruleName'],
  [
    'an unknown key',
    { ...request('require-mfa', 'AIDAALICE'), extra: 1 },
    'unknown key extra, allowed: action, resourceId, ruleName',
  ],
  [
    'a rule with a space before its name',
    { ...request('require-mfa', 'AIDAALICE'), ruleName: ' iam-user-mfa' },
    'ruleName: got " iam-user-mfa", allowed: the name of a rule of iam-user-mfa: iam-user-mfa, or',
  ],
  [
    'a rule with a slash in its name',
    { ...request('require-mfa', 'AIDAALICE'), ruleName: 'iam-user-mfa/x' },
    'ruleName: got "iam-user-mfa/x", allowed: the name of a rule of iam-user-mfa: iam-user-mfa, or',
  ],
])('%s is refused with what is allowed', (_, input, text) => {
  expect(() => parseRequest(input, account)).toThrow(text);
});
