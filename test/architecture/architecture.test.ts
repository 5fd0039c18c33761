// The arrows: what may import what. A dependency on a type is a dependency. `mayImport` is the whole table; a folder
// without a row fails.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
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
  const base = path.posix.join(path.posix.dirname(from), to.replace(/\.js$/, ''));
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
const product = [...rule, ...infra];
const doors = filesUnder('rule/doors');

/**
 * The first row whose pattern fits a file is its row; every import of it must fit one of the row's patterns. Files of the
 * same row may always import each other.
 */
interface Row {
  readonly from: string;
  readonly files: RegExp;
  readonly mayImport: readonly RegExp[];
}

const core = /^rule\/core\//;
const meta = /^rule\/meta\.ts$/;
const protocol = /^rule\/protocol\//;
const findings = /^rule\/findings\//;
const run = /^rule\/run\//;
const doctorReads = /^rule\/doctor\/(([\w-]+\/)?read(ing)?|stack|policy-text)\.ts$/;
const doctorLists = /^rule\/doctor\/(subjects|account|organization|permissions|report)\.ts$/;
const doctor = /^rule\/doctor\/([\w-]+\/(facts|check|uses)|answer|check|grants|place|policy)\.ts$/;
const enforcement = /^rule\/enforcement\//;
const valibot = /^valibot$/;
const sdk = /^@(aws-sdk|smithy)\//;
const node = /^node:/;
const powertools = /^@aws-lambda-powertools\//;
const useCases = /^rule\/(reevaluation|remediation|organization|report-delivery|verification)\//;
const cdk = /^(aws-cdk-lib(\/[\w-]+)?|constructs)$/;
const infraOptions = /^infra\/options\//;

