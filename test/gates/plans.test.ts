// The plans of recorded-plans.test.ts are what terraform makes of their files, and Rego passes no more than is true of them.
import { expect, test } from '@jest/globals';
import { recorded, rowOf } from './recorded-plans';
import { answersOf, goTool } from './rego';
import { digestOf, make, misledBy, missing, scenarios } from './terraform';

test.each(recorded())('the plan of $scenario was recorded of these files', ({ scenario, digest }) => {
  expect(digest).toBe(digestOf(scenario));
});

test('every scenario is recorded', () => {
  expect(recorded().map(({ scenario }) => scenario)).toEqual(scenarios);
});

const opa = goTool('opa');
(opa === undefined ? test.skip : test)('Rego passes nobody who is not enforced after apply', () => {
  const rows = recorded();
  const answers = answersOf(
    opa ?? '',
    rows.map(({ plan }) => plan),
    {},
  ) as readonly Readonly<Record<string, string>>[];
  const passed = rows.flatMap(({ scenario, truth }, index) =>
    truth
      .filter(({ at, user, enforced }) => {
        const given = answers[index]?.[user] ?? answers[index]?.[at];
        return given === 'enforced' && !enforced && !misledBy(scenario).includes(at);
      })
      .map(({ user }) => `${scenario}: ${user}`),
  );
  expect(passed).toEqual([]);
});

const absent = missing();
if (absent !== undefined) process.stderr.write(`skipped: the plans by terraform itself, as ${absent}.\n`);

// A few of them each time; npm run plans makes them all.
(absent === undefined ? test.each : test.skip.each)([
  'a-team-module',
  'an-exclusive-list-of-attachments',
  'cloud-control-provider',
  'forgotten-attachment',
])('terraform plans and applies %s as it is recorded', async (scenario) => {
  const row = recorded().find((one) => one.scenario === scenario);

  expect(JSON.parse(JSON.stringify(rowOf(scenario, await make(scenario))))).toEqual(row);
});
