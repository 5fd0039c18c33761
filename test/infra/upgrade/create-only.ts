import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

const database = v.object({
  schema: v.object({
    resource: v.object({
      entities: v.array(
        v.object({
          cloudFormationType: v.string(),
          properties: v.record(v.string(), v.object({ causesReplacement: v.optional(v.string()) })),
        }),
      ),
    }),
  }),
});

/**
 * The properties of each type that CloudFormation cannot change, by the registry's schemas (createOnlyProperties, and the
 * conditional ones), as the pinned CDK CLI brings them for `cdk diff`.
 */
export function createOnlyProperties(): ReadonlyMap<string, ReadonlySet<string>> {
  const file = path.resolve(__dirname, '../../../node_modules/aws-cdk/db.json.gz');
  const { schema } = v.parse(database, JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
  return new Map(
    schema.resource.entities.map(({ cloudFormationType, properties }) => [
      cloudFormationType,
      new Set(
        Object.entries(properties)
          .filter(([, { causesReplacement = 'no' }]) => causesReplacement !== 'no')
          .map(([name]) => name),
      ),
    ]),
  );
}
