import { closeSync, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodedText } from '../../core/decoded-text';
import { InvalidDocumentError } from '../../gates/invalid-document-error';
import { maxDocumentBytes, parseDocument, parseIfKnown, tooLarge } from '../../gates/parse-document';
import { UsageError } from '../terminal/io';
import { stdinChunks } from '../terminal/stdin';
import { assemblyIn } from './assembly';
import { joined, unreadable, type Read } from './read';

const template = /\.(json|ya?ml|template)$/i;
/** Folders without templates, which can be huge. */
const skippedFolders = new Set(['node_modules', '.git', '.terraform']);
/** A file that does not parse may be anything; with one of these it is, or was meant to be, a template or a plan. */
const meantToBeRead = /Resources|resource_changes|AWSTemplateFormatVersion/;

/**
 * Reads what `check` was given: files, folders (also a cdk.out, by its manifest), or `-` for stdin. A file that cannot be read is
 * unseen beside others that can.
 * @throws UsageError, InvalidDocumentError where nothing could be read
 */
export function readDocuments(places: readonly string[]): Read {
  const failures: Error[] = [];
  const read = places.map((place): Read => {
    try {
      return readPlace(place);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof InvalidDocumentError)) throw error;
      failures.push(error);
      return unreadable(place, sentence(error, place));
    }
  });
  const [failure] = failures;
  if (failure !== undefined && failures.length === places.length) throw failure;
  return joined(read);
}

/** The error as the rest of a sentence that begins with the file. */
const sentence = (error: Error, file: string): string =>
  error.message.replace(`${file}: `, '').replace(`${file} `, '').replace(/\.$/, '');

function readPlace(place: string): Read {
  if (place === '-') return { documents: [parseDocument('stdin', readStdin())], unseen: [] };
  const there = statSync(place, { throwIfNoEntry: false });
  if (there === undefined)
    throw new UsageError(
      `${place} does not exist; name a Terraform plan, a template, a folder, or - for stdin.`,
    );
  if (!there.isDirectory()) return { documents: [parseDocument(place, textOf(place))], unseen: [] };
  const found = new Folders().read(place);
  if (found.documents.length === 0 && found.unseen.length === 0)
    throw new UsageError(
      `${place} holds no Terraform plan and no CloudFormation template; run "cdk synth" or "terraform show -json PLAN > plan.json" first.`,
    );
  return found;
}

/** The files of a folder and the folders within; what several links lead to is read once. */
class Folders {
  private readonly seen = new Set<string>();
  private readonly files = new Map<string, Read>();

  read(folder: string): Read {
    const real = realpathSync(folder);
    if (this.seen.has(real)) return joined([]);
    this.seen.add(real);
    const assembly = assemblyIn(folder, (file) => this.file(file));
    if (assembly !== undefined) return assembly;
    const entries = readdirSync(folder, { withFileTypes: true }).sort(
      (a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()) || (a.name < b.name ? -1 : 1),
    );
    return joined(
      entries.map((entry): Read => {
        const place = join(folder, entry.name);
        if (!entry.isSymbolicLink()) return this.entry(place, entry.name, entry.isDirectory());
        const target = statSync(place, { throwIfNoEntry: false });
        if (target !== undefined) return this.entry(place, entry.name, target.isDirectory());
        return template.test(entry.name) ? unreadable(place, 'is a link that leads nowhere') : joined([]);
      }),
    );
  }

  private entry(place: string, name: string, isFolder: boolean): Read {
    // An asset of cdk.out is other code; a nested assembly holds templates.
    if (isFolder)
      return skippedFolders.has(name) || name.startsWith('asset.') ? joined([]) : this.read(place);
    if (!template.test(name) || this.files.has(realpathSync(place))) return joined([]);
    return this.file(place);
  }

  private file(file: string): Read {
    const real = realpathSync(file);
    const read = this.files.get(real) ?? this.readFile(file);
    this.files.set(real, read);
    return read;
  }

  private readFile(file: string): Read {
    let text = '';
    try {
      text = textOf(file);
      const document = parseIfKnown(file, text);
      return { documents: document === undefined ? [] : [document], unseen: [] };
    } catch (error) {
      if (error instanceof InvalidDocumentError) {
        if (text !== '' && !meantToBeRead.test(text)) return joined([]);
        return unreadable(file, sentence(error, file));
      }
      if (!(error instanceof Error && 'code' in error)) throw error;
      return unreadable(file, `cannot be read (${String(error.code)})`);
    }
  }
}

function textOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size > maxDocumentBytes) throw tooLarge(file, size);
    return decodedText(readFileSync(descriptor));
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
  return decodedText(Buffer.concat(chunks));
}
