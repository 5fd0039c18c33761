// `npx tsx test/infra/write-logical-ids.ts` writes the list that logical-ids.test.ts holds the templates to. Look at the
// difference: a logical id that is gone is a resource that an update deletes.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRows } from '../cases/print';
import { logicalIds } from './option-sets';

writeFileSync(path.resolve(__dirname, '../cases/logical-ids.json'), `${inRows(logicalIds())}\n`);
