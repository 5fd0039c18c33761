import { env } from 'node:process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { partitions } from '../../rule/enforcement/options';
import { noNewPasswordsScp, protectScp } from '../../rule/enforcement/policy';
import { mutantsOf } from '../policy/mutants';
import { noNewPasswordsTheorems, protectTheorems, type Named } from './scp-theorems';
import { describeWithZ3 } from './solver';
import { isRefuted, notProved } from './theorems';

const whole = env['PROVE'] === 'all';
const lists = whole ? 25 : 3;
const someOrAll = whole ? partitions : (['aws', 'aws-cn'] as const);

const account = fc.constantFrom('111122223333', '123456789012');
const word = fc.stringMatching(/^[A-Za-z0-9][\w+=,.@-]{0,11}$/);
const segments = fc.array(word, { maxLength: 2 }).map((all) => all.map((one) => `${one}/`).join(''));
const wild = fc.constantFrom('', '', '*', '-?');

/** Principals as people name them: roles with paths and patterns, of one account or of all, of IAM Identity Center, and users. */
const principalOf = (partition: string): fc.Arbitrary<string> => {
  const arn = fc.constantFrom(`arn:${partition}`, `arn:${partition}`, 'arn:*');
  const anyAccount = fc.oneof(account, fc.constant('*'));
  return fc.oneof(
    fc
      .tuple(arn, anyAccount, segments, word, wild)
      .map(([start, id, path, name, end]) => `${start}:iam::${id}:role/${path}${name}${end}`),
    fc
      .tuple(arn, anyAccount, fc.constantFrom('', '*/', 'eu-west-1/'), word)
      .map(
        ([start, id, region, name]) =>
          `${start}:iam::${id}:role/aws-reserved/sso.amazonaws.com/${region}AWSReservedSSO_${name}_*`,
      ),
    fc
      .tuple(arn, account, segments, word, wild)
      .map(([start, id, path, name, end]) => `${start}:iam::${id}:user/${path}${name}${end}`),
  );
};
const namedIn = (partition: string): fc.Arbitrary<Named> =>
  fc.record({
    partition: fc.constant(partition),
    principals: fc.array(principalOf(partition), { minLength: 1, maxLength: 3 }),
    breakGlass: fc.array(principalOf(partition), { minLength: 1, maxLength: 2 }),
  });

const everyKind = (partition: string): Named => ({
  partition,
  principals: [
    `arn:${partition}:iam::*:role/Joiners`,
    `arn:${partition}:iam::111122223333:role/hr/*`,
    `arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Joiners_*`,
    `arn:${partition}:iam::111122223333:user/team/olga`,
  ].map((arn) => arn.replace('hr/*', 'hr/Joiners-*')),
  breakGlass: [`arn:${partition}:iam::*:role/BreakGlass`, `arn:${partition}:iam::123456789012:user/glass`],
});

const cases = someOrAll.flatMap((partition) =>
  [everyKind(partition), ...fc.sample(namedIn(partition), { numRuns: lists, seed: 25 })].map(
    (named, at) => [`${partition}, list ${at + 1}`, named] as const,
  ),
);

describeWithZ3('(g) named exceptions are exact, and nobody becomes one', (z3) => {
  test.each(cases)(
    '%s',
    async (_name, named) => {
      const asked = [...noNewPasswordsTheorems(named), ...protectTheorems(named)];
      expect(await notProved(z3, asked)).toEqual([]);
    },
    120_000,
  );

  // Two partitions and one list of every kind are enough: below, what is broken in another one is the same text.
  const broken = (whole ? ['aws', 'aws-cn'] : ['aws'])
    .map(everyKind)
    .flatMap((named) => [
      ...mutantsOf(noNewPasswordsScp(named)).map(({ label, document }) => ({
        name: `no-new-passwords, ${named.partition}: ${label}`,
        ask: noNewPasswordsTheorems(named, document),
      })),
      ...mutantsOf(protectScp(named)).map(({ label, document }) => ({
        name: `protect, ${named.partition}: ${label}`,
        ask: protectTheorems(named, document),
      })),
    ])
    .filter((_, at) => whole || at % 5 === 0);

  test(`each of ${broken.length} broken documents is refuted`, async () => {
    const unnoticed: string[] = [];
    for (const { name, ask } of broken) if (!(await isRefuted(z3, ask))) unnoticed.push(name);
    expect(unnoticed).toEqual([]);
  }, 300_000);
});

test.each(partitions)('an SCP of %s is the one of aws, but for the partition in its ARNs', (partition) => {
  for (const scpOf of [noNewPasswordsScp, protectScp]) {
    const renamed = JSON.stringify(scpOf(everyKind(partition))).replaceAll(`arn:${partition}:`, 'arn:aws:');
    expect(JSON.parse(renamed)).toEqual(scpOf(everyKind('aws')));
    // The principals name the partition where nothing else does.
    const { principals, breakGlass } = everyKind(partition);
    expect(scpOf({ principals, breakGlass })).toEqual(scpOf(everyKind(partition)));
  }
});
