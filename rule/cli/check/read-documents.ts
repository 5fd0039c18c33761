import { closeSync, fstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  maxDocumentBytes,
  parseDocument,
  parseIfKnown,
  tooLarge,
  type GateDocument,
} from '../../gates/parse-document';
import { UsageError } from '../terminal/io';
import { stdinChunks } from '../terminal/stdin';

const template = /\.(json|ya?ml|template)$/i;
/** What no template lies in, and what can be huge. */
const skippedFolders = new Set(['node_modules', '.git', '.terraform']);

/**
 * Reads what `check` was given: a file, a folder (also a cdk.out, with its nested assemblies), or `-` for stdin.
 * @throws UsageError, InvalidDocumentError
 */
export function readDocuments(places: readonly string[]): readonly GateDocument[] {
  return places.flatMap((place) => {
    if (place === '-') return [parseDocument('stdin', readStdin())];
    const there = statSync(place, { throwIfNoEntry: false });
    if (there === undefined)
      throw new UsageError(
        `${place} does not exist; name a Terraform plan, a template, a folder, or - for stdin.`,
      );
    if (!there.isDirectory()) return [parseDocument(place, readBounded(place))];
    const found = filesIn(place).flatMap((file) => parseIfKnown(file, readBounded(file)) ?? []);
    if (found.length === 0)
      throw new UsageError(
        `${place} holds no Terraform plan and no CloudFormation template; run "cdk synth" or "terraform show -json PLAN > plan.json" first.`,
      );
    return found;
  });
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const place = join(folder, entry.name);
      // An asset of cdk.out is other code; a nested assembly holds templates.
      if (entry.isDirectory())
        return skippedFolders.has(entry.name) || entry.name.startsWith('asset.') ? [] : filesIn(place);
      return entry.isFile() && template.test(entry.name) ? [place] : [];
    });
}

function readBounded(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > maxDocumentBytes) throw tooLarge(file, size);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function readStdin(): string {
  const chunks: Buffer[] = [];
  let total = 0;
  for (const chunk of stdinChunks()) {
    total += chunk.length;
    if (total > maxDocumentBytes) throw tooLarge('stdin', total);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
