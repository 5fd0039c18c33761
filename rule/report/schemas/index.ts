import { meta } from '../../meta';
import { schemaVersion } from '../machine/envelope';
import { doctorSchema, evidenceRunSchema, verifySchema } from './commands';
import { organizationSchema, scanSchema } from './scan';
import type { AnySchema } from './schema';

const schemaOf = (name: string, title: string, { json }: AnySchema): AnySchema['json'] => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:${meta.id}:${name}:${schemaVersion}`,
  title,
  ...json,
});

/** JSON Schema 2020-12 of every JSON document, by the name of its file. */
export const jsonSchemas = {
  scan: schemaOf('scan', 'A scan of one account', scanSchema),
  organization: schemaOf('organization', 'An organization, of org-report and org-scan', organizationSchema),
  check: schemaOf('check', 'A check of templates and plans', scanSchema),
  doctor: schemaOf('doctor', 'doctor, of an account or of an organization', doctorSchema),
  verify: schemaOf('verify', 'The result of verify', verifySchema),
  'evidence-run': schemaOf('evidence-run', 'run.json of evidence', evidenceRunSchema),
} as const;

export type SchemaName = keyof typeof jsonSchemas;
