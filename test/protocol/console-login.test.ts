import { describe, expect, test } from '@jest/globals';
import { parseConsoleLogin } from '../../rule/protocol/console-login';

const event = {
  eventVersion: '1.09',
  eventName: 'ConsoleLogin',
  eventSource: 'signin.amazonaws.com',
  eventTime: '2026-11-12T08:00:00Z',
  awsRegion: 'eu-north-1',
  sourceIPAddress: '203.0.113.9',
  userIdentity: { type: 'IAMUser', principalId: 'AIDABOB', accountId: '111122223333', userName: 'bob' },
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MFAUsed: 'No', MobileVersion: 'No' },
};
const parse = (overrides: object = {}) => parseConsoleLogin(JSON.stringify({ ...event, ...overrides }));

describe('a sign-in of an IAM user', () => {
  test('with the password alone', () => {
    expect(parse()).toEqual({
      userId: 'AIDABOB',
      at: new Date('2026-11-12T08:00:00Z'),
      mfaUsed: false,
      sourceIp: '203.0.113.9',
    });
  });

  test.each([null, {}, { MFAUsed: '' }, { MFAUsed: 'Perhaps' }])(
    'that says nothing about MFA, %p, is not known',
    (additionalEventData) => {
      expect(parse({ additionalEventData })?.mfaUsed).toBeNull();
    },
  );

  test('without MFA', () => {
    expect(parse({ additionalEventData: { MFAUsed: 'No' } })?.mfaUsed).toBe(false);
  });

  test('with MFA', () => {
    expect(parse({ additionalEventData: { MFAUsed: 'Yes' } })?.mfaUsed).toBe(true);
  });
});

describe('no sign-in of an IAM user', () => {
  test.each([
    ['root', { userIdentity: { type: 'Root', principalId: '111122223333' } }],
    ['a federated role', { userIdentity: { type: 'AssumedRole', principalId: 'AROAX:bob' } }],
    ['a federated user', { userIdentity: { type: 'FederatedUser', principalId: '111122223333:bob' } }],
    ['a failed one', { responseElements: { ConsoleLogin: 'Failure' } }],
    ['another event', { eventName: 'CreateOAuth2Token', responseElements: null }],
    ['a time that is none', { eventTime: 'yesterday' }],
  ])('%s', (_, overrides) => {
    expect(parse(overrides)).toBeUndefined();
  });

  test('what is not JSON', () => {
    expect(parseConsoleLogin('{')).toBeUndefined();
  });
});
