import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GateDocument, SourceFiles } from '../../gates/document';
import { UsageError } from '../terminal/io';

/**
 * The plans with the .tf files that they are of: those of `--source`, or those that lie beside a plan.
 * @throws UsageError where `--source` is no folder
 */
export function withSources(
  documents: readonly GateDocument[],
  source: string | undefined,
): readonly GateDocument[] {
  if (source !== undefined && statSync(source, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--source: got ${source}, allowed: the folder of the .tf files that the plan is of`);
  return documents.map((document): GateDocument => {
    if (document.kind !== 'terraform-plan' || (source === undefined && document.file === 'stdin'))
      return document;
    const sources: SourceFiles = {
      folder: source ?? dirname(document.file),
      areOfThePlan: source !== undefined,
      read: filesIn,
    };
    return { ...document, sources };
  });
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return new Map();
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.tf(\.json)?$/.test(entry.name),
  );
  return new Map(files.map(({ name }) => [join(folder, name), readFileSync(join(folder, name), 'utf8')]));
}
