import { forEachOf } from '../run/for-each-of';
import { RemediationError, RemediationRefusedError } from '../remediation/failed';
import { plan } from '../remediation/plan';
import type { Plan } from '../remediation/planned';
import type { RemediationPorts, RemediationSettings } from '../remediation/ports';
import { carryOut } from '../remediation/remediate';
import type { RemediationAction } from '../meta';
import { actionTexts } from '../remediation/texts';
import type { CliIo, ExitCode } from './io';

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
  /** The ARN of the caller, for the audit lines. */
  readonly caller: string;
}

/** `refused`: the step would not do what it is for, and the user stays as before. */
type PlanRow = readonly [
  outcome: 'would-change' | 'changed' | 'nothing-to-do' | 'refused' | 'failed',
  message: string,
];

const plansAtOnce = 8;

/**
 * The plan for each user, or the step itself: one line a user on stdout, `outcome <tab> id <tab> sentence`. Steps are taken
 * one after the other, so that the audit lines say what was done when the command is interrupted.
 */
export async function remediateUsers(
  task: RemediationTask,
  ports: RemediationPorts,
  io: CliIo,
): Promise<ExitCode> {
  const rows: PlanRow[] = [];
  const print = (index: number, row: PlanRow): void => {
    rows[index] = row;
    io.stdout.write(`${row[0]}\t${task.users[index]?.resourceId ?? ''}\t${row[1]}\n`);
  };
  if (task.apply) {
    for (const [index, user] of task.users.entries()) print(index, await apply(user, task, ports, io));
  } else {
    const planned: PlanRow[] = [];
    await forEachOf([...task.users.entries()], plansAtOnce, async ([index, user]) => {
      planned[index] = await rowOf(async () => planRow(await planFor(user, task, ports)));
    });
    planned.forEach((row, index) => print(index, row));
  }
  if (rows.some(([outcome]) => outcome === 'failed')) return 3;
  return rows.some(([outcome]) => outcome === 'would-change' || outcome === 'refused') ? 1 : 0;
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
): Promise<PlanRow> {
  const row = await rowOf(async () => appliedRow(await planFor(user, task, ports), ports));
  const time = ports.clock.now().toISOString();
  const who = `${user.userName ?? 'unknown'} (${user.resourceId})`;
  io.stderr.write(`${time} ${task.caller} ${task.action} ${who}: ${row[0]}\n`);
  return row;
}

/** One user who could not be read or changed does not keep the others from it. */
async function rowOf(work: () => PlanRow | Promise<PlanRow>): Promise<PlanRow> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RemediationRefusedError) return ['refused', error.message];
    if (error instanceof RemediationError) return ['failed', error.message];
    throw error;
  }
}

function planRow(planned: Plan): PlanRow {
  if (planned.kind === 'act') {
    const { request, user, groups } = planned;
    return ['would-change', actionTexts[request.action].plan(user.userName, groups)];
  }
  return [planned.kind === 'no-help' ? 'refused' : 'nothing-to-do', planned.outcome.message];
}

async function appliedRow(planned: Plan, ports: RemediationPorts): Promise<PlanRow> {
  if (planned.kind !== 'act') return planRow(planned);
  const { changed, message } = await carryOut(planned, ports);
  return [changed ? 'changed' : 'nothing-to-do', message];
}
