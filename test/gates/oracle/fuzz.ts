// `npm run fuzz:gates [SEED [USERS]]`: prints what the gate got wrong; exit 1 where it missed somebody or found somebody wrongly.
import { compare } from './compare';

const [seed = '1', users = '10000'] = process.argv.slice(2);
void compare(Number(seed), Number(users)).then((found) => {
  const { misses, wrongNotEnforced, wrongCannotSee } = found;
  const share = (wrongCannotSee.length * 100) / found.users;
  for (const line of [...misses, ...wrongNotEnforced, ...wrongCannotSee].slice(0, 20))
    process.stdout.write(`${line}\n`);
  process.stdout.write(
    `seed ${seed}: ${found.users} users, ${misses.length} misses, ${wrongNotEnforced.length} wrong "not enforced", ` +
      `${wrongCannotSee.length} wrong "cannot see" (${share.toFixed(2)} %)\n`,
  );
  // The last line is a count, as CI adds them up.
  const failed = misses.length + wrongNotEnforced.length + (share >= 2 ? 1 : 0);
  process.stdout.write(`${found.users - failed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = misses.length + wrongNotEnforced.length > 0 || share >= 2 ? 1 : 0;
});
