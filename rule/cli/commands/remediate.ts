import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Command, Option } from 'commander';
import { configClient } from '../../aws/clients/config-client';
import { iamClient } from '../../aws/clients/iam-client';
import { onceIamClient } from '../../aws/clients/once-clients';
import type { Connection } from '../../aws/clients/settings';
import { stsClient } from '../../aws/clients/sts-client';
import { ConfigRules } from '../../aws/config/config-rules';
import { IamAccount } from '../../aws/iam/iam-account';
import { IamApi } from '../../aws/iam/iam-api';
import { IamGroups } from '../../aws/iam/iam-groups';
import { IamWriter } from '../../aws/iam/iam-writer';
import { deadline } from '../../aws/lambda/deadline';
import { errorCode } from '../../aws/read-failed';
import { meta, remediationActions, type RemediationAction } from '../../meta';
import { ruleOf } from '../../remediation/plan';
import type { RemediationPorts, RemediationSettings } from '../../remediation/ports';
import { Directory } from '../../run/directory';
import { ReadFailedError } from '../../run/failures';
import { allMembers, membersText } from '../all-members';
import {
  addConnectionFlags,
  connectionOf,
  refuseBadCredentials,
  type ConnectionFlags,
} from '../flags/connection';
import { UsageError, type CliIo, type ExitCode } from '../io';
import { remediateUsers, type ChosenUser } from '../remediate-users';
import { checkResourceIds, chosenUsers, expiryWarning, requiredGroup, ruleLine } from '../remediation-choice';

interface RemediateFlags extends ConnectionFlags {
  readonly action: RemediationAction;
  readonly ruleName?: string;
  readonly ruleFunction?: string;
  readonly group?: string;
  readonly userName: readonly string[];
  readonly resourceId: readonly string[];
  readonly allMembers: boolean;
  readonly apply: boolean;
}

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const minutes = 15;

export function addRemediateCommand(program: Command, io: CliIo): void {
  const command = program
    .command('remediate')
    .description(
      'plan or take one step for NON_COMPLIANT users, decided live with the parameters of the deployed rule',
    )
    .addOption(
      new Option('--action <action>', 'what to do').choices([...remediationActions]).makeOptionMandatory(),
    )
    .option(
      '--rule-name <name>',
      `the Config rule whose parameters decide; without it the one rule of ${meta.id}`,
    )
    .option('--rule-function <arn>', 'the ARN of the function that this rule must run')
    .option(
      '--group <name>',
      `the group of require-mfa; without it the one under ${meta.requiredGroupPath}, else ${meta.requiredGroupName}`,
    )
    .option('--user-name <name>', 'a user, repeatable; without one the plan is for all users', several, [])
    .option(
      '--resource-id <id>',
      "the id of a user (AIDA...) as in Config's results, repeatable",
      several,
      [],
    )
    .option(
      '--all-members',
      'with undo-require-mfa: everyone in a group of require-mfa, so that the stack can be deleted',
      false,
    )
    .option('--apply', 'do it for the chosen users; without it nothing is changed', false)
    .addOption(new Option('--dry-run', 'print the plan only; this is the default').conflicts('apply'))
    .addHelpText('after', help);
  addConnectionFlags(command).action(async (flags: RemediateFlags) => {
    io.exit(await orIncomplete(() => run(flags, io), io));
  });
}

const help = `
Compliant, exempt and in-grace users are never touched (undo-require-mfa asks for no verdict); there is no force.
The first line names the rule, its function and its parameters. With --apply each user leaves an audit line on stderr.
Examples:
  $ iam-user-mfa remediate --action require-mfa
  $ iam-user-mfa remediate --action require-mfa --user-name alice --apply
  $ iam-user-mfa remediate --action undo-require-mfa --all-members --apply
Exit code: 0 nothing is left to do, 1 the plan has something to do or a step was refused, 2 bad usage or input, 3 a user
could not be read or changed.`;

async function run(flags: RemediateFlags, io: CliIo): Promise<ExitCode> {
  checkUsage(flags);
  const connection = connectionOf(flags);
  const { ports, iam, account } = edge(io, connection);
  if (flags.allMembers) {
    const members = await allMembers(flags.group, account);
    io.stderr.write(`${await membersText(members, iam)}\n`);
    if (!flags.apply) throw new UsageError('--all-members needs --apply: nothing was done.');
    return carryOn(flags, members, ports, account, connection, io);
  }
  const users = await chosenUsers(flags, ports.directory.listUsers, () => ownAccountId(connection));
  return carryOn(flags, users, ports, account, connection, io);
}

