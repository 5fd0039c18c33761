// Every JSON document that the tests make is held to the schema in dist/schemas, as the build writes it.
import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { jsonSchemas, type SchemaName } from '../rule/report/schemas';

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same schema that lets no other key pass: a key that a document has is a key that the schema says. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isJson(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema ? { ...inner, additionalProperties: false } : inner;
}

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a document, as published (`open`) or in every key of it. */
export function schemaFaults(name: SchemaName, document: unknown): readonly string[] {
  const validate = compiled.get(name) ?? compile(name);
  compiled.set(name, validate);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

function compile(name: SchemaName): ValidateFunction {
  const ajv = new Ajv({ strict: true, allErrors: true, strictRequired: false });
  addFormats(ajv);
  const schema = closed(jsonSchemas[name]);
  return ajv.compile(isJson(schema) ? schema : {});
}

const byCommand: Readonly<Record<string, SchemaName>> = {
  scan: 'scan',
  'org-scan': 'organization',
  'org-report': 'organization',
  check: 'check',
  doctor: 'doctor',
  verify: 'verify',
};

/** @throws Error where a command printed or wrote a JSON document that its schema does not allow */
export function holdToSchema([command = '', ...args]: readonly string[], stdout: string): void {
  const name = byCommand[command];
  if (name === undefined) return;
  const formats = args.flatMap((arg, at) =>
    arg === '--format' ? (args[at + 1] ?? []) : arg.startsWith('--format=') ? arg.slice(9) : [],
  );
  const texts = formats.map((format, at) =>
    format.startsWith('json=')
      ? written(format.slice(5))
      : format === 'json' && at === formats.length - 1
        ? stdout
        : '',
  );
  for (const text of texts.filter((one) => one.endsWith('\n}\n'))) {
    const faults = schemaFaults(name, JSON.parse(text));
    if (faults.length > 0)
      throw new Error(`${command}'s JSON is not of its schema:\n${faults.slice(0, 10).join('\n')}`);
  }
}

/** What a command left in a file; in a pipe or a device nothing. */
const written = (file: string): string =>
  existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
