import { expect, test } from '@jest/globals';
import { checkTrusted, functionArnPattern } from '../../rule/remediation/deciding-rule';
import { functionArn } from './ports';

test.each([
  [functionArn, true],
  [functionArn.replace('arn:aws:', 'arn:aws-us-gov:'), true],
  [functionArn.replace('arn:aws:', 'arn:aws1:'), false],
  [`${functionArn}:2`, false],
  [`x${functionArn}`, false],
  ['', false],
])('%s is the ARN of a function: %s', (arn, expected) => {
  expect(functionArnPattern.test(arn)).toBe(expected);
});

test.each([
  [undefined, 'nothing'],
  ['iam-user-mfa', '"iam-user-mfa"'],
])('the function %j says which rule to trust only by an ARN', (arn, got) => {
  expect(() => {
    checkTrusted({ by: 'function', functionArn: arn });
  }).toThrow(
    `The environment variable RULE_FUNCTION_ARN does not say which rule to trust: got ${got}, allowed: the ARN of the ` +
      "rule's function without a version or alias. Nothing is done; only undo-require-mfa works without it. Deploy the " +
      'stack again.',
  );
});

test('the command line trusts the rule of its own account, and the function one that is named', () => {
  expect(() => {
    checkTrusted({ by: 'account' });
    checkTrusted({ by: 'function', functionArn });
  }).not.toThrow();
});
