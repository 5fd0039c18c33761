import { describe, expect, test } from '@jest/globals';
import { parseSignInEvent } from '../../rule/protocol/sign-in-event';

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
const parse = (overrides: object = {}) => parseSignInEvent(JSON.stringify({ ...event, ...overrides }));

describe('a sign-in of an IAM user', () => {
  test('with the password alone', () => {
    expect(parse()).toEqual({
      by: 'console',
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
    ['one with an error', { errorCode: 'AccessDenied' }],
    ['another event', { eventName: 'CheckMfa', responseElements: null }],
    ['a token of another service', { eventName: 'CreateOAuth2Token', eventSource: 'example.amazonaws.com' }],
    ['a time that is none', { eventTime: 'yesterday' }],
  ])('%s', (_, overrides) => {
    expect(parse(overrides)).toBeUndefined();
  });

  test('what is not JSON', () => {
    expect(parseSignInEvent('{')).toBeUndefined();
  });
});

describe('`aws login`', () => {
  /** The shape of AWS's samples, whose userIdentity is a role's. */
  const login = (overrides: object = {}, attributes: object = { mfaAuthenticated: 'false' }) =>
    parse({
      eventName: 'CreateOAuth2Token',
      userIdentity: { ...event.userIdentity, sessionContext: { attributes } },
      requestParameters: { client_id: 'arn:aws:signin:::devtools/same-device' },
      responseElements: null,
      additionalEventData: { success: 'true', 'x-amzn-vpce-id': '' },
      ...overrides,
    });

  test.each(['AuthorizeOAuth2Access', 'CreateOAuth2Token'])('is %s', (eventName) => {
    expect(login({ eventName })).toEqual({
      by: 'aws login',
      userId: 'AIDABOB',
      at: new Date('2026-11-12T08:00:00Z'),
      mfaUsed: false,
      sourceIp: '203.0.113.9',
    });
  });

  test.each([
    [{ mfaAuthenticated: 'true' }, true],
    [{ mfaAuthenticated: 'false' }, false],
    [{ mfaAuthenticated: 'perhaps' }, null],
    [{}, null],
  ])('of a session with %j used MFA: %p', (attributes, mfaUsed) => {
    expect(login({}, attributes)?.mfaUsed).toBe(mfaUsed);
  });

  test.each([
    ['an event that names no client', { requestParameters: null }],
    ['on another device', { requestParameters: { client_id: 'arn:aws:signin:::devtools/cross-device' } }],
    ['of an event that does not say whether it succeeded', { additionalEventData: null }],
  ])('is %s', (_, overrides) => {
    expect(login(overrides)?.by).toBe('aws login');
  });

  test.each([
    [
      'an application',
      { requestParameters: { client_id: 'arn:aws:signin:us-west-2::external-client/dcr/1' } },
    ],
    ['the console itself', { requestParameters: { client_id: 'arn:aws:signin:::console/canvas' } }],
    ['a role', { userIdentity: { type: 'AssumedRole', principalId: 'AROAX:bob' } }],
    ['root', { userIdentity: { type: 'Root', principalId: '111122223333' } }],
    ['one that failed', { additionalEventData: { success: 'false' } }],
    ['one with an error', { errorCode: 'AccessDenied' }],
  ])('is not %s', (_, overrides) => {
    expect(login(overrides)).toBeUndefined();
  });
});
