import { forEachOf } from '../run/for-each-of';
import type { RemediationOutcome, RemediationPorts } from '../remediation/ports';
import { carryOut, plan, RemediationError, type Plan } from '../remediation/remediate';
import type { RemediationAction } from '../remediation/request';
import { actionTexts, fill } from '../remediation/texts';
import type { CliIo, ExitCode } from './io';

export interface ChosenUser {
  readonly resourceId: string;
  readonly userName: string | undefined;
}

export interface RemediationTask {
  readonly action: RemediationAction;
  readonly ruleName: string;
  readonly users: readonly ChosenUser[];
  readonly apply: boolean;
  /** The ARN of whoever applies it. */
  readonly caller: string;
}

type PlanRow = readonly [outcome: 'would-change' | 'changed' | 'nothing-to-do' | 'failed', message: string];

const plansAtOnce = 8;

/**
 * The plan for each user, or the step itself: one line a user on stdout, `outcome <tab> id <tab> sentence`. Steps are taken
 * one after the other, so that the audit lines tell what was done when somebody breaks it off.
 */
export async function remediateUsers(
  task: RemediationTask,
  ports: RemediationPorts,
  io: CliIo,
): Promise<ExitCode> {
  const lines: PlanRow[] = [];
  const print = (index: number, line: PlanRow): void => {
    lines[index] = line;
    io.stdout.write(`${line[0]}\t${task.users[index]?.resourceId ?? ''}\t${line[1]}\n`);
  };
  if (task.apply) {
    for (const [index, user] of task.users.entries()) print(index, await apply(user, task, ports, io));
  } else {
    const planned: PlanRow[] = [];
    await forEachOf([...task.users.entries()], plansAtOnce, async ([index, user]) => {
      planned[index] = await lineOf(async () => planLine(await planFor(user, task, ports)));
    });
    planned.forEach((line, index) => print(index, line));
  }
  if (lines.some(([outcome]) => outcome === 'failed')) return 3;
  return lines.some(([outcome]) => outcome === 'would-change') ? 1 : 0;
}

const planFor = (
  { resourceId, userName }: ChosenUser,
  task: RemediationTask,
  ports: RemediationPorts,
): Promise<Plan> => plan({ action: task.action, resourceId, ruleName: task.ruleName }, ports, userName);

async function apply(
  user: ChosenUser,
  task: RemediationTask,
  ports: RemediationPorts,
  io: CliIo,
): Promise<PlanRow> {
  const line = await lineOf(async () => outcomeLine(await carryOut(await planFor(user, task, ports), ports)));
  const time = ports.clock.now().toISOString();
  const who = `${user.userName ?? 'unknown'} (${user.resourceId})`;
  io.stderr.write(`${time} ${task.caller} ${task.action} ${who}: ${line[0]}\n`);
  return line;
}

/** One user who could not be read or changed does not keep the others from it. */
async function lineOf(work: () => Promise<PlanRow>): Promise<PlanRow> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RemediationError) return ['failed', error.message];
    throw error;
  }
}

function planLine(planned: Plan): PlanRow {
  if (planned.kind === 'nothing') return ['nothing-to-do', planned.outcome.message];
  return ['would-change', fill(actionTexts[planned.request.action].plan, planned.user.userName)];
}

const outcomeLine = ({ changed, message }: RemediationOutcome): PlanRow => [
  changed ? 'changed' : 'nothing-to-do',
  message,
];
