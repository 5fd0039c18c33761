// The action and the pre-commit hook, as GitHub and pre-commit read and run them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { CommandLine } from '../cli/command-line';
import { goTool } from '../gates/rego';
import { python, testInPython } from './python';

const root = path.resolve(__dirname, '../..');
const text = readFileSync(path.join(root, 'action.yml'), 'utf8');

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const action = parse(text) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};
const { steps } = action.runs;
const stepOf = (id: string): Step => {
  const found = steps.find((step) => step.id === id || step.name === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
};

let folder: string;
/** The command line as it is bundled, so that the package need not be built. */
const shim = `require(${JSON.stringify(new CommandLine().file)});\n`;
const user = { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'x' } } };

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'action-'));
  for (const sub of ['action/dist', 'work/templates', 'bin'])
    mkdirSync(path.join(folder, sub), { recursive: true });
  writeFileSync(path.join(folder, 'action/dist/iam-user-mfa.cjs'), shim);
  writeFileSync(
    path.join(folder, 'work/templates/good.json'),
    JSON.stringify({ Resources: { T: { Type: 'AWS::SNS::Topic' } } }),
  );
  writeFileSync(
    path.join(folder, "work/it's $(touch pwned) bad.json"),
    JSON.stringify({ Resources: { Anna: user } }),
  );
  writeFileSync(path.join(folder, 'bin/npm'), '#!/bin/sh\necho "$PWD: npm $*"\n');
  writeFileSync(
    path.join(folder, 'bin/iam-user-mfa'),
    `#!/bin/sh\nexec node ${path.join(folder, 'action/dist/iam-user-mfa.cjs')} "$@"\n`,
  );
  for (const name of ['npm', 'iam-user-mfa']) chmodSync(path.join(folder, 'bin', name), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A step as GitHub runs it: its expressions become environment, its script goes to bash as it is. */
function runStep(id: string, given: Readonly<Record<string, string>> = {}) {
  const { run = '', env = {} } = stepOf(id);
  const output = path.join(folder, 'output');
  writeFileSync(output, '');
  const inputOf = (expression: string): string => {
    const [, name = '', rest = ''] = /^\$\{\{ inputs\.([a-z-]+)(.*) \}\}$/.exec(expression) ?? [];
    const value = given[name] ?? action.inputs[name]?.default ?? '';
    return rest === '' ? value : value === 'never' ? 'never' : 'any';
  };
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
    {
      cwd: path.join(folder, 'work'),
      encoding: 'utf8',
      env: {
        PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        GITHUB_ACTION_PATH: path.join(folder, 'action'),
        GITHUB_OUTPUT: output,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'testing',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, inputOf(value)])),
      },
    },
  );
  return { status, text: `${stdout}${stderr}`, output: readFileSync(output, 'utf8') };
}

