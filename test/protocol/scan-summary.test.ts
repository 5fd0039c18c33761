import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isDeniedOnly,
  parseScanSummary,
  renderScanSummary,
  type ScanSummary,
} from '../../rule/protocol/scan-summary';

const summary = (overrides: Partial<ScanSummary> = {}): ScanSummary => ({
  users: 812,
  withConsolePassword: 300,
  withoutSufficientMfa: 12,
  exempt: 3,
  inGrace: 1,
  problems: [],
  ...overrides,
});
const denied = '3 of 815 users could not be read (AccessDenied on iam:ListMFADevices)';

describe('the scan summary', () => {
  test('of a complete scan is the sentence of the design', () => {
    expect(renderScanSummary(summary())).toBe(
      'Scan complete: 812 users, 300 with a console password, 12 without sufficient MFA, 3 exempt, 1 in grace.',
    );
  });

  test('of an incomplete scan begins with what is missing', () => {
    expect(renderScanSummary(summary({ problems: [denied] }))).toMatch(
      /^Scan incomplete: 3 of 815 users could not be read \(AccessDenied on iam:ListMFADevices\)\. .*812 users/,
    );
  });

  test('counts one user in the singular', () => {
    expect(renderScanSummary(summary({ users: 1 }))).toMatch(/^Scan complete: 1 user, 300 with/);
  });

  test('joins its problems, and cuts them only where they do not fit', () => {
    const figures =
      '. Of 812 users read: 300 with a console password, 12 without sufficient MFA, 3 exempt, 1 in grace.';
    const room = 256 - 'Scan incomplete: '.length - figures.length;

    expect(renderScanSummary(summary({ problems: ['one', 'two'] }))).toBe(
      `Scan incomplete: one; two${figures}`,
    );
    expect(renderScanSummary(summary({ problems: ['x'.repeat(room)] }))).toBe(
      `Scan incomplete: ${'x'.repeat(room)}${figures}`,
    );
    expect(renderScanSummary(summary({ problems: ['x'.repeat(room + 1)] }))).toBe(
      `Scan incomplete: ${'x'.repeat(room - 3)}...${figures}`,
    );
  });

  test.each([
    ['Scan incomplete: cut by some other versi', 'cut by some other versi'],
    ['Scan incomplete: x', 'x'],
  ])('%j is incomplete, without figures', (text, problem) => {
    expect(parseScanSummary(text)).toEqual({ complete: false, problem });
  });

  test('of an incomplete scan is read back with its problem', () => {
    expect(parseScanSummary(renderScanSummary(summary({ problems: [denied] })))).toMatchObject({
      complete: false,
      problem: denied,
    });
  });

  test.each([
    '',
    'alice has no MFA.',
    'No Scan incomplete: x',
    'Scan incomplete: x\nand more',
    'Scan complete: many users',
    'Scan complete: 1 users, ',
    'xScan complete: ',
  ])('%j is none', (text) => {
    expect(parseScanSummary(text)).toBeUndefined();
  });

  test('is read back with every figure, complete or not', () => {
    const figure = fc.nat({ max: 99_999 });
    const anySummary = fc.record({
      users: figure,
      withConsolePassword: figure,
      withoutSufficientMfa: figure,
      exempt: figure,
      inGrace: figure,
      problems: fc.array(
        fc.string({
          minLength: 1,
          maxLength: 200,
          unit: fc.constantFrom('a', '. Of 1', ' users', ':', '(', '), ', ';', '. '),
        }),
        {
          maxLength: 3,
        },
      ),
    });

    fc.assert(
      fc.property(anySummary, ({ problems, ...figures }) => {
        const line = parseScanSummary(renderScanSummary({ ...figures, problems }));
        expect(line).toMatchObject({ ...figures, complete: problems.length === 0 });
      }),
    );
  });

  test('has at most 256 characters and shows that the problems were cut', () => {
    const line = renderScanSummary(summary({ problems: [denied, 'x'.repeat(300)] }));

    expect(line.length).toBeLessThanOrEqual(256);
    expect(line).toContain('....');
    expect(line).toContain('812 users');
  });
});

describe('whether all that failed was denied', () => {
  const one = '3 of 812 users could not be read (AccessDenied on iam:ListMFADevices)';
  test.each([
    [one, true],
    [`${one}; ${one}`, true],
    ['users could not be read (AccessDenied on iam:ListUsers, AccessDenied on iam:GetLoginProfile)', true],
    ['users could not be read (Throttling on iam:ListUsers)', false],
    ['users could not be read (AccessDenied on iam:ListUsers, Throttling on iam:GetLoginProfile)', false],
    ['users could not be read (AccessDenied on iam:ListUsers and 1 more)', false],
    [`${one}; 1 result was not taken (Throttling on config:PutEvaluations)`, false],
    [`1 result was not taken (Throttling on config:PutEvaluations); ${one}`, false],
    [`${one}; 2 users could not be r....`, false],
    [`${one} (Throttling on iam:ListUsers)`, false],
    [`(x) ${one}`, false],
    ['', false],
  ])('of %j: %s', (problem, denied) => {
    expect(isDeniedOnly(problem)).toBe(denied);
  });
});
