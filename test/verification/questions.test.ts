import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { byHand, openQuestions, questionLines, runQuestions } from '../../rule/verification/questions';

/** The points that a run asks, and those that a person has to, as the list of open points had them. */
const points = {
  'an older OrderingTimestamp': 'older-ordering-timestamp',
  'both triggers after StartConfigRulesEvaluation': 'schedule-after-start',
  'an empty list': 'empty-list',
  'AWS::::Account from a scoped rule': 'account-result',
  'GetUser in another case': 'user-in-another-case',
  "IAM's wording of NoSuchEntity": 'wording-no-password',
  "an unchanged summary's recorded time": 'unchanged-summary',
  "CloudTrail's source and delay": 'cloudtrail-source',
  'what UpdateLoginProfile does to CreateDate': 'date-of-a-changed-password',
  'SSM on FunctionError': 'ssm-function-error',
};

test.each(Object.entries(points))('%s is a question of a run, or has its steps', (_, id) => {
  const steps = byHand.find((question) => question.id === id)?.byHand;
  expect(Object.hasOwn(openQuestions, id) || (steps ?? '').length > 40).toBe(true);
});

test('an id is one question', () => {
  const ids = [...runQuestions.keys(), ...byHand.map(({ id }) => id)];
  expect(new Set(ids).size).toBe(ids.length);
});

test('the page of what is not verified is written from the same list', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/what-we-could-not-verify.md'), 'utf8');
  for (const line of questionLines()) expect(page).toContain(line);
});

test('the line that a person is told to look for is the one that the rule writes', () => {
  const steps = byHand.find(({ id }) => id === 'empty-list')?.byHand ?? '';
  const [, looked = ''] = /--filter-pattern '"([^"]+)"'/.exec(steps) ?? [];
  expect(readFileSync(resolve(__dirname, '../../rule/run/change.ts'), 'utf8')).toContain(looked);
  expect(looked).not.toBe('');
});
