import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export const regoFolder = path.resolve(__dirname, '../../rule/gates/rules/rego');

/** A tool of Go's is where `go install` puts it, or on the PATH; undefined where it is not. */
export function goTool(name: string, versionFlag = 'version'): string | undefined {
  const places = [name, path.join(process.env['GOPATH'] ?? path.join(homedir(), 'go'), 'bin', name)];
  const found = places.find((place) => spawnSync(place, [versionFlag]).status === 0);
  if (found === undefined && process.env['CI'] === 'true')
    throw new Error(`CI needs ${name}: install it as .ci/run does.`);
  return found;
}

interface Result {
  readonly path: string;
  readonly result?: unknown;
  readonly errors?: unknown;
}

/** The answers of one opa process for several documents, in their order. */
export function answersOf(
  opa: string,
  documents: readonly unknown[],
  parameters: Readonly<Record<string, string>>,
): readonly unknown[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'rego-'));
  try {
    const bundle = path.join(folder, 'bundle');
    cpSync(regoFolder, bundle, { recursive: true, filter: (file) => !file.endsWith('_test.rego') });
    writeFileSync(path.join(bundle, 'data.json'), JSON.stringify({ iam_user_mfa_parameters: parameters }));
    const files = documents.map((document, index) => {
      const file = path.join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    const run = spawnSync(opa, ['exec', '--decision=iam_user_mfa/answers', '--bundle', bundle, ...files], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: 120_000,
    });
    if (run.status !== 0) throw new Error(`opa ended with ${String(run.status)}: ${run.stderr}${run.stdout}`);
    const { result } = JSON.parse(run.stdout) as { result: readonly Result[] };
    return files.map((file) => result.find((one) => one.path === file)?.result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
