import { forEachOf } from '../../run/each-of';
import { RemediationError, RemediationRefusedError } from '../../remediation/failed';
import { plan } from '../../remediation/plan';
import type { Plan } from '../../remediation/planned';
import type { RemediationPorts, RemediationSettings } from '../../remediation/ports';
import { carryOut } from '../../remediation/remediate';
import type { RemediationAction } from '../../meta';
import { actionTexts } from '../../remediation/texts';
import type { CliIo, ExitCode } from '../terminal/io';
import { printPlan, printRow, type Row } from './rows';
import { say } from '../terminal/say';

export interface ChosenUser {
  readonly resourceId: string;
  readonly userName: string | undefined;
}

export interface RemediationTask {
  readonly action: RemediationAction;
  readonly ruleName: string | undefined;
  readonly settings: RemediationSettings;
  readonly users: readonly ChosenUser[];
  readonly apply: boolean;
  /** Whether a terminal lists the users with nothing to do, too. */
  readonly all: boolean;
  /** The ARN of the caller, for the audit lines. */
  readonly caller: string;
}

type Answer = Omit<Row, 'resourceId' | 'userName'>;

const plansAtOnce = 8;

/**
 * The plan for each user, or the step itself. Steps are taken one after the other, so that the audit lines say what was done
 * when the command is interrupted.
 */
export async function remediateUsers(
  task: RemediationTask,
  ports: RemediationPorts,
  io: CliIo,
): Promise<ExitCode> {
  const rows: Row[] = [];
  const keep = (user: ChosenUser, index: number, answer: Answer): Row =>
    (rows[index] = { ...user, ...answer });
  if (task.apply) {
    for (const [index, user] of task.users.entries())
      printRow(keep(user, index, await apply(user, task, ports, io)), io);
  } else {
    await forEachOf([...task.users.entries()], plansAtOnce, async ([index, user]) => {
      keep(user, index, await answerOf(async () => planned(await planFor(user, task, ports))));
    });
    printPlan(rows, task.all, io);
  }
  if (rows.some(({ outcome }) => outcome === 'failed')) return 3;
  return rows.some(({ outcome }) => outcome === 'would-change' || outcome === 'refused') ? 1 : 0;
}

const planFor = (
  { resourceId, userName }: ChosenUser,
  { action, ruleName, settings }: RemediationTask,
  ports: RemediationPorts,
): Promise<Plan> => plan({ action, resourceId, ruleName }, ports, settings, userName);

async function apply(
  user: ChosenUser,
  task: RemediationTask,
  ports: RemediationPorts,
  io: CliIo,
): Promise<Answer> {
  const row = await answerOf(async () => applied(await planFor(user, task, ports), ports));
  const time = ports.clock.now().toISOString();
  const who = `${user.userName ?? 'unknown'} (${user.resourceId})`;
  say(io, `${time} ${task.caller} ${task.action} ${who}: ${row.outcome}`);
  return row;
}

/** One user who could not be read or changed does not keep the others from it. */
async function answerOf(work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemediationError)) throw error;
    const { message } = error;
    return error instanceof RemediationRefusedError
      ? { outcome: 'refused', message, forAll: error.forAll }
      : { outcome: 'failed', message };
  }
}

function planned(made: Plan): Answer {
  if (made.kind === 'act') {
    const { request, user, groups } = made;
    return { outcome: 'would-change', message: actionTexts[request.action].plan(user.userName, groups) };
  }
  const { message } = made.outcome;
  return made.kind === 'no-help'
    ? { outcome: 'refused', message, forAll: made.forAll }
    : { outcome: 'nothing-to-do', message };
}

async function applied(made: Plan, ports: RemediationPorts): Promise<Answer> {
  if (made.kind !== 'act') return planned(made);
  const { changed, message } = await carryOut(made, ports);
  return { outcome: changed ? 'changed' : 'nothing-to-do', message };
}
