import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';

/** As Lambda's own: what is used up waits for the next period. */
const periodMicroseconds = 20_000;

/** A control group of Linux, version 1 or 2, that gives its processes a share of one CPU. It needs root. */
export class CpuQuota {
  private constructor(private readonly folder: string) {}

  /** @throws where control groups cannot be made */
  static of(share: number): CpuQuota {
    const first = existsSync('/sys/fs/cgroup/cpu/cpu.cfs_quota_us');
    const folder = `/sys/fs/cgroup/${first ? 'cpu/' : ''}iam-user-mfa-bench-${process.pid}-${Math.round(share * 1_000)}`;
    mkdirSync(folder);
    const quota = Math.round(share * periodMicroseconds);
    if (first) {
      writeFileSync(`${folder}/cpu.cfs_period_us`, String(periodMicroseconds));
      writeFileSync(`${folder}/cpu.cfs_quota_us`, String(quota));
    } else writeFileSync(`${folder}/cpu.max`, `${quota} ${periodMicroseconds}`);
    return new CpuQuota(folder);
  }

  /** The command that runs `command` inside, from its first instruction on. */
  around(command: readonly string[]): readonly string[] {
    return ['sh', '-c', `echo $$ > ${this.folder}/cgroup.procs && exec "$@"`, 'sh', ...command];
  }

  end(): void {
    rmdirSync(this.folder);
  }
}
