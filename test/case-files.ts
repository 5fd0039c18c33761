import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All cases of a folder of `test/cases/`: one file a theme, each a list. */
export function casesOf(folder: string): readonly unknown[] {
  const place = path.resolve(__dirname, 'cases', folder);
  return readdirSync(place)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(path.join(place, file), 'utf8')) as readonly unknown[]);
}
