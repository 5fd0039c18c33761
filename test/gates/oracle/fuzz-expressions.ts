// `npm run fuzz:expressions [SEED [COUNT]]`: exit 1 where a value of ours, or a recorded answer, is not Terraform's.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { answersOf, compareExpressions, rowsFile, type ExpressionRow } from './compare-expressions';

const [seed = '1', count = '3000'] = process.argv.slice(2);

function fuzz(): void {
  if (spawnSync('terraform', ['version']).status !== 0) {
    process.stdout.write('terraform is not installed.\n0 passed, 0 failed, 1 skipped\n');
    return;
  }
  const { errors, followed, differences } = compareExpressions(Number(seed), Number(count));
  const rows = JSON.parse(readFileSync(rowsFile, 'utf8')) as readonly ExpressionRow[];
  const recorded = answersOf(rows.map(([expression]) => expression));
  const stale = rows.filter(([, answer], index) => (answer ?? undefined) !== recorded[index]);
  for (const [expression] of stale) differences.push(`recorded wrongly: ${expression}`);
  for (const line of differences.slice(0, 20)) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `seed ${seed}: ${count} expressions, of which terraform refused ${errors} and check followed ${followed}\n` +
      `${Number(count) - differences.length} passed, ${differences.length} failed, 0 skipped\n`,
  );
  process.exitCode = differences.length > 0 ? 1 : 0;
}

fuzz();
