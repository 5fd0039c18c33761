import { isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import { expandLoops } from './loops';
import type { DocumentKind, GateDocument } from './document';
import { InvalidDocumentError } from './invalid-document-error';
import { intrinsicTags } from './intrinsic-tags';
import { isObject, type JsonObject } from './json-object';

/** A plan of 5,000 resources has some 20 MB. */
export const maxDocumentBytes = 64 * 1024 * 1024;
const maxDepth = 200;

/**
 * Reads one file: `terraform show -json`, or a CloudFormation template in JSON or YAML.
 * @throws InvalidDocumentError where it is neither, or cannot be read
 */
export function parseDocument(file: string, text: string): GateDocument {
  const document = parseIfKnown(file, text);
  if (document !== undefined) return document;
  throw new InvalidDocumentError(
    file,
    'is neither a Terraform plan nor a CloudFormation template, allowed: the output of "terraform show -json PLAN", or a template with Resources, in JSON or YAML',
  );
}

/** The same for one file of a folder, in which others may lie: undefined where the content is of another kind. */
export function parseIfKnown(file: string, text: string): GateDocument | undefined {
  if (Buffer.byteLength(text) > maxDocumentBytes) throw tooLarge(file, Buffer.byteLength(text));
  const { content, lineOf, repeated, further } = looksLikeJson(text)
    ? parseJson(file, text)
    : parseYaml(file, text);
  if (!isObject(content)) return undefined;
  refuseDepth(file, content);
  const kind = kindOf(file, content);
  const more = further && { further };
  if (kind !== 'cloudformation-template') return kind && { kind, file, content, lineOf, ...more };
  const [key, twiceAt] = repeated?.() ?? [];
  if (key !== undefined)
    throw new InvalidDocumentError(
      file,
      `has the key ${JSON.stringify(key)} a second time in line ${twiceAt}`,
    );
  const { content: expanded, loopOf, unknown: loops, overDefaults } = expandLoops(content);
  const line = (logicalId: string): number => lineOf(loopOf.get(logicalId) ?? logicalId);
  return { kind, file, content: expanded, lineOf: line, loops, overDefaults, ...more };
}

export function tooLarge(file: string, bytes: number): InvalidDocumentError {
  const size = (count: number): string => `${Math.ceil(count / 1024 / 1024)} MiB`;
  return new InvalidDocumentError(file, `has ${size(bytes)}, allowed: at most ${size(maxDocumentBytes)}`);
}

const planVersion = /^(0\.[1-9]\d*|1\.\d+)$/;

function kindOf(file: string, content: JsonObject): DocumentKind | undefined {
  const { format_version: version } = content;
  if (typeof version === 'string' && !('Resources' in content)) {
    if (!planVersion.test(version))
      throw new InvalidDocumentError(
        file,
        `is a Terraform plan of format version ${JSON.stringify(version.slice(0, 20))}, allowed: 0.1 to 1.x`,
      );
    if (!('resource_changes' in content) && !('planned_values' in content))
      throw new InvalidDocumentError(
        file,
        'is Terraform\'s JSON, but no plan, allowed: the output of "terraform show -json PLAN" with the file that "terraform plan -out=PLAN" wrote',
      );
    if (content['errored'] === true)
      throw new InvalidDocumentError(
        file,
        'is a Terraform plan that ended in an error and may lack resources, allowed: a plan that succeeded',
      );
    return 'terraform-plan';
  }
  return isObject(content['Resources']) ? 'cloudformation-template' : undefined;
}

interface Parsed extends Pick<GateDocument, 'further'> {
  readonly content: unknown;
  /** A key that one object has twice, and its line. */
  readonly repeated?: () => readonly [key: string, line: number] | undefined;
  readonly lineOf: GateDocument['lineOf'];
}

const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*[[{]/.test(text);

function parseJson(file: string, text: string): Parsed {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    let keys: ReturnType<typeof keysIn> | undefined;
    const found = (): ReturnType<typeof keysIn> => (keys ??= keysIn(text));
    return {
      content,
      lineOf: (logicalId) => found().lines.get(logicalId) ?? 1,
      repeated: () => found().repeated,
    };
  } catch (cause) {
    // A flow mapping of YAML begins like JSON, too.
    if (!/![A-Z]/.test(text)) throw new InvalidDocumentError(file, 'is not JSON', { cause });
    return parseYaml(file, text);
  }
}

/** The line of each key of `Resources`, and a key that an object has twice, in one pass over the text. */
function keysIn(text: string) {
  const lines = new Map<string, number>();
  const path: { readonly key: string; readonly names: Set<string> }[] = [];
  let repeated: readonly [string, number] | undefined;
  let [line, key] = [1, ''];
  for (const [token, name] of text.matchAll(/\n|[{}[\]]|"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"/g)) {
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') path.push({ key, names: new Set() });
    else if (token === '}' || token === ']') path.pop();
    else if (name !== undefined) {
      key = name.includes('\\') ? String(JSON.parse(`"${name}"`)) : name;
      if (path.length === 2 && path[1]?.key === 'Resources' && !lines.has(key)) lines.set(key, line);
      const names = path.at(-1)?.names;
      if (names?.has(key) === true) repeated ??= [key, line];
      names?.add(key);
    }
  }
  return { lines, repeated };
}

function parseYaml(file: string, text: string): Parsed {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    customTags: intrinsicTags,
    lineCounter,
    logLevel: 'silent',
    merge: true,
  });
  const [document, ...more] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return { content: undefined, lineOf: () => 1 };
  const further = more
    .filter(({ contents }) => contents !== null && !(isScalar(contents) && contents.value === null))
    .map(({ range }) => lineCounter.linePos(range[0]).line);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const [line = ''] = problem.message.split('\n');
    throw new InvalidDocumentError(file, `is not YAML that CloudFormation knows: ${line.replace(/:$/, '')}`);
  }
  const lines = new Map<string, number>();
  const resources: unknown = isMap(document.contents) ? document.contents.get('Resources', true) : undefined;
  for (const { key } of isMap(resources) ? resources.items : []) {
    if (isScalar(key)) lines.set(String(key.value), lineCounter.linePos(key.range?.[0] ?? 0).line);
  }
  try {
    // The library bounds aliases that multiply; what is left of a cycle cannot be written as JSON.
    const content: unknown = document.toJS();
    JSON.stringify(content);
    return {
      content,
      lineOf: (logicalId) => lines.get(logicalId) ?? 1,
      ...(further.length > 0 && { further }),
    };
  } catch (cause) {
    throw new InvalidDocumentError(file, 'has YAML aliases that multiply or lead back to themselves', {
      cause,
    });
  }
}

/** A depth that no template has; what is deeper would end in a stack overflow. */
function refuseDepth(file: string, content: JsonObject): void {
  let level: readonly unknown[] = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth)
      throw new InvalidDocumentError(file, `is nested deeper than ${maxDepth} levels, which no template is`);
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as readonly unknown[]) : [],
    );
  }
}
