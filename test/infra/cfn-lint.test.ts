// One process for every template: most of cfn-lint's time is its start.
import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IamUserMfaHook } from '../../infra/gates/iam-user-mfa-hook';
import { templates } from '../../infra/templates';
import { describeWithTool } from '../moto';
import {
  aggregationStack,
  memberStack,
  organizationStack,
  packBody,
  reportStack,
  stackSet,
  topicArn,
} from './organization-synth';
import { accountStack, everythingOff, everythingOn } from './synth';

const json = ({ template }: { readonly template: Template }): string => JSON.stringify(template.toJSON());

function hookStack(): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Gate');
  new IamUserMfaHook(stack, 'Hook', { enforcingGroups: ['mfa-required'], enforcingPolicyArns: [] });
  return JSON.stringify(Template.fromStack(stack).toJSON());
}

const everyTemplate: Readonly<Record<string, () => string>> = {
  ...templates,
  'account-defaults.json': () => json(accountStack()),
  'account-everything-on.json': () => json(accountStack(everythingOn)),
  'account-everything-off.json': () => json(accountStack(everythingOff)),
  'members.json': () => json(stackSet()),
  'management.json': () => json(memberStack({ remediation: 'manual', ruleIn: 'member-stack' })),
  'organization.json': () => json(organizationStack()),
  'organization-region-known.json': () => json(organizationStack({ env: { region: 'cn-north-1' } })),
  'aggregation.json': () => json(aggregationStack()),
  'report.json': () => json(reportStack()),
  'report-with-topic.json': () => json(reportStack({ notificationTopicArn: topicArn })),
  'pack-body.yaml': () => packBody({ remediation: 'manual', rootHardwareMfa: true }) ?? '',
  'hook.json': hookStack,
  'central-alarms-member.yaml': () => readFileSync('docs/central-alarms/member.yaml', 'utf8'),
  'central-alarms-central.yaml': () => readFileSync('docs/central-alarms/central.yaml', 'utf8'),
};

describeWithTool('cfn-lint', 'cfn-lint', () => {
  test('finds nothing in any template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-lint-'));
    const files = Object.entries(everyTemplate).map(([name, make]) => {
      const file = join(folder, name);
      writeFileSync(file, make());
      return file;
    });
    const { status, stdout, stderr } = spawnSync('cfn-lint', files, { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  }, 240_000);
});
