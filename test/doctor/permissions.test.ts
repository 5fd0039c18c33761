// The policies that doctor prints, whole: a permission less is a line that says unknown, one more is a right too many.
import { expect, test } from '@jest/globals';
import { doctorPolicy } from '../../rule/doctor/permissions';
import printed from '../cases/doctor/permissions.json';

test.each(printed)('with $options', ({ options, statements }) => {
  const { Version, Statement } = doctorPolicy(options);
  expect(Version).toBe('2012-10-17');
  expect(Statement.map(({ Sid, Effect, Action, Resource }) => [Effect, Sid, Action, Resource])).toEqual(
    statements,
  );
});
