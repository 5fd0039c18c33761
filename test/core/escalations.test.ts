import { expect, test } from '@jest/globals';
import { ownTargets, type Targets } from '../../rule/core/escalations';
import { fitsPattern } from '../../rule/core/wildcard';

const iam = 'arn:aws:iam::111122223333';
const identity = {
  userId: 'AIDAALICE',
  userName: 'alice',
  arn: `${iam}:user/team/alice`,
  groupArns: [`${iam}:group/staff`],
  customerPolicyArns: [`${iam}:policy/own`],
};

// Whose targets a resource of an Allow reaches; "team" alone is a part of a kind.
test.each<[Targets, string, boolean]>([
  ['own-user', `${iam}:user/team/alice`, true],
  ['own-user', `${iam}:user/bob`, false],
  ['own-groups', `${iam}:group/staff`, true],
  ['own-groups', `${iam}:group/*`, true],
  ['own-groups', `${iam}:group/team-*`, false],
  ['own-policies', `${iam}:policy/own`, true],
  ['own-policies', `${iam}:policy/*`, true],
  ['own-policies', `${iam}:policy/team-*`, false],
  ['every-user', `${iam}:user/*`, true],
  ['every-user', `${iam}:user/?*/?*`, true],
  ['every-user', `${iam}:user/team/*`, false],
  ['every-user', `${iam}:group/*`, false],
  ['every-group', `${iam}:group/*`, true],
  ['every-group', `${iam}:group/staff`, false],
  ['every-role', `${iam}:role/*`, true],
  ['every-role', `${iam}:user/*`, false],
  ['every-role', 'arn:aws:iam::123456789012:role/*', false],
])('%s are reached by %s: %s', (targets, pattern, reached) => {
  expect(ownTargets(targets, identity).some((arn) => fitsPattern(arn, pattern))).toBe(reached);
});
