import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { organizationReports, scanReports } from '../../rule/report/formats';
import { jsonSchemas, type SchemaName } from '../../rule/report/schemas';
import { plainStyle } from '../../rule/report/style';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { anOrganization, aScan, scans } from '../formats/scans';
import { schemaFaults } from '../schemas';

type Json = Record<string, unknown>;
const names = Object.keys(jsonSchemas) as SchemaName[];

test.each(names)('%s is a JSON Schema 2020-12', (name) => {
  const ajv = new Ajv({ strict: false });
  expect(ajv.validateSchema(jsonSchemas[name])).toBe(true);
  expect(jsonSchemas[name]).toHaveProperty('$schema', 'https://json-schema.org/draft/2020-12/schema');
});

describe('every JSON document is of its schema, in every key', () => {
  test.each(scans)('%s', (_, scan) => {
    const document: unknown = JSON.parse(scanReports.json(scan, plainStyle));
    expect(schemaFaults('scan', document)).toEqual([]);
    expect(schemaFaults('check', document)).toEqual([]);
  });

  test.each([0, 30])('an organization of %i accounts', (accounts) => {
    const document: unknown = JSON.parse(organizationReports.json(anOrganization(accounts), plainStyle));
    expect(schemaFaults('organization', document)).toEqual([]);
  });

  test('a verify-result.json', () => {
    const summary = {
      'as-expected': 1,
      answered: 0,
      otherwise: 0,
      incomplete: 0,
      'not-asked': 0,
      'by-hand': 0,
    };
    const document = {
      schemaVersion: 1,
      tool: { name: 'iam-user-mfa', version: '0.2.0' },
      kind: 'policy',
      endedAt: '2026-11-20T12:00:00.000Z',
      parameters: { strength: 'all' },
      summary,
      answers: [{ id: 'row', outcome: 'as-expected', seconds: 1.5 }],
    };
    expect(schemaFaults('verify', document)).toEqual([]);
    expect(schemaFaults('verify', { ...document, kind: 'other' })).not.toEqual([]);
  });
});

test('parameters are all there, and null says which are not set', () => {
  const parameters = parseParameterValues({ exemptTagKey: 'until' });
  expect(JSON.parse(scanReports.json(aScan({ parameters }), plainStyle))).toMatchObject({
    schemaVersion: 1,
    tool: { name: 'iam-user-mfa', version: '0.2.0' },
    parameters: { exemptTagKey: 'until', ownerTagKey: null, rankPrivileges: false },
    summary: { complete: true, users: 0, unreadable: 0 },
  });
  expect(JSON.parse(scanReports.json(aScan(), plainStyle))).toMatchObject({ parameters: null });
});

describe('a reader of the published fields can read on', () => {
  const file = resolve(__dirname, 'published-fields.json');
  const published = JSON.parse(readFileSync(file, 'utf8')) as Record<SchemaName, readonly string[]>;

  /** "findings[].owner? string|null", for every key of a schema. */
  const fieldsOf = (schema: Json, at = ''): readonly string[] => {
    const {
      properties = {},
      required = [],
      items,
      anyOf,
    } = schema as {
      properties?: Record<string, Json>;
      required?: readonly string[];
      items?: Json;
      anyOf?: readonly Json[];
    };
    return [
      ...Object.entries(properties).flatMap(([key, inner]) => {
        const path = `${at}${at === '' ? '' : '.'}${key}`;
        return [`${path}${required.includes(key) ? '' : '?'} ${typeOf(inner)}`, ...fieldsOf(inner, path)];
      }),
      ...(items === undefined ? [] : fieldsOf(items, `${at}[]`)),
      ...(anyOf ?? []).flatMap((one) => fieldsOf(one, at)),
    ];
  };
  const typeOf = (schema: Json): string => {
    const { type, format, items, anyOf, ...rest } = schema as {
      type?: string;
      format?: string;
      items?: Json;
      anyOf?: readonly Json[];
      enum?: readonly string[];
      const?: unknown;
    };
    if (anyOf !== undefined) return anyOf.map(typeOf).join('|');
    if (rest.enum !== undefined) return rest.enum.join('/');
    if (type === undefined) return JSON.stringify(rest.const);
    return `${type}${format === undefined ? '' : ` ${format}`}${items === undefined ? '' : ` of ${typeOf(items)}`}`;
  };

  // Written down once. A line is taken out or changed only together with schemaVersion.
  test.each(names)('of %s', (name) => {
    const now = new Set(fieldsOf(jsonSchemas[name]));
    expect(published[name].filter((field) => !now.has(field))).toEqual([]);
  });
});
