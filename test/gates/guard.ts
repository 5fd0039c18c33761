import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const guardRules = path.resolve(__dirname, '../../rule/gates/rules/guard');

const platforms: Readonly<Record<string, string>> = {
  'linux x64': 'ubuntu/x86_64',
  'linux arm64': 'ubuntu/aarch64',
  'darwin x64': 'macos/x86_64',
  'darwin arm64': 'macos/aarch64',
};

/** The binary that AWS's own CDK plugin brings; undefined where it has none for this machine. */
export function cfnGuard(): string | undefined {
  const folder = path.dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
  const file = path.join(folder, 'bin', platforms[`${process.platform} ${process.arch}`] ?? '', 'cfn-guard');
  return existsSync(file) ? file : undefined;
}

export type Status = 'PASS' | 'FAIL' | 'SKIP';

/** The status of each rule of a file for one document. */
export function statusesOf(
  binary: string,
  rules: string,
  document: unknown,
  parameters?: unknown,
): Readonly<Record<string, Status>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'guard-'));
  try {
    const write = (name: string, content: unknown): string => {
      const file = path.join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    const input = parameters === undefined ? [] : ['--input-params', write('parameters.json', parameters)];
    const run = spawnSync(
      binary,
      [
        ...['validate', '--show-summary', 'all', '--rules', path.join(guardRules, rules)],
        ...['--data', write('document.json', document), ...input],
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    const statuses = Object.fromEntries(
      [...run.stdout.matchAll(/(IAM_USER_MFA_\w+)\s+(PASS|FAIL|SKIP)/g)].map(([, rule = '', status]) => [
        rule,
        status as Status,
      ]),
    );
    if (Object.keys(statuses).length === 0) throw new Error(`cfn-guard said: ${run.stderr}${run.stdout}`);
    return statuses;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
