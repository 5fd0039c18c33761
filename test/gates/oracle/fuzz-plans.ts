// `npm run fuzz:plans [SEED [CONFIGURATIONS]]`: exit 1 where check missed a user of a plan, or found one wrongly.
import { buildProvider, missing } from '../terraform';
import { comparePlans } from './compare-plans';

const [seed = '1', count = '60'] = process.argv.slice(2);

async function fuzz(): Promise<void> {
  if (missing() === 'terraform is not installed') {
    process.stdout.write('terraform is not installed.\n0 passed, 0 failed, 1 skipped\n');
    return;
  }
  buildProvider();
  const { users, refused, misses, wrongNotEnforced, cannotSee } = await comparePlans(
    Number(seed),
    Number(count),
  );
  for (const line of [...misses, ...wrongNotEnforced].slice(0, 20)) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `seed ${seed}: ${users} users, ${misses.length} misses, ${wrongNotEnforced.length} wrong "not enforced", ` +
      `${cannotSee.length} "cannot see"; terraform refused ${refused} of ${count} configurations\n`,
  );
  const failed = misses.length + wrongNotEnforced.length;
  process.stdout.write(`${users - failed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void fuzz();
