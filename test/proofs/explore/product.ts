import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Esbuild from 'esbuild';
import { reevaluate } from '../../../rule/reevaluation/reevaluate';
import { remediate } from '../../../rule/remediation/remediate';
import { Directory } from '../../../rule/run/directory';
import { ReadFailedError } from '../../../rule/run/failures';
import { run } from '../../../rule/run/run';

/** What is explored: the product's own code, or a copy of it with a fault. */
export interface Product {
  readonly run: typeof run;
  readonly remediate: typeof remediate;
  readonly reevaluate: typeof reevaluate;
  readonly Directory: typeof Directory;
  readonly ReadFailedError: typeof ReadFailedError;
}
export const product: Product = { run, remediate, reevaluate, Directory, ReadFailedError };

/** A change of one line of the product. */
export interface Fault {
  readonly file: string;
  readonly line: string;
  readonly instead: string;
}

const root = path.resolve(__dirname, '../../../rule');
const entry = `export { run } from './run/run';
export { remediate } from './remediation/remediate';
export { reevaluate } from './reevaluation/reevaluate';
export { Directory } from './run/directory';
export { ReadFailedError } from './run/failures';
`;

/** The product, built from its source with the faults in it. */
export async function faulty(...faults: readonly Fault[]): Promise<Product> {
  const load = ({ path: file }: Esbuild.OnLoadArgs): Esbuild.OnLoadResult => {
    let contents = readFileSync(file, 'utf8');
    for (const fault of faults) if (path.join(root, fault.file) === file) contents = changed(contents, fault);
    return { contents, loader: 'ts' };
  };
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'iam-user-mfa-faulty-'));
  try {
    const outfile = path.join(folder, 'product.cjs');
    await (createRequire(__filename)('esbuild') as typeof Esbuild).build({
      stdin: { contents: entry, resolveDir: root },
      plugins: [{ name: 'faults', setup: (build) => build.onLoad({ filter: /\/rule\/.*\.ts$/ }, load) }],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
    });
    return createRequire(__filename)(outfile) as Product;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function changed(source: string, { file, line, instead }: Fault): string {
  if (source.split(line).length !== 2) throw new Error(`${file} does not have the line once: ${line}`);
  return source.replace(line, instead);
}