const mayImport: readonly Row[] = [
  { from: 'core', files: core, mayImport: [] },
  { from: 'meta', files: meta, mayImport: [core] },
  { from: 'protocol', files: protocol, mayImport: [core, meta, valibot] },
  { from: 'findings', files: findings, mayImport: [core, meta, /^rule\/protocol\/annotation\.ts$/] },
  { from: 'enforcement', files: enforcement, mayImport: [core, meta] },
  { from: 'doctor', files: doctor, mayImport: [core, meta, protocol] },
  {
    from: 'what doctor reads with',
    files: doctorReads,
    mayImport: [doctor, core, meta, enforcement, /^rule\/run\/failures\.ts$/, /^rule\/aws\//, sdk, valibot],
  },
  { from: "doctor's lists of subjects", files: doctorLists, mayImport: [doctor, doctorReads, core, meta] },
  { from: 'run', files: run, mayImport: [core, protocol, findings, meta] },
  {
    from: 'the use cases',
    files: useCases,
    mayImport: [run, core, protocol, findings, meta, enforcement, valibot],
  },
  {
    from: 'enrolment',
    files: /^rule\/enrolment\//,
    mayImport: [core, protocol, /^rule\/run\/(ports|failures)\.ts$/, /^node:crypto$/],
  },
  {
    from: 'credential-report',
    files: /^rule\/credential-report\//,
    mayImport: [/^rule\/run\/(ports|failures)\.ts$/, core, /^csv-parse/],
  },
  {
    from: 'security-hub/asff',
    files: /^rule\/security-hub\/asff(-finding)?\.ts$/,
    mayImport: [findings, core, meta],
  },
  {
    from: 'security-hub',
    files: /^rule\/security-hub\//,
    mayImport: [findings, core, meta, /^rule\/run\/(ports|failures|findings-channel)\.ts$/],
  },
  {
    from: 'report',
    files: /^rule\/report\//,
    mayImport: [
      findings,
      core,
      protocol,
      meta,
      /^rule\/security-hub\/asff\.ts$/,
      /^package\.json$/,
      /^node:crypto$/,
      /^(picocolors|cli-table3|csv-stringify\/sync|xmlbuilder2|string-width)$/,
      /^rule\/report\//,
    ],
  },
  {
    from: 'gates/nag-pack',
    files: /^rule\/gates\/nag-pack\.ts$/,
    mayImport: [findings, core, meta, /^rule\/gates\//, enforcement, cdk, /^cdk-nag$/],
  },
  {
    from: 'gates',
    files: /^rule\/gates\//,
    mayImport: [findings, core, meta, enforcement, /^yaml$/, node],
  },
  {
    from: 'aws',
    files: /^rule\/aws\//,
    mayImport: [
      /^proxy-agent$/,
      run,
      protocol,
      core,
      meta,
      /^rule\/[a-z-]+\/ports\.ts$/,
      sdk,
      powertools,
      valibot,
      node,
    ],
  },
  {
    from: 'the door of the report',
    files: /^rule\/doors\/report\.ts$/,
    mayImport: [/^rule\/aws\//, run, useCases, /^rule\/report\//],
  },
  {
    from: 'the doors',
    files: /^rule\/doors\/(handler|reevaluate|remediate)\.ts$/,
    mayImport: [
      /^rule\/aws\//,
      run,
      useCases,
      /^rule\/security-hub\/publish\.ts$/,
      /^rule\/enforcement\/is-enforcement\.ts$/,
    ],
  },
  {
    from: 'cli',
    files: /^rule\/cli\//,
    mayImport: [
      /^rule\/(?!gates\/nag-pack)/,
      /^package\.json$/,
      sdk,
      node,
      /^(commander|cli-progress|picocolors|qrcode|valibot)$/,
    ],
  },
  { from: 'standin', files: /^rule\/standin\//, mayImport: [valibot, node, /^(qrcode|package\.json)$/] },
  {
    from: 'infra/options',
    files: infraOptions,
    mayImport: [
      meta,
      /^rule\/core\/(parameters|rule-parameters|kinds|partition|errors|problem)\.ts$/,
      cdk,
      valibot,
    ],
  },
  { from: 'infra/watch', files: /^infra\/watch\//, mayImport: [infraOptions, meta, cdk] },
  {
    from: 'infra/enforcement',
    files: /^infra\/enforcement\//,
    mayImport: [infraOptions, meta, enforcement, cdk],
  },
  {
    from: 'infra/gates',
    files: /^infra\/gates\//,
    mayImport: [
      infraOptions,
      meta,
      /^rule\/core\/problem\.ts$/,
      cdk,
      // In the text of the function that writes the hook's rules.
      /^@aws-sdk\/client-s3$/,
      node,
      /^infra\/rule\/(entry-function|service-role)\.ts$/,
    ],
  },
  {
    from: 'infra/rule',
    files: /^infra\/rule\//,
    mayImport: [infraOptions, meta, cdk, /^(esbuild|package\.json)$/, node],
  },
  {
    from: 'infra/remediation',
    files: /^infra\/remediation\//,
    mayImport: [/^infra\/(rule|enforcement|options)\//, meta, /^rule\/remediation\//, cdk, node],
  },
  {
    from: 'infra/account',
    files: /^infra\/account\//,
    mayImport: [/^infra\/(rule|remediation|enforcement|watch|options)\//, meta, core, cdk],
  },
  {
    from: 'infra/organization',
    files: /^infra\/organization\//,
    mayImport: [
      /^infra\/(account|rule|remediation|enforcement|watch|options)\//,
      /^infra\/self-contained\.ts$/,
      meta,
      core,
      cdk,
      valibot,
      node,
      /^yaml$/,
    ],
  },
  {
    from: 'infra/index',
    files: /^infra\/index\.ts$/,
    mayImport: [/^infra\/(account|organization|enforcement|gates)\//],
  },
  {
    from: 'the commands of infra',
    files: /^infra\/(app|build|docs|one-file|sbom|templates|self-contained|command-line)\.ts$/,
    mayImport: [
      /^infra\//,
      core,
      meta,
      /^rule\/report\/schemas\//,
      /^rule\/verification\/questions\.ts$/,
      cdk,
      valibot,
      /^(cdk-nag|esbuild|package\.json)$/,
      node,
    ],
  },
];

const rowOf = (file: string): Row | undefined => mayImport.find(({ files }) => files.test(file));

test('this test sees the imports that it is about', () => {
  expect(importsOf('rule/doors/handler.ts').map(({ to }) => to)).toContain('rule/run/run.ts');
  expect(importsOf('rule/run/ports.ts')).toContainEqual({
    to: 'rule/core/verdict.ts',
    typeOnly: true,
  });
  expect(importsOf('rule/aws/iam/iam-api.ts').map(({ to }) => to)).toContain('@aws-sdk/client-iam');
  expect(rule.length).toBeGreaterThan(40);
});

test('every import of a file of ours finds a file', () => {
  expect(forbidden(product, (to) => !isOurs(to) || existsSync(path.join(root, to)))).toEqual([]);
});

test('every file of rule/ and infra/ has a row in the table', () => {
  expect(product.filter((file) => rowOf(file) === undefined)).toEqual([]);
});

test.each(mayImport)(
  '$from imports what its row allows, and nothing else',
  ({ files, mayImport: allowed }) => {
    const here = product.filter((file) => rowOf(file)?.files === files);

    expect(forbidden(here, (to) => files.test(to) || allowed.some((pattern) => pattern.test(to)))).toEqual(
      [],
    );
  },
);

test('what is pure reads no clock, no environment, and no chance', () => {
  const impure =
    /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\.\w+\(|\bfetch\(|\bsetTimeout\b/;
  const pure = /^rule\/(core|protocol|findings|enforcement|enrolment|doctor)\/|^rule\/meta\.ts$/;

  expect(rule.filter((file) => pure.test(file) && impure.test(textOf(file)))).toEqual([]);
});

describe.each(doors)('%s, in a Lambda', (door) => {
  const loaded = [...reachable(door)];

  test('loads nothing that is for the command line only', () => {
    const lambdaOnly =
      door === 'rule/doors/report.ts'
        ? /^rule\/(cli|standin|gates|credential-report)\//
        : /^rule\/(cli|standin|gates|credential-report|report)\//;
    expect(loaded.filter((file) => lambdaOnly.test(file))).toEqual([]);
  });

  test('loads no infrastructure and no test', () => {
    expect(loaded.filter((file) => /^(infra|test)\//.test(file))).toEqual([]);
  });

  test('loads only packages that are dependencies of the product', () => {
    const packages = loaded
      .filter((file) => !isOurs(file) && !isBuiltin(file) && file !== 'package.json')
      .map(packageOf);

    expect(packages.filter((name) => !Object.hasOwn(dependencies(), name))).toEqual([]);
  });
});

function dependencies(): Readonly<Record<string, string>> {
  const { dependencies: declared } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return declared;
}

test('only entry points read the environment', () => {
  const entryPoint = /^rule\/doors\/\w+\.ts$|^rule\/cli\/(main|demo\/command)\.ts$/;

  expect(rule.filter((file) => /\bprocess\.env\b/.test(textOf(file)) && !entryPoint.test(file))).toEqual([]);
});

test('only adapters make clients of the SDK', () => {
  const makes = /\bnew (IAM|ConfigService|STS|Organizations|SSM|SecurityHub|CloudTrail|S3|SNS)Client\b/;

  expect(
    rule.filter(
      (file) => makes.test(textOf(file)) && !file.startsWith('rule/aws/') && !doctorReads.test(file),
    ),
  ).toEqual([]);
});

test('the AGPL simulator is for tests only, and no dependency of the product', () => {
  expect(forbidden(product, (to) => !to.startsWith('@cloud-copilot/'))).toEqual([]);
  expect(Object.keys(dependencies()).filter((name) => name.startsWith('@cloud-copilot/'))).toEqual([]);
});

test('no two files import each other in a circle, types included', () => {
  expect(circlesIn(new Map(product.map((file) => [file, importsOf(file).map(({ to }) => to)])))).toEqual([]);
});

/**
 * The rooms of the four crowded folders, from the bottom up: a room (a folder, or a file beside it) imports rooms of its own
 * layer or of lower ones, and no rooms lead back to themselves.
 */
const layers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'rule/cli': [
    ['terminal'],
    ['permissions', 'flags', 'exit'],
    ['connection', 'live-account', 'session'],
    [
      ...['check', 'completion', 'demo', 'doctor', 'enrol', 'evidence', 'help', 'organization'],
      ...['policy', 'remediation', 'scan', 'standin', 'verify'],
    ],
    ['program'],
    ['run-program', 'main'],
  ],
  'rule/report': [
    ['words', 'style', 'version'],
    ['text', 'machine', 'html', 'table', 'format', 'schemas'],
    ['formats', 'delivered'],
  ],
  'rule/aws': [
    ['answers'],
    ['clients', 'pages'],
    ['lists'],
    ['cloudtrail', 'organizations', 's3', 'security-hub', 'sns', 'ssm', 'sts', 'config', 'iam', 'lambda'],
  ],
  'rule/gates': [
    [
      'declared',
      'document',
      'intrinsic-tags',
      'invalid-document-error',
      'json-object',
      'inline-policies',
      'assess',
    ],
    ['loops'],
    ['parse-document'],
    ['cloudformation', 'terraform'],
    ['check'],
    ['checked-scan', 'nag-pack'],
  ],
};

describe.each(Object.entries(layers))('the rooms of %s', (folder, fromBottom) => {
  const inside = product.filter((file) => file.startsWith(`${folder}/`));
  const roomOf = (file: string): string => (file.split('/')[2] ?? '').replace(/\.ts$/, '');
  const layerOf = (room: string): number => fromBottom.findIndex((rooms) => rooms.includes(room));
  const arrows = inside.flatMap((file) =>
    importsOf(file)
      .filter(({ to }) => to.startsWith(`${folder}/`) && roomOf(to) !== roomOf(file))
      .map(({ to }) => ({ file, to, from: roomOf(file), room: roomOf(to) })),
  );

  test('each has its layer', () => {
    expect([...new Set(inside.map(roomOf))].sort()).toEqual([...fromBottom.flat()].sort());
  });

  test('no arrow leads up', () => {
    expect(
      arrows
        .filter(({ from, room }) => layerOf(room) > layerOf(from))
        .map(({ file, to }) => `${file} imports ${to}`),
    ).toEqual([]);
  });

  test('no rooms lead back to themselves', () => {
    const rooms = new Map<string, string[]>();
    for (const { from, room } of arrows) rooms.set(from, [...(rooms.get(from) ?? []), room]);

    expect(circlesIn(rooms)).toEqual([]);
  });
});

/** Everything that can be reached from itself. */
function circlesIn(imported: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...imported.keys()].filter((from) => {
    const seen = new Set<string>();
    const waiting = [...(imported.get(from) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === from) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(imported.get(next) ?? []));
    }
    return false;
  });
}

test('every test file belongs to exactly one jest project', () => {
  const { projects } = createRequire(__filename)('../../jest.config.js') as {
    projects: readonly { testMatch: readonly string[] }[];
  };
  const folders = projects.flatMap(({ testMatch }) => testMatch);
  const of = (file: string): number =>
    folders.filter((match) => {
      const folder = match.replace('<rootDir>/', '').replace(/\*\*\/\*\.test\.ts$/, '');
      return folder.endsWith('/') ? file.startsWith(folder) : file === folder;
    }).length;

  expect(
    filesUnder('test')
      .filter((file) => file.endsWith('.test.ts'))
      .filter((file) => of(file) !== 1),
  ).toEqual([]);
});

test('a user is "they" in everything that people read', () => {
  const texts = [...product, 'README.md', 'ARCHITECTURE.md', ...docs()];
  const gendered = texts.flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (/\b(he|him|his|himself)\b/i.test(line) ? [`${file}:${index + 1}`] : [])),
  );

  expect(gendered).toEqual([]);
});

function docs(): readonly string[] {
  const folder = path.join(root, 'docs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(md|svg)$/.test(file))
    .map((file) => path.posix.join('docs', file));
}
