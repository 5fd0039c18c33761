import { lambdaEntries } from '../../../infra/rule/bundle';
import { WarmDoors } from '../../entries/warm-doors';
import { heapFlags, lambdaNode } from '../lambda-node';
import { sayTable } from '../output';
import { bundleOf } from '../rule-process';

/** A function that runs for days in one process. */
export async function warm(): Promise<void> {
  const doors = await WarmDoors.open();
  const rows: string[][] = [];
  for (const door of lambdaEntries) {
    const { early, late, connections } = await doors.invoke(door, bundleOf(door), [
      lambdaNode(),
      ...heapFlags(512),
    ]);
    rows.push([
      door,
      String(connections),
      `${early.sockets} -> ${late.sockets}`,
      `${early.mebibytes.toFixed(1)} -> ${late.mebibytes.toFixed(1)}`,
      `${early.residentMebibytes.toFixed(0)} -> ${late.residentMebibytes.toFixed(0)}`,
    ]);
  }
  await doors.close();
  sayTable(
    '2,000 invocations of one process, after 400 and after all of them:',
    ['', 'connections in all', 'sockets open', 'heap used MiB', 'resident MiB'],
    rows,
  );
}
