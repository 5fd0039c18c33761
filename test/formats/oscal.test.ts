// compliance-trestle is the judge of the form; references and UUIDs are held here, because it takes some that lead nowhere.
import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { oscalAssessmentResults } from '../../rule/report/machine/oscal';
import { foundScan } from '../report/found';
import { aFinding, aScan, hostileTexts, manyFindings, scans } from './scans';

const run = {
  startedAt: '2026-11-20T12:00:00.000Z',
  endedAt: '2026-11-20T12:00:09.000Z',
  bundleSha256: 'ab'.repeat(32),
};
const of = (scan: ReturnType<typeof aScan>): string => oscalAssessmentResults(scan, run);

const accounts = [
  ...scans,
  ['every member', foundScan],
  ['5,000 users', aScan({ findings: manyFindings(5_000) })],
  [
    'texts that are nothing else',
    aScan({ findings: [aFinding({ userName: ' ', arn: '', annotation: '\n' })] }),
  ],
  ['a name of every kind', aScan({ accountName: hostileTexts.join(' ') })],
] as const;

interface Results {
  readonly observations: readonly unknown[];
}
const resultOf = (text: string): Results => {
  const document = JSON.parse(text) as { 'assessment-results': { results: [Results] } };
  return document['assessment-results'].results[0];
};

describe.each(accounts)('of %s', (_, scan) => {
  const text = of(scan);
  const defined = [...text.matchAll(/"uuid": "([^"]+)"/g)].map(([, uuid]) => uuid);

  test('every UUID is of version 5, is there once, and is the same the next time', () => {
    expect(new Set(defined).size).toBe(defined.length);
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(defined.filter((uuid) => !form.test(uuid ?? ''))).toEqual([]);
    expect(of(scan)).toBe(text);
  });

  test('every reference leads to what the document defines', () => {
    const known = new Set(defined);
    const named = [...text.matchAll(/"(?:\w+-uuid|href)": "#?([^"]+)"/g)].map(([, uuid]) => uuid);
    expect(named.filter((uuid) => !known.has(uuid))).toEqual([]);
  });

  test('every user has an observation, and so has the population', () => {
    expect(resultOf(text).observations).toHaveLength(scan.findings.length + scan.unreadable.length + 1);
  });
});

const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
const python =
  process.env['OSCAL_PYTHON'] ?? path.join(cache, 'iam-user-mfa-tests', 'oscal', 'bin', 'python3');
const there = existsSync(python) || process.env['CI'] === 'true';
if (!there) console.log('skipped: compliance-trestle is not there (`source .ci/tools` installs it)');

(there ? describe : describe.skip)('compliance-trestle', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'iam-user-mfa-oscal-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** One line a document: "ok", or what is wrong. */
  const judge = `
import sys
from pathlib import Path
import trestle.core.validator_factory
from trestle.core.all_validator import AllValidator
from trestle.oscal.assessment_results import AssessmentResults
for name in sys.argv[1:]:
    try:
        model = AssessmentResults.oscal_read(Path(name))
        print('ok' if AllValidator().model_is_valid(model, True, None) else 'not valid')
    except Exception as error:
        print(str(error).replace(chr(10), ' ')[:300])
`;
  const judged = (texts: readonly string[]): readonly string[] => {
    const files = texts.map((text, index) => {
      const file = path.join(folder, `${index}.json`);
      writeFileSync(file, text);
      return file;
    });
    return execFileSync(python, ['-c', judge, ...files], { encoding: 'utf8', timeout: 300_000 })
      .trimEnd()
      .split('\n');
  };

  test('takes every document, and refuses one with a broken UUID or an unknown key', () => {
    const broken = of(aScan()).replace(/"uuid": "./, '"uuid": "x');
    const unknown = of(aScan()).replace('"metadata"', '"more": 1, "metadata"');
    const answers = judged([...accounts.map(([, scan]) => of(scan)), broken, unknown]);
    expect(answers.slice(0, -2)).toEqual(accounts.map(() => 'ok'));
    expect(answers.slice(-2).filter((answer) => answer === 'ok')).toEqual([]);
  });
});
