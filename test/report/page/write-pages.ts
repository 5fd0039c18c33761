// `npx tsx test/report/page/write-pages.ts` writes the outlines anew: read what changed as you would read the page.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pages } from './pages';
import { outline } from './outline';

for (const [name, page] of Object.entries(pages))
  writeFileSync(resolve(__dirname, 'expected', `${name}.txt`), outline(page()));
