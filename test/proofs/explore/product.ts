import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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

const root = path.resolve(__dirname, '../../..');
const entry = `export { run } from './run/run';
export { remediate } from './remediation/remediate';
export { reevaluate } from './reevaluation/reevaluate';
export { Directory } from './run/directory';
export { ReadFailedError } from './run/failures';
`;

/** The product, built from a copy of its source in which the fault is. */
export function faulty(...faults: readonly Fault[]): Product {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'iam-user-mfa-faulty-'));
  try {
    cpSync(path.join(root, 'rule'), path.join(folder, 'rule'), { recursive: true });
    for (const { file, line, instead } of faults) {
      const at = path.join(folder, 'rule', file);
      const source = readFileSync(at, 'utf8');
      if (source.split(line).length !== 2) throw new Error(`${file} does not have the line once: ${line}`);
      writeFileSync(at, source.replace(line, instead));
    }
    writeFileSync(path.join(folder, 'rule/entry.ts'), entry);
    const outfile = path.join(folder, 'product.cjs');
    (createRequire(__filename)('esbuild') as typeof Esbuild).buildSync({
      entryPoints: [path.join(folder, 'rule/entry.ts')],
      nodePaths: [path.join(root, 'node_modules')],
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
