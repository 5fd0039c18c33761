import { configClient } from '../../aws/clients/config-client';
import { iamClient, onceIamClient } from '../../aws/clients/iam-client';
import { ConfigRules } from '../../aws/config/config-rules';
import { IamAccount } from '../../aws/iam/iam-account';
import { IamApi } from '../../aws/iam/iam-api';
import { IamGroups } from '../../aws/iam/iam-groups';
import { IamWriter } from '../../aws/iam/iam-writer';
import { meta, type RemediationAction } from '../../meta';
import { ruleOf } from '../../remediation/plan';
import type { RemediationPorts, RemediationSettings } from '../../remediation/ports';
import { Directory } from '../../run/directory';
import { failureText, ReadFailedError } from '../../run/failures';
import { allMembers, membersText } from './all-members';
import { inSession, type Session, type SessionFlags } from '../session';
import { UsageError, type CliIo, type ExitCode } from '../terminal/io';
import { remediateUsers, type ChosenUser } from './remediate-users';
import {
  checkResourceIds,
  chosenUsers,
  expiryWarning,
  requiredGroup,
  ruleFields,
} from './remediation-choice';
import { say } from '../terminal/say';
import { printFields } from './rows';

export interface RemediateFlags extends SessionFlags {
  readonly action: RemediationAction;
  readonly ruleName?: string;
  readonly ruleFunction?: string;
  readonly group?: string;
  readonly userName: readonly string[];
  readonly resourceId: readonly string[];
  readonly allMembers: boolean;
  readonly apply: boolean;
  readonly all?: boolean;
}

/** The plan, or the step itself with --apply. */
export async function remediateWithFlags(flags: RemediateFlags, io: CliIo): Promise<void> {
  checkUsage(flags);
  io.exit(await inSession(flags, io, (session) => run(flags, session)));
}

async function run(flags: RemediateFlags, session: Session): Promise<ExitCode> {
  const edge = edgeOf(session);
  const users = flags.allMembers
    ? await everyMember(flags, edge, session)
    : await chosenUsers(flags, edge.ports.directory.listUsers, () =>
        // If STS does not say, an account id is compared with nothing and refused.
        session.caller().then(
          ({ accountId }) => accountId,
          () => undefined,
        ),
      );
  return carryOn(flags, users, edge, session);
}

/** @throws UsageError without --apply, after it has said who would lose what */
async function everyMember(
  flags: RemediateFlags,
  { iam, account }: Edge,
  { io }: Session,
): Promise<readonly ChosenUser[]> {
  const members = await allMembers(flags.group, account);
  say(io, await membersText(members, iam));
  if (!flags.apply) throw new UsageError('--all-members needs --apply: nothing was done.');
  return members;
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
  { ports, account }: Edge,
  session: Session,
): Promise<ExitCode> {
  const { io } = session;
  const { action, ruleName, apply } = flags;
  const trustedRule = { by: 'account', functionArn: flags.ruleFunction } as const;
  if (action !== 'undo-require-mfa')
    printFields(ruleFields(await ruleOf({ ruleName }, ports, { trustedRule })), io);
  const group =
    action === 'require-mfa'
      ? await requiredGroup(flags.group, account)
      : { name: flags.group ?? meta.requiredGroupName };
  if (action === 'require-mfa' && !apply && 'name' in group) {
    const warning = await expiryWarning(group.name, account, ports.groups);
    if (warning !== undefined) session.remark(warning);
  }
  const settings: RemediationSettings = { trustedRule, group, undoGroup: flags.group };
  const caller = apply ? await callerArn(session) : '';
  // A caller who names users wants an answer about each.
  const all = flags.all === true || flags.userName.length + flags.resourceId.length > 0;
  return remediateUsers({ action, ruleName, settings, users, apply, caller, all }, ports, io);
}

/** For the audit line. A caller whose GetCallerIdentity fails may still be allowed to remediate. */
async function callerArn(session: Session): Promise<string> {
  try {
    return (await session.caller()).arn;
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    return `unknown (${failureText(error.failure)})`;
  }
}

interface Edge {
  readonly ports: RemediationPorts;
  readonly iam: IamApi;
  readonly account: IamAccount;
}

function edgeOf(session: Session): Edge {
  const { connection, log } = session;
  const { reading, posting } = session.deadline();
  const client = iamClient(connection);
  const iam = new IamApi(client, reading);
  const directory = new Directory({ iam, log });
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
