// Our own stacks make no user: `check` of what a user of the product synthesizes finds nobody, and leaves nothing unseen.
import { afterAll, describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountStack } from '../../infra/account/account-stack';
import type { Values } from '../../infra/options/parse-options';
import { addOrganization } from '../../infra/organization/organization';
import { templates } from '../../infra/templates';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { readDocuments } from '../../rule/cli/check/read-documents';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { managementAccount, ou, topicArn } from './organization-synth';
import { everythingOff, everythingOn } from './synth';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-user-mfa-own-'));
  folders.push(folder);
  return folder;
}

const said = (folder: string) => {
  const read = readDocuments([folder]);
  const { users, unseen } = check(read.documents, parseParameterValues({}), noKnownEnforcement, new Date());
  return { files: read.documents.length, users, unseen: [...read.unseen, ...unseen] };
};

const everywhere = { env: { region: 'us-east-1' } };
const organization = (values: Values) => (app: App) => {
  addOrganization(app, { organizationalUnitIds: ou, ...values }, everywhere);
};
const account = (props: object) => (app: App) => {
  new AccountStack(app, 'IamUserMfa', { ...everywhere, ...props });
};

const apps: Readonly<Record<string, readonly [files: number, build: (app: App) => void]>> = {
  'an account, defaults': [1, account({})],
  'an account, everything on': [1, account(everythingOn)],
  'an account, everything off': [1, account(everythingOff)],
  'an account, removal of console access': [
    1,
    account({ remediation: 'manual', remediationAction: 'remove-console-access', removeConsoleAccess: true }),
  ],
  'an organization, defaults': [5, organization({})],
  'an organization, the rule in the members': [
    5,
    organization({ ruleIn: 'member-stack', remediation: 'automatic' }),
  ],
  'an organization, reports and a topic': [
    6,
    organization({
      organizationReport: 'daily',
      notificationTopicArn: topicArn,
      alarms: 'all',
      savedQuery: true,
    }),
  ],
  'an organization, by a delegated administrator': [
    4,
    organization({ deployFrom: 'delegated-administrator', managementAccountId: managementAccount }),
  ],
};

describe('check of our own cdk.out', () => {
  test.each(Object.entries(apps))('finds nobody and sees everything: %s', (_, [files, build]) => {
    const outdir = folderOfItsOwn();
    const app = new App({ outdir });
    build(app);
    app.synth();

    expect(said(outdir)).toEqual({ files, users: [], unseen: [] });
  });

  test('finds nobody and sees everything in the templates that npm run template writes', () => {
    const folder = folderOfItsOwn();
    for (const [name, make] of Object.entries(templates)) writeFileSync(join(folder, name), make());

    expect(said(folder)).toMatchObject({ users: [], unseen: [] });
  });
});
