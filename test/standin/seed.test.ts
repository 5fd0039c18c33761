import { describe, expect, test } from '@jest/globals';
import { createStandin, SeedError } from '../../rule/standin';

const ann = { userName: 'ann', loginProfile: {} };

describe('a seed that cannot be used', () => {
  test.each([
    [
      { users: [{ userName: 'ann', mfaDevices: [{ kind: 'pager' }] }] },
      'seed.users[0].mfaDevices[0].kind: got "pager", allowed: ("virtual" | "security-key" | "sms" | "hardware").',
    ],
    [{ users: [{}] }, 'seed.users[0].userName: this key is missing.'],
    [{ user: [] }, 'seed.user: this key is unknown; remove it or correct its spelling.'],
    [
      { users: [{ userName: 'ann', createDate: 'soon' }] },
      'seed.users[0].createDate: got "soon", allowed: a date such as 2026-01-31T12:00:00Z.',
    ],
    [{ users: [ann, { userName: 'ANN' }] }, 'seed: User with name ANN already exists.'],
    [{ latencyMilliseconds: -1 }, 'seed.latencyMilliseconds: got -1, allowed: a number of 0 or more.'],
    [
      { rateLimits: [{ action: 'iam:*', callsPerSecond: 0 }] },
      'seed.rateLimits[0].callsPerSecond: got 0, allowed: a number above 0.',
    ],
  ])('%j is told in one line', (seed, message) => {
    expect(() => createStandin(seed)).toThrow(new SeedError(message));
  });

  test('every problem is in the line, unknown keys of one object among them', () => {
    const seed = {
      usres: [],
      latency: 5,
      users: [{ userName: 'ann', mfa: true, path: 'x' }, { userName: 'a b' }],
    };
    expect(() => createStandin(seed)).toThrow(
      new SeedError(
        '5 problems:\n  seed.users[0].mfa: this key is unknown; remove it or correct its spelling.\n  ' +
          'seed.usres: this key is unknown; remove it or correct its spelling.\n  ' +
          'seed.latency: this key is unknown; remove it or correct its spelling.\n  ' +
          'seed.users[0].path: got "x", allowed: an IAM path: / or /.../.\n  ' +
          'seed.users[1].userName: got "a b", allowed: an IAM name: 1 to 64 of A-Z a-z 0-9 +=,.@_-.',
      ),
    );
  });
});
