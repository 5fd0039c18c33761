import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { proofsPython } from '../proofs/which-python';

const member = v.object({
  shape: v.string(),
  location: v.optional(v.string()),
  locationName: v.optional(v.string()),
});
const shape = v.object({
  type: v.string(),
  members: v.optional(v.record(v.string(), member), {}),
  required: v.optional(v.array(v.string()), []),
  member: v.optional(member),
  key: v.optional(member),
  value: v.optional(member),
  enum: v.optional(v.array(v.string())),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  pattern: v.optional(v.string()),
  flattened: v.optional(v.boolean(), false),
  document: v.optional(v.boolean(), false),
  payload: v.optional(v.string()),
});
const operation = v.object({
  name: v.string(),
  http: v.object({ method: v.string(), requestUri: v.string() }),
  input: v.optional(v.object({ shape: v.string() })),
  output: v.optional(v.object({ shape: v.string(), resultWrapper: v.optional(v.string()) })),
});
const service = v.object({
  metadata: v.object({ apiVersion: v.string(), protocol: v.string() }),
  operations: v.record(v.string(), operation),
  shapes: v.record(v.string(), shape),
});

export type Shape = v.InferOutput<typeof shape>;
export type Model = v.InferOutput<typeof service>;

/** The folder of AWS's own models: botocore's, in the Python that .ci/tools installs. */
export function modelFolder(): string | undefined {
  const python = proofsPython();
  if (python === undefined) return undefined;
  const lib = path.resolve(path.dirname(python), '../lib');
  const version = existsSync(lib) ? readdirSync(lib).find((name) => name.startsWith('python3')) : undefined;
  const folder = path.join(lib, version ?? '', 'site-packages/botocore/data');
  return existsSync(folder) ? folder : undefined;
}

const loaded = new Map<string, Model | undefined>();

/** The newest version of a service's model; undefined for a service that has none. */
export function modelOf(folder: string, name: string): Model | undefined {
  if (!loaded.has(name)) loaded.set(name, load(folder, name));
  return loaded.get(name);
}

function load(folder: string, name: string): Model | undefined {
  const versions = path.join(folder, name);
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).sort().at(-1) ?? '';
  const file = path.join(versions, newest, 'service-2.json.gz');
  return v.parse(service, JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
}
