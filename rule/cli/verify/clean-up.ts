import { existsSync } from 'node:fs';
import { isNothing, leftovers } from '../../verification/clean-up';
import { rootPath } from '../../verification/journal';
import { count } from '../../report/words/words';
import { inSession } from '../session';
import { UsageError, type CliIo } from '../terminal/io';
import { complain } from '../terminal/say';
import type { VerifyFlags } from './flags';
import { confirmAccount, refuseUnnamed } from './guards';
import { journalIn, readJournal, removeJournal } from './journal-file';
import { clockOf, sandboxOf, takeBack } from './sandbox';

/** `verify --cleanup [JOURNAL]`: with a journal what its run has made, else whatever lies under the path of all runs. */
export async function cleanUpAfter(flags: VerifyFlags, io: CliIo): Promise<void> {
  const beside = journalIn(flags.output);
  const file = typeof flags.cleanup === 'string' ? flags.cleanup : existsSync(beside) ? beside : undefined;
  const journal = file === undefined ? undefined : readJournal(file);
  if (journal === undefined || flags.account !== undefined) refuseUnnamed(flags, io);
  await inSession(flags, io, async (session) => {
    const caller = await session.caller();
    if (flags.account !== undefined) await confirmAccount(flags, io, caller);
    if (journal !== undefined && journal.accountId !== caller.accountId)
      throw new UsageError(
        `${file ?? ''} is of account ${journal.accountId}, and the credentials are of ${caller.accountId}; nothing was deleted.`,
      );
    const path = journal?.path ?? rootPath;
    if (journal === undefined) {
      const found = await leftovers(sandboxOf(session, session.signal), path);
      if (isNothing(found)) {
        ended(io, [], path);
        return;
      }
      const names = [...found.users.map(({ arn }) => arn), ...found.serialNumbers];
      io.stdout.write(
        `${count(names.length, 'thing')} under ${path}:\n${names.map((name) => `  ${name}\n`).join('')}`,
      );
      if (flags.account === undefined) await confirmAccount(flags, io, caller);
      else if (flags.yes !== true)
        throw new UsageError('add --yes to delete all of it; nothing was deleted.');
    }
    // IAM may show what was just made seconds later.
    if (journal?.steps.at(-1)?.step.startsWith('make ') === true) await clockOf(session.signal).pause(3_000);
    const left = await takeBack(session, path, journal);
    if (left.length === 0 && file !== undefined) removeJournal(file);
    ended(io, left, path);
  });
}

function ended(io: CliIo, left: readonly string[], path: string): void {
  if (left.length === 0) io.stdout.write(`Nothing is left under ${path}.\n`);
  for (const line of left) complain(io, `${line}.`);
  io.exit(left.length === 0 ? 0 : 3);
}