/** @throws UsageError before anything is asked */
function checkUsage(flags: RemediateFlags): void {
  const chosen = flags.userName.length + flags.resourceId.length;
  for (const key of ['ruleName', 'ruleFunction', 'group'] as const) {
    if (flags[key]?.trim() === '')
      throw new UsageError(`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is empty.`);
  }
  checkResourceIds(flags.resourceId);
  if (flags.allMembers && flags.action !== 'undo-require-mfa')
    throw new UsageError('--all-members goes with --action undo-require-mfa only.');
  if (flags.allMembers && chosen > 0)
    throw new UsageError('--all-members means everyone: leave --user-name and --resource-id out.');
  if (flags.apply && !flags.allMembers && chosen === 0) {
    throw new UsageError(
      '--apply needs chosen users: --user-name or --resource-id, each as often as needed.',
    );
  }
}

async function carryOn(
  flags: RemediateFlags,
  users: readonly ChosenUser[],
  ports: RemediationPorts,
  account: IamAccount,
  connection: Connection,
  io: CliIo,
): Promise<ExitCode> {
  const { action, ruleName, apply } = flags;
  const trustedRule = { by: 'account', functionArn: flags.ruleFunction } as const;
  if (action !== 'undo-require-mfa')
    io.stdout.write(ruleLine(await ruleOf({ ruleName }, ports, { trustedRule })));
  const group =
    action === 'require-mfa'
      ? await requiredGroup(flags.group, account)
      : { name: flags.group ?? meta.requiredGroupName };
  if (action === 'require-mfa' && !apply && 'name' in group) {
    const warning = await expiryWarning(group.name, account, ports.groups);
    if (warning !== undefined) io.stderr.write(`${warning}\n`);
  }
  const settings: RemediationSettings = { trustedRule, group, undoGroup: flags.group };
  const caller = apply ? await callerArn(connection) : '';
  return remediateUsers({ action, ruleName, settings, users, apply, caller }, ports, io);
}

function edge(io: CliIo, connection: Connection) {
  const { reading, posting } = deadline(minutes * 60_000);
  const client = iamClient(connection);
  const warn = (message: string, details: object): void =>
    void io.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  const iam = new IamApi(client, reading);
  const directory = new Directory({ iam, log: { warn } });
  const rules = new ConfigRules({ client: configClient(connection), signal: reading });
  const groups = new IamGroups(client, reading);
  const ports: RemediationPorts = {
    directory: {
      listUsers: once(() => directory.listUsers()),
      readUser: (...user) => directory.readUser(...user),
    },
    rules: { all: once(() => rules.all()) },
    groups: {
      ofUser: (userName) => groups.ofUser(userName),
      policyDocuments: once((groupName: string) => groups.policyDocuments(groupName)),
    },
    iam: new IamWriter({ reader: client, writer: onceIamClient(connection), signal: posting }),
    clock: { now: () => new Date() },
  };
  return { ports, iam, account: new IamAccount(client, reading) };
}

/** Rules, users and policies are those of the start of a run: one question, not one for each user. */
function once<A extends readonly string[], T>(ask: (...asked: A) => Promise<T>): (...asked: A) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...asked) => {
    const key = asked.join('\n');
    const answer = answers.get(key) ?? ask(...asked);
    answers.set(key, answer);
    return answer;
  };
}

/** AWS did not answer: that is no mistake of usage. */
async function orIncomplete(work: () => Promise<ExitCode>, io: CliIo): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    refuseBadCredentials(error.failure);
    io.stderr.write(`${meta.id}: ${error.message}: nothing was changed.\n`);
    return 3;
  }
}

const identity = (connection: Connection) => stsClient(connection).send(new GetCallerIdentityCommand({}));

async function ownAccountId(connection: Connection): Promise<string | undefined> {
  try {
    return (await identity(connection)).Account;
  } catch {
    return undefined;
  }
}

/** For the audit line. A caller whose GetCallerIdentity fails may still be allowed to remediate. */
async function callerArn(connection: Connection): Promise<string> {
  try {
    return (await identity(connection)).Arn ?? 'unknown';
  } catch (error) {
    return `unknown (${errorCode(error)} on sts:GetCallerIdentity)`;
  }
}
