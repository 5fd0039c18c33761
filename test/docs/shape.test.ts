// Commands in the text and in blocks, whatever their marking: of the aws CLI by its own code up to the request, of ours, npm and
// cdk by name.
import { describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from '../../rule/cli/program';
import type { CliIo } from '../../rule/cli/terminal/io';
import { describeWhere } from '../moto';
import { blocks, blocksMarked, isCommand, pages, root } from './blocks';

interface Said {
  readonly page: string;
  readonly command: string;
}

/** In code spans, and one for each line of a block; a line that ends in a backslash goes on. */
const said: readonly Said[] = [
  ...pages.flatMap((page) => {
    const prose = readFileSync(join(root, page), 'utf8').replace(/^\s*(```|~~~)[\s\S]*?^\s*\1/gm, '');
    return [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => ({ page, command: span }));
  }),
  ...blocks
    .filter((block) => isCommand(block) || block.words[0] === 'output')
    .flatMap(({ page, text }) =>
      text
        .replace(/\\\n\s*/g, ' ')
        .split('\n')
        .map((line) => ({ page, command: line.replace(/\s+#.*$/, '').replace(/^\s*\$ /, '') })),
    ),
].map(({ page, command }) => ({ page, command: command.replace(/\s+/g, ' ').replaceAll('\\|', '|').trim() }));

const those = (pattern: RegExp): readonly Said[] => said.filter(({ command }) => pattern.test(command));

/** aws of version 1 lacks it: version 2 alone signs people in. */
const ofVersionTwo = /^aws login\b/;
const hasAwsCli = spawnSync('python3', ['-c', 'import awscli'], { stdio: 'ignore' }).status === 0;

describeWhere(hasAwsCli, "the aws CLI is not among python3's packages", 'a command of the aws CLI', () => {
  const problems = (commands: readonly string[]): readonly (string | null)[] =>
    JSON.parse(
      execFileSync('python3', [join(__dirname, 'aws_shape.py')], {
        input: JSON.stringify(commands),
        encoding: 'utf8',
      }),
    ) as readonly (string | null)[];

  test('is one that AWS has, with the options that it takes, on every page', () => {
    const asked = those(/^aws [a-z]/).filter(
      ({ command }) => !ofVersionTwo.test(command) && / [a-z0-9-]+ [a-z]/.test(command),
    );
    expect(asked.length).toBeGreaterThan(0);
    const found = problems(asked.map(({ command }) => command));
    expect(
      asked.flatMap(({ page, command }, index) =>
        found[index] === null ? [] : [`${page}: ${command}: ${found[index] ?? ''}`],
      ),
    ).toEqual([]);
  });

  test('is all that a block marked `shape` holds', () => {
    const lines = blocksMarked('shape').flatMap(({ text }) => text.replace(/\\\n/g, ' ').trim().split('\n'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.startsWith('aws '))).toEqual([]);
  });

  test('that is misspelt, lacks something or has a value of another type is found', () => {
    expect(
      problems([
        'aws iam list-users',
        'aws iam list-userz',
        'aws iam list-users --pathprefix /',
        'aws organizations register-delegated-administrator --account-id 111122223333',
        'aws configservice describe-config-rules --config-rule-names a --next-token',
      ]).map((problem) => problem === null),
    ).toEqual([true, false, false, false, false]);
  });
});

const io = { stdout: process.stdout, stderr: process.stderr, env: {} } as unknown as CliIo;

/** What is wrong with a command of ours: it, or a flag of it, is not there. */
function faultOf(command: string): readonly string[] {
  const [name, ...words] = command
    .replace(/^.*?iam-user-mfa(\.cjs)? ?/, '')
    .split(' ')
    .filter((word) => word !== '');
  const program = programOf(io);
  if (name === undefined || name.startsWith('-') || name === 'help') return [];
  const found = program.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (found === undefined) return [`there is no command ${name}`];
  const all = [found, ...found.commands].flatMap(({ options }) => options);
  return words
    .flatMap((word) => /^--?[a-z][\w-]*/.exec(word) ?? [])
    .filter(
      (flag) =>
        !['--help', '-h'].includes(flag) && !all.some(({ short, long }) => flag === short || flag === long),
    )
    .map((flag) => `${name} has no flag ${flag}`);
}

describe('a command of ours', () => {
  test('and its flags are there', () => {
    const ours = those(/^(npx --no -- |node |.*\| )?iam-user-mfa(\.cjs)? [a-z]/);
    expect(
      ours.flatMap(({ page, command }) => faultOf(command).map((fault) => `${page}: ${command}: ${fault}`)),
    ).toEqual([]);
    expect(faultOf('npx --no -- iam-user-mfa scan --jason')).toEqual(['scan has no flag --jason']);
    expect(faultOf('iam-user-mfa scna')).toEqual(['there is no command scna']);
  });

  test('of npm is a script of package.json, and a project of jest is one', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const asked = those(/\bnpm run /).flatMap(({ page, command }) =>
      [...command.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => ({ page, name })),
    );
    expect(asked.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
    const config = readFileSync(join(root, 'jest.config.js'), 'utf8');
    const projects = those(/--selectProjects /).map(
      ({ command }) => /--selectProjects (\w+)/.exec(command)?.[1],
    );
    expect(projects.filter((name) => !config.includes(`project('${name ?? ''}'`))).toEqual([]);
  });

  test('of cdk names a stack that the apps have', () => {
    const named = those(/\bcdk (deploy|diff|destroy|synth) [A-Z]/).map(
      ({ command }) => /cdk \w+ (\w+)/.exec(command)?.[1] ?? '',
    );
    const text = execFileSync('git', ['grep', '-hoE', "'IamUserMfa[A-Za-z]*'", '--', 'infra'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(named.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  });
});
