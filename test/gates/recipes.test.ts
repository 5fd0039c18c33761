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
    const calls = [...text.matchAll(/iam-user-mfa check(.*)/g)].map(([, rest = '']) => rest);
    const flags = calls.flatMap((rest) => [...rest.matchAll(/--[a-z-]+/g)].map(([flag]) => flag));
    const used = calls.flatMap((rest) => [...rest.matchAll(/--format ([a-z]+)/g)].map(([, one = '']) => one));

    expect(calls.length).toBeGreaterThan(0);
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

    expect(results.length).toBeGreaterThanOrEqual(10);
    expect(results.filter(({ fail, error }) => fail === true || error !== undefined)).toEqual([]);
    expect(run.status).toBe(0);
  });

  withTool(conftest(), 'denies with the name of the user in Conftest', (tool) => {
    const denied = parityCases.find(({ answers }) => Object.values(answers).includes('not-enforced'));
    const folder = mkdtempSync(path.join(tmpdir(), 'conftest-'));
    try {
      const file = path.join(folder, 'plan.json');
      writeFileSync(file, JSON.stringify(denied?.documents[0]));
      const run = spawnSync(
        tool,
        ['test', '--policy', regoFolder, '--namespace', 'iam_user_mfa', '--output', 'json', file],
        { encoding: 'utf8' },
      );

      expect(run.status).toBe(1);
      expect(run.stdout).toContain('alice can sign in with a password alone');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Conftest does not build everywhere, and runs the Rego that opa runs: it may be missing in CI, too. */
function conftest(): string | undefined {
  const before = process.env['CI'];
  delete process.env['CI'];
  try {
    return goTool('conftest', '--version');
  } finally {
    if (before !== undefined) process.env['CI'] = before;
  }
}
