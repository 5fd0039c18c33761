import type * as Esbuild from 'esbuild';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** The Lambda entries under `rule/doors/`; each becomes one CommonJS file with `exports.handler`. */
export const lambdaEntries = ['handler', 'reevaluate', 'remediate', 'report'] as const;
export type LambdaEntry = (typeof lambdaEntries)[number];

const root = resolve(__dirname, '..', '..');

/** Loaded when something is bundled: the published library never is, and has no esbuild beside it. */
const esbuild = () => createRequire(__filename)('esbuild') as typeof Esbuild;

const bundled = new Map<LambdaEntry, string>();
const inputs = new Set<string>();

/** The files that went into the entries which were bundled so far, below the project. */
export const bundledFiles = (): readonly string[] => [...inputs];

/**
 * The source of one Lambda entry, bundled and minified. The AWS SDK stays outside: the nodejs24.x runtime brings it, and
 * bundling it (679 KB) made a cold start no faster. Bundled once a process, as several stacks of an app have the same function.
 */
export function bundleEntry(entry: LambdaEntry): string {
  const source = bundled.get(entry) ?? bundle(entry);
  bundled.set(entry, source);
  return source;
}

function bundle(entry: LambdaEntry): string {
  const result = esbuild().buildSync({
    entryPoints: [resolve(root, 'rule/doors', `${entry}.ts`)],
    bundle: true,
    write: false,
    minify: true,
    // An error's name is its class's: without it the log would say `errorName: "C"`.
    keepNames: true,
    // CloudFormation's GetTemplate shows what is not ASCII as question marks.
    charset: 'ascii',
    legalComments: 'none',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // `import()` would be an ES module's, which finds no SDK by NODE_PATH.
    supported: { 'dynamic-import': false },
    external: ['@aws-sdk/*', '@smithy/*'],
    absWorkingDir: root,
    metafile: true,
    logLevel: 'error',
  });
  for (const input of Object.keys(result.metafile.inputs)) inputs.add(input);
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made no output for rule/doors/${entry}.ts`);
  return file.text;
}

/** What an old Node can read, so that the command line gets as far as saying that it is old. */
export const readable = 'node10';

/** The command line: one file beside its own package.json dependencies, which `npm ci` has installed. */
export function bundleCli(outfile: string, entry = resolve(root, 'rule', 'cli', 'main.ts')): void {
  esbuild().buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: readable,
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
  });
  chmodSync(outfile, 0o755);
}
