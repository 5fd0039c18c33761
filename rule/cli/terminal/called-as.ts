import { basename, isAbsolute, relative, sep } from 'node:path';
import { meta } from '../../meta';
import { shellQuoted, usualProgram } from '../../report/words/commands';
import type { CliIo } from './io';

/** How the person called this program: what they paste must find it again. @param script as in process.argv[1] */
export function calledAs(script: string | undefined, env: CliIo['env'], here = process.cwd()): string {
  if (script === undefined) return usualProgram;
  // The one file that needs no package.
  if (script.endsWith('.cjs')) {
    const path = relative(here, script);
    return `node ${shellQuoted(path.startsWith('..') || isAbsolute(path) ? script : path)}`;
  }
  // npm sets it within npx; a bin in node_modules is on nobody's PATH.
  const isNpx = env['npm_command'] === 'exec' || script.includes(`${sep}node_modules${sep}.bin${sep}`);
  return !isNpx && basename(script) === meta.id ? meta.id : usualProgram;
}

/** For what is pasted into the same shell. */
export const programOf = ({ program }: Pick<CliIo, 'program'>): string => program ?? usualProgram;
