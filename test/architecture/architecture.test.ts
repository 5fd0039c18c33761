// The arrows of the design: what may import what. A dependency on a type is a dependency.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

function filesUnder(folder: string): readonly string[] {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

const textOf = (file: string): string =>
  readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

interface Import {
  /** `rule/core/user.ts`, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const statements = [
  /\b(import|export)\s+(type\s)?(?:[\w*\s{},$]+\sfrom\s*)?['"]([^'"]+)['"]/g,
  /\b(import|require)\s*(\()\s*['"]([^'"]+)['"]/g,
];

function importsOf(file: string): readonly Import[] {
  const text = textOf(file);
  return statements
    .flatMap((statement) => [...text.matchAll(statement)])
    .map(([, , type, to = '']) => ({ to: resolve(file, to), typeOnly: type !== undefined && type !== '(' }));
}

function resolve(from: string, to: string): string {
  if (!to.startsWith('.')) return to;
  const base = path.posix.join(path.posix.dirname(from), to);
  const found = [`${base}.ts`, `${base}/index.ts`, base].find((file) => existsSync(path.join(root, file)));
  return found ?? base;
}

const isOurs = (to: string): boolean => /^(rule|infra|test)\//.test(to);
const packageOf = (to: string): string =>
  to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to);
const isBuiltin = (to: string): boolean => to.startsWith('node:') || builtinModules.includes(to);

/** "rule/core/a.ts imports rule/aws/b.ts", for every import that is not allowed. */
const forbidden = (files: readonly string[], allowed: (to: string) => boolean): readonly string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter(({ to }) => !allowed(to))
      .map(({ to }) => `${file} imports ${to}`),
  );

/** Every file that is loaded with this one; types are gone by then. */
function reachable(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!isOurs(file)) return;
    for (const { to, typeOnly } of importsOf(file)) if (!typeOnly) visit(to);
  };
  visit(entry);
  return seen;
}

const rule = filesUnder('rule');
const infra = filesUnder('infra');
const entries = ['rule/handler.ts', 'rule/reevaluate.ts', 'rule/remediate.ts'].filter((file) =>
  rule.includes(file),
);

test('this test sees the imports that it is about', () => {
  expect(importsOf('rule/handler.ts').map(({ to }) => to)).toContain('rule/run.ts');
  expect(importsOf('rule/ports.ts')).toContainEqual({ to: 'rule/core/policy.ts', typeOnly: true });
  expect(importsOf('rule/aws/iam-api.ts').map(({ to }) => to)).toContain('@aws-sdk/client-iam');
  expect(rule.length).toBeGreaterThan(40);
});

test('every import of a file of ours finds a file', () => {
  expect(forbidden([...rule, ...infra], (to) => !isOurs(to) || existsSync(path.join(root, to)))).toEqual([]);
});

