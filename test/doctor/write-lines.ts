// Writes what doctor says in each case to test/cases/doctor: `npx tsx test/doctor/write-lines.ts`. Read the difference: a line that
// should not have changed is a fault.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkAccount } from '../../rule/doctor/account';
import { checkOrganization, checkOrganizationIn } from '../../rule/doctor/organization';
import { inRows } from '../cases/print';
import { accountCases } from './account-cases';
import { anAccount, anOrganization } from './builders';
import { edgeCases } from './edge-cases';
import { linesOf } from './lines';
import { organizationEdges } from './organization-cases';

type Lines = Record<string, readonly string[]>;
const always = { account: checkAccount(anAccount()), organization: checkOrganization(anOrganization()) };
const account: Lines = { always: linesOf(always.account) };
for (const { title, facts } of [...accountCases, ...edgeCases])
  account[title] = linesOf(checkAccount(anAccount(facts)), always.account);
const organization: Lines = { always: linesOf(always.organization) };
for (const { title, facts, account: id } of organizationEdges)
  organization[title] =
    id === undefined
      ? linesOf(checkOrganization(anOrganization(facts)), always.organization)
      : linesOf(checkOrganizationIn(id, anOrganization(facts)));
for (const [name, lines] of Object.entries({ account, organization }))
  writeFileSync(path.resolve(__dirname, `../cases/doctor/${name}.json`), `${inRows(lines)}\n`);
