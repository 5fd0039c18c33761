// The rows of the enforcement policy, asked of a simulator that is another's: as a process, to its exit code.
import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStandin, type Fault, type Simulated, type SimulatedRequest } from '../../rule/standin';
import { policyOfSimulation } from '../../rule/verification/grants';
import { simulated } from '../policy-simulation';
import { caller, CommandLine, type Outcome } from './command-line';

jest.setTimeout(60_000);

let cli: CommandLine;
beforeAll(() => {
  cli = new CommandLine();
});
const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
const file = path.join(folder, 'verify-result.json');
afterEach(() => rmSync(file, { force: true }));

type Simulator = (request: SimulatedRequest) => Simulated | Promise<Simulated>;

async function verified(
  simulatePolicy: Simulator,
  {
    flags = [],
    faults = [],
  }: { readonly flags?: readonly string[]; readonly faults?: readonly Fault[] } = {},
): Promise<Outcome & { readonly calls: readonly string[] }> {
  const standin = createStandin({}, { simulatePolicy });
  standin.faults.push(...faults);
  try {
    const outcome = await cli.run(
      ['verify', '--policy', '--output', folder, ...flags],
      caller(await standin.listen()),
    );
    return { ...outcome, calls: standin.calls.map(({ service, action }) => `${service}:${action}`) };
  } finally {
    await standin.close();
  }
}

describe('verify --policy', () => {
  test('an AWS that decides as documented answers every row as expected, in some hundred calls that only read', async () => {
    const { code, stdout, stderr, calls } = await verified(simulated);

    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^192 of 195 rows as expected, 0 otherwise, 0 without an answer, .* 3 not asked\.$/m,
    );
    expect(code).toBe(0);
    expect(new Set(calls)).toEqual(new Set(['sts:GetCallerIdentity', 'iam:SimulateCustomPolicy']));
    expect(policyOfSimulation()).toMatchObject({ Statement: [{ Action: [...new Set(calls)].sort() }] });
    expect(calls.length).toBeLessThan(120);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/\d{12}|arn:aws:iam|anna|omar/);
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'iam-user-mfa' },
      kind: 'policy',
    });
  });

  test('one decision that is another is exit 1, and the row is named with both answers', async () => {
    const planted: Simulator = (request) =>
      request.action === 'iam:CreateAccessKey' &&
      request.context.get('aws:MultiFactorAuthPresent')?.[0] === 'false'
        ? 'allowed'
        : simulated(request);
    const { code, stdout } = await verified(planted);

    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => line.includes('otherwise  '))).toEqual([
      '  otherwise    policy: all, without MFA: makes an access key for itself; expected explicitDeny; AWS says allowed',
      '  otherwise    policy: console-only, without MFA: makes an access key for itself; expected explicitDeny; AWS says allowed',
    ]);
  });

  test('a call that IAM refuses leaves its rows open, exit 3, and the others are asked', async () => {
    const { code, stdout } = await verified(simulated, {
      faults: [{ action: 'iam:SimulateCustomPolicy', error: 'InvalidInput', skip: 3, times: 1 }],
    });

    expect(code).toBe(3);
    expect(stdout).toMatch(/^\d+ of 195 rows as expected, 0 otherwise, [1-9]\d* without an answer/);
    expect(stdout).toContain('InvalidInput on iam:SimulateCustomPolicy');
  });

  test('who may not ask gets one line and exit 3', async () => {
    const { code, stdout, stderr } = await verified(simulated, {
      faults: [{ action: 'iam:SimulateCustomPolicy', error: 'AccessDenied' }],
    });

    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/AccessDenied on iam:SimulateCustomPolicy; allow iam:SimulateCustomPolicy to/);
  });

  test('--compare says which answers have changed, and refuses a file that is none of ours', async () => {
    await verified(simulated);
    const earlier = path.join(folder, 'earlier.json');
    writeFileSync(earlier, readFileSync(file, 'utf8').replace('"got": "explicitDeny"', '"got": "allowed"'));
    rmSync(file);
    const { code, stdout } = await verified(simulated, { flags: ['--compare', earlier] });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 answer changed since 20/m);

    writeFileSync(earlier, '{}');
    rmSync(file);
    const refused = await verified(simulated, { flags: ['--compare', earlier] });
    expect([refused.code, refused.calls]).toEqual([2, []]);
  });

  test('a result that is there is not written over, and nothing is asked', async () => {
    writeFileSync(file, '');
    const { code, calls } = await verified(simulated);
    expect([code, calls]).toEqual([2, []]);
  });
});
