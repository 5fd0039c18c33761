import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import * as v from 'valibot';
import type { Construct } from '../../gates/declared';
import type { GateDocument } from '../../gates/document';
import { unreadable, type Read } from './read';

const entrySchema = v.object({
  type: v.string(),
  data: v.optional(v.unknown()),
  trace: v.optional(v.unknown()),
});
const metadataSchema = v.record(v.string(), v.array(entrySchema));
const artifactSchema = v.object({
  type: v.string(),
  environment: v.optional(v.string()),
  properties: v.optional(
    v.object({
      templateFile: v.optional(v.string()),
      stackName: v.optional(v.string()),
      directoryName: v.optional(v.string()),
      file: v.optional(v.string()),
    }),
  ),
  metadata: v.optional(metadataSchema),
  additionalMetadataFile: v.optional(v.string()),
});
const manifestSchema = v.object({ version: v.string(), artifacts: v.record(v.string(), artifactSchema) });
const assetsSchema = v.object({
  files: v.optional(
    v.record(
      v.string(),
      v.object({
        source: v.object({ path: v.optional(v.string()), packaging: v.optional(v.string()) }),
        destinations: v.optional(v.record(v.string(), v.object({ objectKey: v.optional(v.string()) }))),
      }),
    ),
  ),
});
const templateSchema = v.record(v.string(), v.unknown());
type Artifact = v.InferOutput<typeof artifactSchema>;
type Metadata = v.InferOutput<typeof metadataSchema>;

/**
 * The files that a cloud assembly's manifest names, and no others in the folder: the templates of its stacks, those
 * that they nest, and the assemblies within. Stacks of one assembly and one environment are of one account.
 * @returns undefined where the folder holds no assembly
 */
export function assemblyIn(
  folder: string,
  read: (file: string) => Read,
  scopesOf = new Map<string, Set<string>>(),
): Read | undefined {
  const manifest = parsed(manifestSchema, join(folder, 'manifest.json'));
  if (manifest === undefined) return undefined;
  const artifacts = Object.entries(manifest.artifacts);
  const nested = new Map(artifacts.flatMap(([, artifact]) => assetsOf(folder, artifact)));
  const documents: GateDocument[] = [];
  const unseen: Read['unseen'][number][] = [];
  const add = (file: string, more: (document: GateDocument) => GateDocument): void => {
    const found = existsSync(file) ? read(file) : undefined;
    documents.push(...(found?.documents ?? []).map(more));
    unseen.push(...(found?.unseen ?? unreadable(file, 'is in the manifest, and is not there').unseen));
    // A stack without resources is one, too; a file that is empty or cut is none.
    if (
      found?.documents.length === 0 &&
      found.unseen.length === 0 &&
      parsed(templateSchema, file) === undefined
    )
      unseen.push(...unreadable(file, 'is in the manifest, and holds no template').unseen);
  };
  for (const [id, artifact] of artifacts) {
    const { type, environment = '', properties = {} } = artifact;
    const { templateFile, directoryName } = properties;
    if (type === 'cdk:cloud-assembly' && directoryName !== undefined) {
      const stage = join(folder, directoryName);
      const inner =
        assemblyIn(stage, read, scopesOf) ?? unreadable(stage, 'is in the manifest, and holds no assembly');
      documents.push(...inner.documents);
      unseen.push(...inner.unseen);
    }
    if (type !== 'aws:cloudformation:stack' || templateFile === undefined) continue;
    const [, account] = /^aws:\/\/(\d{12})\//.exec(environment) ?? [];
    const metadata = metadataOf(folder, artifact);
    const shared = {
      scope: `${folder} ${environment}`,
      nested,
      ...(account === undefined ? {} : { account }),
    };
    const stackName = properties.stackName ?? id;
    const ownerOf = ownersIn(metadata, templateFile);
    add(join(folder, templateFile), (document) => ({
      ...document,
      ...shared,
      stackName,
      constructOf: (logicalId) => constructIn(metadata, logicalId, templateFile, ownerOf),
    }));
    for (const [, file] of nested) {
      const name = relative(folder, file);
      if (
        !/\.(json|ya?ml|template)$/i.test(name) ||
        artifacts.some(([, one]) => one.properties?.templateFile === name)
      )
        continue;
      if (!isNestedIn(join(folder, templateFile), file, nested)) continue;
      // Stages share an asset: in each it is a template of its own.
      const scopes = scopesOf.get(file) ?? new Set();
      if (scopes.has(shared.scope)) continue;
      const prefix = scopes.size === 0 ? {} : { prefix: `${stackName}/` };
      scopesOf.set(file, scopes.add(shared.scope));
      add(file, (document) => ({
        ...document,
        ...shared,
        ...prefix,
        constructOf: (logicalId) => constructIn(metadata, logicalId, name, ownerOf),
      }));
    }
  }
  return { documents, unseen };
}