describe('the action', () => {
  test('no script holds an expression, and every input reaches a step', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    const used = steps.flatMap(({ env = {} }) => Object.values(env)).join(' ');
    const unused = Object.keys(action.inputs).filter(
      (name) => !used.includes(`inputs.${name}`) && !text.includes(`inputs.${name} ==`),
    );
    expect(unused).toEqual([]);
  });

  test('what it uses of others is pinned to a commit', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((name) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(name))).toEqual([]);
    expect(used).toHaveLength(1);
  });

  test('it builds the commit that it is of, from the lock file, without scripts of others', () => {
    const { status, text: said } = runStep('Build iam-user-mfa');
    const at = path.join(folder, 'action');
    expect([status, said.trim().split('\n')]).toEqual([
      0,
      [`${at}: npm ci --ignore-scripts --no-audit --no-fund`, `${at}: npm run --silent build`],
    ]);
  });

  test('a file that makes nobody: 0, and the SARIF is there', () => {
    const { status, output } = runStep('check', { paths: 'templates\n' });
    expect([status, output]).toEqual([0, 'exit-code=0\nsarif=iam-user-mfa.sarif\n']);
    expect(readFileSync(path.join(folder, 'work/iam-user-mfa.sarif'), 'utf8')).toContain(
      '"version": "2.1.0"',
    );
  });

  test('hostile names are names: a user is found, and no text becomes a command', () => {
    const paths = "templates/good.json\n\nit's $(touch pwned) bad.json\n";
    const hostile = '"; touch pwned; echo "$(touch pwned)`touch pwned`';
    const found = runStep('check', {
      paths,
      sarif: 'a b.sarif',
      'enforcing-group': hostile,
      'allow-unseen-at': '',
    });
    expect([found.status, found.output]).toEqual([1, 'exit-code=1\nsarif=a b.sarif\n']);
    expect(found.text).toContain('::error');
    const all = Object.fromEntries(Object.keys(action.inputs).map((input) => [input, hostile]));
    expect(runStep('check', all).output).toBe(`exit-code=2\nsarif=${hostile}\n`);
    expect(runStep('check', { paths: '--version' }).status).toBe(2);
    expect(runStep('check', { paths: 'templates', sarif: 'x\nexit-code=0' }).output).not.toContain(
      '\nexit-code=0\n',
    );
    expect(existsSync(path.join(folder, 'work/pwned'))).toBe(false);
  });

  test('exempt users and --fail-on never pass', () => {
    const paths = "it's $(touch pwned) bad.json";
    expect(runStep('check', { paths, 'fail-on': 'never' }).status).toBe(0);
    expect(runStep('check', { paths: '' }).output).toBe('exit-code=2\nsarif=iam-user-mfa.sarif\n');
  });

  test('a scan that cannot reach AWS ends with 3, and says so in its output', () => {
    const { status, output } = runStep('scan', { scan: 'true' });
    expect([status, output]).toEqual([3, 'exit-code=3\n']);
  });

  const actionlint = goTool('actionlint', '-version');
  (actionlint === undefined ? test.skip : test)(
    'actionlint finds nothing in a workflow that uses it, and a wrong input',
    () => {
      const project = path.join(folder, 'project');
      mkdirSync(path.join(project, '.github/workflows'), { recursive: true });
      spawnSync('git', ['init', '--quiet', project]);
      copyFileSync(path.join(root, 'action.yml'), path.join(project, 'action.yml'));
      const workflow = readFileSync(path.join(root, 'docs/ci/github-action.yml'), 'utf8').replace(
        'OWNER/REPOSITORY@COMMIT',
        './',
      );
      const lint = (content: string): string => {
        const file = path.join(project, '.github/workflows/check.yml');
        writeFileSync(file, content);
        return spawnSync(actionlint ?? '', ['-no-color', file], { cwd: project, encoding: 'utf8' }).stdout;
      };
      expect(lint(workflow)).toBe('');
      expect(lint(workflow.replace('paths:', 'path:'))).toContain('input "path" is not defined');
      expect(lint(workflow.replace('outputs.sarif', 'outputs.serif'))).toContain('"serif"');
    },
  );
});

testInPython('pre-commit runs the hook: a template that makes a user stops the commit, others do not', () => {
  const git = (cwd: string, ...words: readonly string[]) => {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...who, ...words], { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const hooks = path.join(folder, 'hooks');
  const project = path.join(folder, 'committed');
  mkdirSync(path.join(project, 'templates'), { recursive: true });
  mkdirSync(hooks);
  copyFileSync(path.join(root, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
  for (const repository of [hooks, project]) git(repository, 'init', '--quiet');
  git(hooks, 'add', '.');
  git(hooks, 'commit', '--quiet', '-m', 'Hooks');
  const tried = (name: string, template: object) => {
    writeFileSync(path.join(project, name), JSON.stringify(template));
    git(project, 'add', '.');
    const env = {
      ...process.env,
      PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      PRE_COMMIT_HOME: path.join(folder, 'cache'),
    };
    const words = [
      '-m',
      'pre_commit',
      'try-repo',
      hooks,
      'iam-user-mfa',
      '--files',
      name,
      '--color',
      'never',
    ];
    const { status, stdout } = spawnSync(python, words, { cwd: project, env, encoding: 'utf8' });
    return { status, text: stdout };
  };
  expect(tried('templates/topic.json', { Resources: { T: { Type: 'AWS::SNS::Topic' } } }).text).toMatch(
    /\.Passed/,
  );
  const stopped = tried('templates/users.json', { Resources: { Anna: user } });
  expect([stopped.status, stopped.text]).toEqual([1, expect.stringContaining('exit code: 1')]);
  expect(stopped.text).toContain('Anna');
  expect(tried('package.json', { name: 'x' }).text).toContain('no files to check');
});
