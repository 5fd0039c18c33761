import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Command, Option } from 'commander';
import { noCalls } from '../../aws/clients/call-meter';
import { configClient, iamClient, type Connection } from '../../aws/clients/clients';
import { ConfigRules } from '../../aws/config/config-rules';
import { deadline } from '../../aws/lambda/deadline';
import { IamApi } from '../../aws/iam/iam-api';
import { Directory } from '../../run/directory';
import { IamWriter } from '../../aws/iam/iam-writer';
import { onceIamClient } from '../../aws/clients/once-clients';
import { errorCode } from '../../aws/read-failed';
import { ReadFailedError } from '../../run/failures';
import { stsClient } from '../../aws/clients/sts-client';
import { meta } from '../../meta';
import type { RemediationPorts } from '../../remediation/ports';
import { remediationActions, type RemediationAction } from '../../remediation/request';
import {
  addConnectionFlags,
  connectionOf,
  refuseBadCredentials,
  type ConnectionFlags,
} from '../flags/connection';
import { UsageError, type CliIo, type ExitCode } from '../io';
import { remediateUsers, type ChosenUser } from '../remediate-users';

interface RemediateFlags extends ConnectionFlags {
  readonly action: RemediationAction;
  readonly ruleName: string;
  readonly userName: readonly string[];
  readonly resourceId: readonly string[];
  readonly apply: boolean;
}

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addRemediateCommand(program: Command, io: CliIo): void {
  const command = program
    .command('remediate')
    .description(
      'plan or take one step for NON_COMPLIANT users, decided live with the parameters of the deployed rule',
    )
    .addOption(
      new Option('--action <action>', 'what to do').choices([...remediationActions]).makeOptionMandatory(),
    )
    .option('--rule-name <name>', 'the Config rule whose parameters decide', meta.id)
    .option('--user-name <name>', 'a user, repeatable; without one the plan is for all users', several, [])
    .option(
      '--resource-id <id>',
      "the id of a user (AIDA...) as in Config's results, repeatable",
      several,
      [],
    )
    .option('--apply', 'do it for the chosen users; without it nothing is changed', false)
    .addOption(new Option('--dry-run', 'print the plan only; this is the default').conflicts('apply'))
    .addHelpText(
      'after',
      '\nCompliant, exempt and in-grace users are never touched (undo-require-mfa asks for no verdict); there is no force.' +
        '\nWith --apply each user leaves an audit line on stderr.' +
        '\nExit code: 0 nothing is left to do, 1 the plan has something to do, 2 bad usage or input, 3 a user could not be' +
        ' read or changed.',
    );
  addConnectionFlags(command).action(async (flags: RemediateFlags) => {
    io.exit(await orIncomplete(() => run(flags, io), io));
  });
}

async function run(flags: RemediateFlags, io: CliIo): Promise<ExitCode> {
  if (flags.apply && flags.userName.length + flags.resourceId.length === 0) {
    throw new UsageError(
      '--apply needs chosen users: --user-name or --resource-id, each as often as needed.',
    );
  }
  const connection = connectionOf(flags);
  const ports = portsOf(io, connection, flags.ruleName);
  const users = await chosen(flags, ports);
  const caller = flags.apply ? await callerArn(io, connection) : '';
  return remediateUsers({ ...flags, users, caller }, ports, io);
}

function portsOf(io: CliIo, connection: Connection, ruleName: string): RemediationPorts {
  const calls = noCalls();
  const { reading } = deadline(undefined);
  const iam = iamClient(io.env, calls, connection);
  const warn = (message: string, details: object): void =>
    void io.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  const directory = new Directory({ iam: new IamApi(iam, reading), log: { warn } });
  const rules = new ConfigRules({ client: configClient(io.env, calls, connection), signal: reading });
  return {
    directory: {
      listUsers: once(() => directory.listUsers()),
      readUser: (...user) => directory.readUser(...user),
    },
    rules: { named: once(() => rules.named(ruleName)) },
    iam: new IamWriter({ reader: iam, writer: onceIamClient(calls, connection), signal: reading }),
    clock: { now: () => new Date() },
  };
}

/** The rule's parameters and the list of users are those of the start of a run: one question, not one for each user. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
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

/** Nothing is done for anybody before every name is known to be somebody's. */
async function chosen(
  flags: RemediateFlags,
  { directory }: RemediationPorts,
): Promise<readonly ChosenUser[]> {
  const list = await directory.listUsers();
  if (list.failure !== undefined) throw new ReadFailedError(list.failure);
  const byName = new Map(list.users.map((user) => [user.userName.toLowerCase(), user]));
  const unknown = flags.userName.filter((userName) => !byName.has(userName.toLowerCase()));
  if (unknown.length > 0)
    throw new UsageError(`No IAM user is named ${unknown.join(', ')}: nothing was done.`);
  const all = flags.userName.length + flags.resourceId.length === 0;
  const wanted = all
    ? list.users.map(({ userId }) => userId)
    : [
        ...flags.userName.map((userName) => byName.get(userName.toLowerCase())?.userId ?? ''),
        ...flags.resourceId,
      ];
  const names = new Map(list.users.map(({ userId, userName }) => [userId, userName]));
  return [...new Set(wanted)].map((resourceId) => ({ resourceId, userName: names.get(resourceId) }));
}

/** For the audit line. A caller whose GetCallerIdentity fails may still be allowed to remediate. */
async function callerArn(io: CliIo, connection: Connection): Promise<string> {
  try {
    const client = stsClient(io.env, noCalls(), connection);
    return (await client.send(new GetCallerIdentityCommand({}))).Arn ?? 'unknown';
  } catch (error) {
    return `unknown (${errorCode(error)} on sts:GetCallerIdentity)`;
  }
}
