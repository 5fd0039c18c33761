import { createInterface } from 'node:readline';
import { IamPolicySimulator } from '../../aws/iam/policy-simulator';
import { OrganizationsDirectory, organizationsClient } from '../../aws/organizations';
import type { Caller } from '../../aws/sts';
import { failureText, failureWithDetail, ReadFailedError } from '../../run/failures';
import { rightsToCleanUp } from '../../verification/grants';
import type { Look } from '../../verification/ports';
import type { Session } from '../session';
import { isTerminal, unusable, UsageError, type CliIo } from '../terminal/io';
import { say } from '../terminal/say';
import type { VerifyFlags } from './flags';

const atTerminal = ({ stdin, stderr }: CliIo): boolean =>
  stdin !== undefined && isTerminal(stdin) && isTerminal(stderr);

/** Before any call: a person who changes an account names it. @throws UsageError */
export function refuseUnnamed({ account }: VerifyFlags, io: CliIo): void {
  if (account === undefined && !atTerminal(io))
    throw new UsageError(
      'verify makes users and deletes them again, so it asks for the account id at a terminal; without one, name the sandbox account with --account.',
    );
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw unusable('--account', account, 'an account id of 12 digits');
}

/** The id that a person types, or that --account names, is that of the credentials. @throws UsageError */
export async function confirmAccount(
  { account }: VerifyFlags,
  io: CliIo,
  { accountId }: Caller,
): Promise<void> {
  const named =
    account ?? (await typed(io, `The credentials are of account ${accountId}. Type its id to go on: `));
  if (named !== accountId)
    throw new UsageError(
      `the account is ${accountId}, and '${named}' was ${account === undefined ? 'typed' : 'named with --account'}; nothing was changed.`,
    );
}

async function typed({ stdin, stderr }: CliIo, prompt: string): Promise<string> {
  if (stdin === undefined) return '';
  stderr.write(prompt);
  // The terminal itself edits the line, so that Ctrl-C stays a signal.
  const reader = createInterface({ input: stdin, terminal: false });
  try {
    const line = await new Promise<string>((resolve) => {
      reader.once('line', resolve).once('close', () => resolve(''));
    });
    return line.trim();
  } finally {
    reader.close();
  }
}

/** No user is made in the account that pays for and governs all others. @throws UsageError */
export async function refuseManagementAccount(session: Session, { accountId }: Caller): Promise<void> {
  const organizations = new OrganizationsDirectory(organizationsClient(session.connection), session.signal);
  const managementAccountId = await organizations.info().then(
    (info) => info.managementAccountId,
    (error: unknown) => {
      if (!(error instanceof ReadFailedError)) throw error;
      if (error.failure.error === 'AWSOrganizationsNotInUse') return undefined;
      throw new UsageError(
        `whether ${accountId} is a management account could not be asked (${failureText(error.failure)}); allow organizations:DescribeOrganization. Nothing was changed.`,
        { cause: error },
      );
    },
  );
  if (managementAccountId === accountId)
    throw new UsageError(
      `${accountId} is the management account of its organization; use a sandbox account. Nothing was changed.`,
    );
}

const mostUsers = 50;

/**
 * Risks that only a person can accept: each with --yes, and what could not be asked at the terminal, too.
 * @throws UsageError
 */
export async function refuseRisks(
  flags: VerifyFlags,
  session: Session,
  caller: Caller,
  notices: Look,
): Promise<void> {
  const known: string[] = [];
  const unknown: string[] = [];
  const users = await session.account().summary.users();
  if (users === undefined) unknown.push('the users of the account could not be counted');
  else if (users > mostUsers) known.push(`the account has ${users} users, so it hardly is a sandbox`);
  if ('got' in notices) known.push(`notices are on (${notices.got}), so people get mails about test users`);
  else if ('failure' in notices)
    unknown.push(`whether notices are on could not be asked (${notices.failure})`);
  const rights = await refuseWithoutRights(session, caller);
  if (rights !== undefined)
    unknown.push(`whether these credentials may delete what they make could not be asked (${rights})`);
  const risks = [...known, ...unknown];
  if (risks.length === 0) return;
  const { io } = session;
  if (flags.yes === true) for (const risk of risks) say(io, `Going on by --yes: ${risk}.`);
  else if (known.length > 0 || !atTerminal(io))
    throw new UsageError(`${risks.join('; ')}: add --yes to go on all the same. Nothing was changed.`);
  else {
    for (const risk of unknown) say(io, `Before you go on: ${risk}.`);
    if ((await typed(io, 'Type yes to go on all the same: ')) !== 'yes')
      throw new UsageError('the answer was not yes; nothing was changed.');
  }
}

/** @returns why it could not be asked @throws UsageError where the credentials may not take back what they make */
async function refuseWithoutRights(
  session: Session,
  { arn, accountId, partition }: Caller,
): Promise<string | undefined> {
  const role = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  const principal = role === null ? arn : `arn:${role[1] ?? ''}:iam::${role[2] ?? ''}:role/${role[3] ?? ''}`;
  const simulator = new IamPolicySimulator(session.account().iam, session.signal);
  const denied: string[] = [];
  try {
    for (const [resource, actions] of rightsToCleanUp(partition, accountId))
      denied.push(...(await simulator.deniedTo(principal, actions, resource)));
  } catch (error) {
    if (error instanceof ReadFailedError) return failureWithDetail(error.failure);
    throw error;
  }
  if (denied.length === 0) return undefined;
  throw new UsageError(
    `these credentials may not take back what they make: allow ${denied.join(', ')}; "verify --print-policy" has all of it. Nothing was changed.`,
  );
}