/** Whether the template, or one that it nests, names the asset. */
function isNestedIn(template: string, file: string, nested: ReadonlyMap<string, string>, depth = 0): boolean {
  if (depth > 10 || !existsSync(template)) return false;
  const text = readFileSync(template, 'utf8');
  return [...nested].some(
    ([key, one]) =>
      text.includes(key) && (one === file || (one !== template && isNestedIn(one, file, nested, depth + 1))),
  );
}

function parsed<T extends v.GenericSchema>(schema: T, file: string): v.InferOutput<T> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const found = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return found.success ? found.output : undefined;
  } catch {
    return undefined;
  }
}

/** The files that are uploaded, by the key under which a TemplateURL finds each. */
function assetsOf(folder: string, { type, properties }: Artifact): readonly (readonly [string, string])[] {
  if (type !== 'cdk:asset-manifest' || properties?.file === undefined) return [];
  const assets = parsed(assetsSchema, join(folder, properties.file));
  return Object.values(assets?.files ?? {}).flatMap(({ source, destinations = {} }) =>
    Object.values(destinations).flatMap(({ objectKey }): readonly (readonly [string, string])[] =>
      source.path === undefined || source.packaging === 'zip' || objectKey === undefined
        ? []
        : [[objectKey, join(folder, source.path)]],
    ),
  );
}

const metadataOf = (folder: string, { metadata, additionalMetadataFile: file }: Artifact): Metadata => ({
  ...metadata,
  ...(file === undefined ? {} : parsed(metadataSchema, join(folder, file))),
});

/** The template that a construct is in, by its path: two nested stacks may have the same logical id. */
function ownersIn(metadata: Metadata, templateFile: string): (path: string) => string {
  const owners = Object.entries(metadata).flatMap(([path, entries]) =>
    entries.flatMap(({ type, data }) =>
      type === 'aws:cdk:templateFile' && typeof data === 'string' ? [[`${path}/`, data] as const] : [],
    ),
  );
  owners.sort(([a], [b]) => b.length - a.length);
  return (path) => owners.find(([prefix]) => path.startsWith(prefix))?.[1] ?? templateFile;
}

function constructIn(
  metadata: Metadata,
  logicalId: string,
  file: string,
  ownerOf: (path: string) => string,
): Construct | undefined {
  for (const [path, entries] of Object.entries(metadata)) {
    const named = entries.find(({ type, data }) => type === 'aws:cdk:logicalId' && data === logicalId);
    if (named === undefined || ownerOf(path) !== file) continue;
    const stack = entries.find(({ type }) => type === 'aws:cdk:creationStack')?.data ?? named.trace;
    return { path: path.replace(/^\//, ''), source: sourceIn(stack) };
  }
  return undefined;
}

/** The first line of a stack trace that is neither a library's nor Node's. */
function sourceIn(trace: unknown): Construct['source'] {
  for (const line of Array.isArray(trace) ? (trace as readonly unknown[]) : []) {
    const [, file, number] =
      /(?:^|[\s(])((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):\d+\)?$/.exec(String(line)) ?? [];
    if (file === undefined || /[\\/]node_modules[\\/]/.test(file)) continue;
    const path = file.replace(/^file:\/\//, '');
    const within = relative(process.cwd(), path);
    const isBelow = !within.startsWith('..') && !isAbsolute(within);
    return { file: isBelow ? within : path, line: Number(number) };
  }
  return undefined;
}
