import { env } from 'node:process';
import { expect, test } from '@jest/globals';
import { partitions, strengths, type EnforcementOptions } from '../../rule/enforcement/options';
import { extremes, mutantsOf } from '../policy/mutants';
import { describeWithZ3 } from './solver';
import {
  documentsOf,
  exemptions,
  isRefuted,
  notProved,
  strengthsAreNested,
  theorems,
  type Kind,
  type Theorem,
} from './theorems';

const whole = env['PROVE'] === 'all';
const kinds: readonly Kind[] = ['policy', 'scp'];
// What differs between partitions is a word in three ARNs; `npm run prove` takes all eight.
const someOrAll = whole ? partitions : (['aws', 'aws-cn'] as const);

const scopes = someOrAll.flatMap((partition) =>
  [false, true].flatMap((allowFirstPasswordChange) =>
    // Every exemption in one partition, and in `npm run prove` in all of them.
    [undefined, ...(whole || partition === 'aws' ? Object.values(exemptions) : [])].map((guarded) => ({
      partition,
      allowFirstPasswordChange,
      exemptions: guarded,
    })),
  ),
);
const variants: readonly EnforcementOptions[] = strengths.flatMap((strength) =>
  scopes.map((scope) => ({ ...scope, strength })),
);
const nameOf = ({ strength, partition, allowFirstPasswordChange, exemptions: by }: EnforcementOptions) =>
  [
    strength,
    partition,
    ...(allowFirstPasswordChange ? ['password'] : []),
    ...Object.keys(exemptions).filter((name) => exemptions[name] === by),
  ].join(', ');

describeWithZ3('for every request, of every user, in every partition', (z3) => {
  test.each(variants.map((options) => [nameOf(options), options] as const))(
    '%s',
    async (_name, options) => {
      const asked = kinds.flatMap((kind) => theorems(kind, options));
      expect(await notProved(z3, asked)).toEqual([]);
    },
    120_000,
  );

  test('(f) the strengths are nested', async () => {
    const asked = kinds.flatMap((kind) => scopes.map((scope) => strengthsAreNested(kind, scope)));
    expect(await notProved(z3, asked)).toEqual([]);
  }, 120_000);
});

/** An SCP grants nothing, so an Allow in it changes nothing. */
const makesNoDifference = ['scp: everything is allowed'];

interface Broken {
  readonly name: string;
  readonly ask: readonly Theorem[];
}

function brokenDocuments(kind: Kind): readonly Broken[] {
  return strengths.flatMap((strength) => {
    const options = { strength, allowFirstPasswordChange: true, exemptions: exemptions['all'] } as const;
    const documents = documentsOf(options);
    return [...mutantsOf(documents[kind]), ...extremes(documents[kind])].map(({ label, document }) => ({
      // The same break in either strength: where one of them notices, it is noticed.
      name: `${kind}: ${label.replace(/Bool(IfExists)? for Bool(IfExists)?/, 'the other Bool').replace('BoolIfExists', 'Bool')}`,
      ask: theorems(kind, options, { ...documents, [kind]: document }),
    }));
  });
}

// The theorems prove little before they have failed: each element of the documents is broken once, and one must notice.
describeWithZ3('a broken document is refuted', (z3) => {
  const broken = kinds.flatMap(brokenDocuments);
  const names = [...new Set(broken.map(({ name }) => name))].filter((_, at) => whole || at % 5 === 0);

  test(`${names.length} mutants`, async () => {
    const unnoticed: string[] = [];
    for (const name of names) {
      const asked = broken.filter((one) => one.name === name).flatMap(({ ask }) => ask);
      if (!(await isRefuted(z3, asked))) unnoticed.push(name);
    }
    expect(unnoticed.filter((name) => !makesNoDifference.includes(name))).toEqual([]);
  }, 300_000);
});
