// The repository's modules, compiled once and evaluated as often as somebody wants them fresh; packages stay loaded.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import { globals } from './test-file.mjs';

const names = ['exports', 'require', 'module', '__filename', '__dirname'];
const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: false,
};
const compiled = new Map();

function compile(file) {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const { code } = transformSync(readFileSync(file, 'utf8'), { ...swc, filename: file });
  const made = {
    evaluate: compileFunction(code, names, { filename: file }),
    native: createRequire(file),
    files: new Map(),
  };
  compiled.set(file, made);
  return made;
}

/** Our file that this name means, if it is ours. A bundler's `./x.js` is `./x.ts` here. */
function ownFile(file, name, files) {
  if (!files.has(name)) {
    const base = resolve(dirname(file), name);
    const places = [`${base}.ts`, base.replace(/\.js$/, '.ts'), `${base}/index.ts`];
    files.set(
      name,
      places.find((place) => place.endsWith('.ts') && existsSync(place)),
    );
  }
  return files.get(name);
}

/** A registry of its own: what is loaded through it is evaluated once. */
export function modules() {
  const registry = new Map();
  const load = (file) => {
    const there = registry.get(file);
    if (there !== undefined) return there.exports;
    const module = { exports: {}, filename: file };
    registry.set(file, module);
    const { evaluate, native, files } = compile(file);
    const require = (name) => {
      if (name === '@jest/globals') return globals;
      const own = name.startsWith('.') ? ownFile(file, name, files) : undefined;
      return own === undefined ? native(name) : load(own);
    };
    evaluate(
      module.exports,
      Object.assign(require, { resolve: native.resolve }),
      module,
      file,
      dirname(file),
    );
    return module.exports;
  };
  return { load, loaded: () => registry.keys() };
}
