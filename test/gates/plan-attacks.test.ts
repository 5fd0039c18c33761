// What check answers for each user of plan-attack-rows.ts; sentences.test.ts holds its words.
import { expect, test } from '@jest/globals';
import { planAttacks } from './plan-attack-rows';
import { answersIn } from './sentences';

test.each(planAttacks)('$title', (attack) => {
  expect(answersIn(attack)).toEqual(attack.answers);
});