describe('the core and the protocol are pure', () => {
  test('the core imports the core only', () => {
    expect(forbidden(filesUnder('rule/core'), (to) => to.startsWith('rule/core/'))).toEqual([]);
  });

  test('the protocol imports the core, the protocol, the metadata and valibot only', () => {
    const allowed = (to: string): boolean =>
      /^rule\/(core|protocol)\//.test(to) || to === 'rule/meta.ts' || to === 'valibot';

    expect(forbidden(filesUnder('rule/protocol'), allowed)).toEqual([]);
  });

  test('the metadata imports the core only', () => {
    expect(forbidden(['rule/meta.ts'], (to) => to.startsWith('rule/core/'))).toEqual([]);
  });

  test('neither reads a clock, the environment, or chance', () => {
    const impure =
      /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\.|\bfetch\(|\bsetTimeout\b/;
    const files = [...filesUnder('rule/core'), ...filesUnder('rule/protocol'), 'rule/meta.ts'];

    expect(files.filter((file) => impure.test(textOf(file)))).toEqual([]);
  });
});

test('the steps of a run know ports, never AWS', () => {
  const steps = [
    'rule/run.ts',
    'rule/posting.ts',
    'rule/tally.ts',
    'rule/failures.ts',
    'rule/look-again.ts',
    'rule/ports.ts',
    'rule/run-summary.ts',
  ];
  const allowed = (to: string): boolean =>
    /^rule\/(core|protocol)\//.test(to) || to === 'rule/meta.ts' || steps.includes(to);

  expect(forbidden(steps, allowed)).toEqual([]);
});

test('the adapters import ports, core and protocol of ours, and nothing that sequences', () => {
  const allowed = (to: string): boolean =>
    !isOurs(to) ||
    /^rule\/(core|protocol|aws)\//.test(to) ||
    /^rule\/(ports|meta|run-summary)\.ts$/.test(to) ||
    /^rule\/[a-z]+\/ports\.ts$/.test(to);

  expect(forbidden(filesUnder('rule/aws'), allowed)).toEqual([]);
});

describe.each(entries)('%s, in a Lambda', (entry) => {
  const loaded = [...reachable(entry)];

  test('loads nothing that is for the desk', () => {
    expect(loaded.filter((file) => /^rule\/(cli|standin|gates|report)\//.test(file))).toEqual([]);
  });

  test('loads no infrastructure and no test', () => {
    expect(loaded.filter((file) => /^(infra|test)\//.test(file))).toEqual([]);
  });

  test('loads only packages that are dependencies of the product', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const packages = loaded.filter((file) => !isOurs(file) && !isBuiltin(file)).map(packageOf);

    expect(packages.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});

test('the stand-in imports nothing of ours', () => {
  expect(
    forbidden(filesUnder('rule/standin'), (to) => !isOurs(to) || to.startsWith('rule/standin/')),
  ).toEqual([]);
});

test('infra takes of the rule only its metadata, its parameters and the policy documents', () => {
  // mfa-device.ts holds the levels that the parameter requiredMfa allows.
  const allowed = (to: string): boolean =>
    !isOurs(to) ||
    to.startsWith('infra/') ||
    to === 'rule/meta.ts' ||
    /^rule\/core\/(parameters|policy|mfa-device|errors)\.ts$/.test(to) ||
    to.startsWith('rule/enforcement/');

  expect(forbidden(infra, allowed)).toEqual([]);
});

test('the policy documents are pure: they import each other, the core and the metadata only', () => {
  const allowed = (to: string): boolean => /^rule\/(enforcement|core)\//.test(to) || to === 'rule/meta.ts';

  expect(forbidden(filesUnder('rule/enforcement'), allowed)).toEqual([]);
});

test('reports and gates import the core, the protocol and the metadata of ours only', () => {
  const allowed = (to: string): boolean =>
    !isOurs(to) || /^rule\/(core|protocol|report|gates)\//.test(to) || to === 'rule/meta.ts';

  expect(forbidden([...filesUnder('rule/report'), ...filesUnder('rule/gates')], allowed)).toEqual([]);
});

test('only entry points read the environment', () => {
  const entryPoint = /^rule\/(handler|reevaluate|remediate)\.ts$|^rule\/cli\/(main|[\w-]+-command)\.ts$/;

  expect(rule.filter((file) => /\bprocess\.env\b/.test(textOf(file)) && !entryPoint.test(file))).toEqual([]);
});

test('only adapters and entry points make clients of the SDK', () => {
  const maker = /^rule\/(aws|cli)\/|^rule\/(handler|reevaluate|remediate)\.ts$/;
  const makes = /\bnew (IAM|ConfigService|STS|Organizations|SSM|SecurityHub)Client\b/;

  expect(rule.filter((file) => makes.test(textOf(file)) && !maker.test(file))).toEqual([]);
});

test('no file of the product imports a test', () => {
  expect(forbidden([...rule, ...infra], (to) => !to.startsWith('test/'))).toEqual([]);
});

test('the AGPL simulator is for tests only, and no dependency of the product', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };

  expect(forbidden([...rule, ...infra], (to) => !to.startsWith('@cloud-copilot/'))).toEqual([]);
  expect(Object.keys(dependencies).filter((name) => name.startsWith('@cloud-copilot/'))).toEqual([]);
});

test('no two files of the rule import each other in a circle', () => {
  const circles = rule.filter((file) =>
    importsOf(file).some(({ to, typeOnly }) => !typeOnly && isOurs(to) && reachable(to).has(file)),
  );

  expect(circles).toEqual([]);
});
