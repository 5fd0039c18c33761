import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The licences of the packages that are inside our bundles: most of them ask for their text beside every copy. A text that many
 * share is there once, below all of their names.
 * @param inputs the files that went into a bundle, as esbuild's metafile names them
 */
export function thirdPartyLicences(inputs: readonly string[]): string {
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const byText = new Map<string, string[]>();
  for (const folder of [...new Set(folders)].sort()) {
    const { name, text } = licenceOf(resolve(root, folder));
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  const parts = [...byText].map(([text, names]) =>
    `${line}\n${[...new Set(names)].join('\n')}\n\n${text}`.trim(),
  );
  return `The files in dist/ hold code of these packages.\n\n${parts.join('\n\n')}\n`;
}

const line = '-'.repeat(80);

function licenceOf(folder: string): { readonly name: string; readonly text: string } {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Package;
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(one));
  if (license === undefined && file === undefined) throw new Error(`${name} ${version} names no licence`);
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  return {
    name: `${name} ${version} (${license ?? 'see below'})`,
    text: text.replace(/\r\n/g, '\n').trim(),
  };
}
