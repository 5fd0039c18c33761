import { execFileSync } from 'node:child_process';

/** Lambda's runtime is nodejs24.x; a registry package brings the binary. LAMBDA_NODE may hold its path. */
export const lambdaNodeVersion = '24.21.0';

let found: string | undefined;

export function lambdaNode(): string {
  found ??= process.env['LAMBDA_NODE'] ?? askNpx();
  return found;
}

const askNpx = (): string =>
  execFileSync('npx', ['--yes', `node@${lambdaNodeVersion}`, '-p', 'process.execPath'], {
    encoding: 'utf8',
  }).trim();

/**
 * What the start script of Lambda's Node runtimes passes for a function of this size: a tenth of the memory for the young
 * generation, half of that for each of its halves, the rest for the old one. It is not documented; it is in
 * /var/runtime/bootstrap of the images that AWS publishes (public.ecr.aws/lambda/nodejs), of which public repositories hold copies.
 */
export function heapFlags(memoryMiB: number): readonly string[] {
  const young = Math.floor(memoryMiB / 10);
  return [`--max-semi-space-size=${Math.floor(young / 2)}`, `--max-old-space-size=${memoryMiB - young}`];
}

/** Lambda gives a function CPU by its memory, a whole vCPU at 1,769 MB (Lambda's developer guide, "Configure function memory"). */
export const cpuShare = (memoryMiB: number): number => memoryMiB / 1_769;
