// What others copy: the CI recipes, and the Rego with its twin tests, run by the real tools.
import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { addCheckCommand } from '../../rule/cli/check/command';
import type { CliIo } from '../../rule/cli/terminal/io';
import { formats } from '../../rule/report/format';
import { parityCases } from './parity-cases';
import { goTool, regoFolder } from './rego';

const recipes = path.resolve(__dirname, '../../docs/ci');
const textOf = (name: string): string => readFileSync(path.join(recipes, name), 'utf8');
const withTool = (tool: string | undefined, title: string, work: (tool: string) => void): void => {
  if (tool === undefined) {
    process.stderr.write(`skipped, the tool is not there: ${title}\n`);
    test.skip(title, () => undefined);
  } else test(title, () => work(tool));
};

describe('the CI recipes', () => {
  test.each(readdirSync(recipes))('%s is YAML and calls check with flags that it has', (name) => {
    const text = textOf(name);
    expect(parse(text)).toBeInstanceOf(Object);
    const program = new Command();
    addCheckCommand(program, {} as CliIo);
    const known = program.commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
    const calls = [...text.matchAll(/iam-user-mfa"? check(.*)/g)].map(([, rest = '']) => rest);
    const flags = calls.flatMap((rest) => [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag));
    const used = calls.flatMap((rest) => [...rest.matchAll(/--format ([a-z]+)/g)].map(([, one = '']) => one));

    // The action's own calls are those of test/roads/github.test.ts.
    expect(calls.length > 0).toBe(name !== 'github-action.yml');
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
    expect(used.filter((one) => !(formats as readonly string[]).includes(one))).toEqual([]);
  });

  withTool(goTool('actionlint', '-version'), 'actionlint finds nothing in the workflow', (actionlint) => {
    const run = spawnSync(actionlint, ['-no-color', path.join(recipes, 'github-actions.yml')], {
      encoding: 'utf8',
    });

    expect(run.stdout).toBe('');
    expect(run.status).toBe(0);
  });
});

describe('the Rego', () => {
  withTool(goTool('opa'), 'is Rego v1 without a remark, and its twin tests pass', (opa) => {
    const check = spawnSync(opa, ['check', '--strict', regoFolder], { encoding: 'utf8' });
    expect({ status: check.status, text: check.stderr }).toEqual({ status: 0, text: '' });
    const run = spawnSync(opa, ['test', '--format', 'json', regoFolder], { encoding: 'utf8' });
    const results = JSON.parse(run.stdout) as readonly {
      readonly fail?: boolean;
      readonly error?: unknown;
    }[];

    expect(results).not.toHaveLength(0);
    expect(results.filter(({ fail, error }) => fail === true || error !== undefined)).toEqual([]);
    expect(run.status).toBe(0);
  });

  withTool(goTool('conftest', '--version'), 'decides the exit code of Conftest', (tool) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'conftest-'));
    const conftest = (title: string): { readonly status: number | null; readonly text: string } => {
      const file = path.join(folder, 'document.json');
      writeFileSync(file, JSON.stringify(parityCases.find((row) => row.title === title)?.documents[0]));
      const flags = ['--policy', regoFolder, '--namespace', 'iam_user_mfa', '--output', 'json'];
      const { status, stdout } = spawnSync(tool, ['test', ...flags, file], { encoding: 'utf8' });
      return { status, text: stdout };
    };
    try {
      const denied = conftest('a login profile alone');
      expect(denied.text).toContain('alice can sign in with a password alone');
      expect(denied.status).toBe(1);
      expect(conftest('an inline policy of the user').status).toBe(0);
      const unseen = conftest('a policy attached by an ARN outside the plan');
      expect(unseen.text).toContain(
        'alice: whether a console password comes with enforced MFA cannot be seen',
      );
      expect(unseen.status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
