// The hook's rule in the validator that every synth of a CDK app runs.
import { afterAll, expect, test } from '@jest/globals';
import { App, CloudFormationValidatePlugin, Stack, Validations } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-iam';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guardRules } from './guard';

const outdir = mkdtempSync(path.join(tmpdir(), 'guard-cdk-'));
afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

const policyOf = (condition: object): CfnUser.PolicyProperty => ({
  policyName: 'mfa',
  policyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: condition }] },
});

test('finds the users of a template who have no inline enforcement, by construct and line', () => {
  const app = new App({ outdir });
  const stack = new Stack(app, 'People');
  const loginProfile = { password: '{{resolve:secretsmanager:x}}' };
  new CfnUser(stack, 'Alice', { loginProfile });
  const enforcing = policyOf({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } });
  new CfnUser(stack, 'Bob', { loginProfile, policies: [enforcing] });
  const otherwise = policyOf({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  new CfnUser(stack, 'Carol', { loginProfile, policies: [otherwise] });
  new CfnUser(stack, 'Dave', {});
  const content = readFileSync(path.join(guardRules, 'iam-user-mfa-hook.guard'), 'utf8');
  const validator = new CloudFormationValidatePlugin({
    guardRules: [{ name: 'iam-user-mfa', content }],
    includeDefaultRules: false,
  });
  // CDK's own types disagree about a version that is not known.
  const plugin: object = validator;
  Validations.of(app).addPlugins(plugin as Parameters<Validations['addPlugins']>[0]);

  app.synth();

  const report = readFileSync(path.join(outdir, 'validation-report.json'), 'utf8');
  const found = [...report.matchAll(/"constructPath": "([^"]+)"/g)].map(([, construct]) => construct);
  expect([...new Set(found)].sort()).toEqual(['People/Alice', 'People/Carol']);
  expect(report).toContain('IAM_USER_MFA_TEMPLATE');
  expect(report).toMatch(/guard-cdk\.test\.ts:\d+/);
});
