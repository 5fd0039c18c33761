import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * `cdk deploy -c gracePeriodHours` without a value: the CDK CLI drops it with a warning and would deploy the default. What it
 * hands over does not show that, so its own arguments are read; where they cannot be, nothing is found.
 */
export function contextWithoutValue(): readonly string[] {
  let pid = process.ppid;
  for (let generation = 0; generation < 10 && pid > 1; generation++) {
    const found = processOf(pid);
    if (found === undefined) return [];
    const start = found.args.findIndex(isCdk);
    if (start >= 0) return withoutValue(found.args.slice(start + 1));
    pid = found.parent;
  }
  return [];
}

const isCdk = (argument: string): boolean => /^(cdk|cdk\.js|aws-cdk)$/.test(basename(argument));

/** The context keys among the CDK CLI's arguments that have no value. */
export function withoutValue(args: readonly string[]): readonly string[] {
  return args.flatMap((argument, index) => {
    const [, attached] = /^(?:--context=|-c=?)(.+)$/.exec(argument) ?? [];
    const assignment = argument === '-c' || argument === '--context' ? args[index + 1] : attached;
    return assignment === undefined || assignment.includes('=') ? [] : [assignment];
  });
}

function processOf(pid: number): { readonly parent: number; readonly args: readonly string[] } | undefined {
  try {
    // The name of the program, in brackets, may hold anything.
    const [, , parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ')').split(' ');
    return { parent: Number(parent), args: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, args] = /^\s*(\d+)\s+(.+)$/m.exec(stdout) ?? [];
    return args === undefined ? undefined : { parent: Number(parent), args: args.split(/\s+/) };
  }
}
