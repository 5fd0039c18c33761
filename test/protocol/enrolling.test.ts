import { expect, test } from '@jest/globals';
import { securityCredentialsPage } from '../../rule/protocol/enrolling';

test.each([
  ['aws', 'https://console.aws.amazon.com/iam/home#/security_credentials'],
  ['aws-cn', 'https://console.amazonaws.cn/iam/home#/security_credentials'],
  ['aws-us-gov', 'https://console.amazonaws-us-gov.com/iam/home#/security_credentials'],
  ['aws-eusc', 'https://console.amazonaws-eusc.eu/iam/home#/security_credentials'],
  ['aws-iso', 'the Security credentials page of the IAM console'],
])('a user in %s assigns a device at %s', (partition, page) => {
  expect(securityCredentialsPage(partition)).toBe(page);
});
