import type * as Esbuild from 'esbuild';
import { chmodSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { readable } from './rule/bundle';

const root = resolve(__dirname, '..');
const main = resolve(root, 'rule/cli/main.ts');

/** Started for a command that S could not know to be more than help: a flag's value may look like `--help`. */
const runWhole: Esbuild.Plugin = {
  name: 'commands',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'whole' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'whole' }, () => ({
      // The import never ends: the whole program does the work, and this one waits.
      contents: 'globalThis.iamUserMfaWhole(); exports.then = () => undefined;',
    }));
  },
};

/** PAC files are programs, and their interpreter would be a fifth of the file. */
const noPac: Esbuild.Plugin = {
  name: 'no-pac',
  setup(build) {
    build.onResolve({ filter: /^@tootallnate\/quickjs-emscripten$/ }, ({ path }) => ({
      path,
      namespace: 'no-pac',
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-pac' }, () => ({
      contents:
        "throw new Error('a PAC file (pac+http://...) needs the installed package; name the proxy itself in HTTPS_PROXY')",
    }));
  },
};

/** The SDK is three quarters of the program, and a bundle of its own: a command that needs none does not compile it. */
const sdkApart = (names: Set<string>): Esbuild.Plugin => ({
  name: 'sdk-apart',
  setup(build) {
    build.onResolve({ filter: /^(@aws-sdk\/.+|proxy-agent)$/ }, ({ path }) => ({ path, namespace: 'sdk' }));
    build.onLoad({ filter: /.*/, namespace: 'sdk' }, ({ path }) => {
      names.add(path);
      return { contents: `module.exports = globalThis.iamUserMfaSdk()[${JSON.stringify(path)}]();` };
    });
  },
});

/**
 * The command line in one file, without node_modules. Most of it help and version do not need: that lies in the file
 * compressed, as text, so that V8 need not read it before a command wants it.
 */
export async function buildOneFile(outfile: string): Promise<readonly string[]> {
  const esbuild = createRequire(__filename)('esbuild') as typeof Esbuild;
  const bundle = (plugins: Esbuild.Plugin[], entry: Esbuild.BuildOptions = { entryPoints: [main] }) =>
    esbuild.build({
      target: 'node20',
      ...entry,
      absWorkingDir: root,
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      keepNames: true,
      charset: 'ascii',
      legalComments: 'none',
      platform: 'node',
      format: 'cjs',
      supported: { 'dynamic-import': false },
      plugins,
      logLevel: 'error',
    });
  const names = new Set<string>();
  const [whole, help, nodeVersion] = await Promise.all([
    bundle([sdkApart(names)]),
    bundle([runWhole], { entryPoints: [main], target: readable }),
    bundle([], { entryPoints: [resolve(root, 'rule/cli/terminal/node-version.ts')], target: readable }),
  ]);
  const quoted = [...names].sort().map((name) => JSON.stringify(name));
  const contents = quoted.map((name) => `exports[${name}] = () => require(${name});`).join('\n');
  const sdk = await bundle([noPac], { stdin: { contents, resolveDir: root } });
  const packed = (made: Esbuild.BuildResult<{ write: false }>): string =>
    brotliCompressSync(textOf(made), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).toString('base64');
  writeFileSync(
    outfile,
    `#!/usr/bin/env node
${textOf(nodeVersion)}
const load = (packed, exports) => {
  const { brotliDecompressSync } = require('node:zlib');
  const text = brotliDecompressSync(Buffer.from(packed, 'base64')).toString('latin1');
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = require('node:vm').compileFunction(text, names, { filename: __filename });
  run(exports, require, module, __filename, __dirname);
  return exports;
};
let sdk;
globalThis.iamUserMfaSdk = () => (sdk = sdk || load('${packed(sdk)}', {}));
globalThis.iamUserMfaWhole = () => load('${packed(whole)}', module.exports);
const given = process.argv.slice(2);
if (given.length > 0 && !/^(-h|--help|-V|--version|help)$/.test(given[0]) && !/^(-h|--help)$/.test(given.at(-1))) iamUserMfaWhole();
else {
${textOf(help)}
}
`,
  );
  chmodSync(outfile, 0o755);
  const inputs = [whole, sdk].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return inputs.map((file) => relative(root, resolve(root, file)));
}

/** Without the line for the shell, which is the file's own. */
const textOf = ({ outputFiles }: Esbuild.BuildResult<{ write: false }>): string =>
  (outputFiles[0]?.text ?? '').replace(/^#!.*\n/, '');
