// Everything that check says of a document, line by line, and of each user which policies go with the password in which world.
import path from 'node:path';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import type { Location } from '../../rule/findings/finding';
import { check } from '../../rule/gates/check';
import { scanOfCheck } from '../../rule/gates/checked-scan';
import {
  noKnownEnforcement,
  shownName,
  type DeclaredUser,
  type Possibility,
} from '../../rule/gates/declared';
import type { GateDocument, SourceFiles } from '../../rule/gates/document';
import { parseDocument } from '../../rule/gates/parse-document';

import { rows as attackRows, type Files } from './cloudformation-attack-rows';
import { hostileRows } from './hostile-plans';
import { Random } from './oracle/random';
import { sample } from './oracle/templates';
import { parityCases, tableDay } from './parity-cases';
import { planAttacks, type PlanAttack } from './plan-attack-rows';
import { randomRowsFile, recorded, type PlanRow } from './recorded-plans';
import { sourcesOf } from './terraform';
import { valueRows } from './value-matrix';

export type Sentences = Readonly<Record<string, readonly string[]>>;
export interface Told {
  readonly title: string;
  readonly lines: () => readonly string[];
}

/** A file of recorded sentences, and the documents they are about. */
export interface Recording {
  readonly file: string;
  readonly told: readonly Told[];
}

/** Of more worlds than these, the number says enough. */
const mostWorlds = 8;

function sentences(
  documents: readonly GateDocument[],
  values: Readonly<Record<string, string>> = {},
): readonly string[] {
  const checked = check(documents, parseParameterValues(values), noKnownEnforcement, tableDay);
  const { findings, unreadable } = scanOfCheck(checked, tableDay);
  return [
    ...findings.map(({ reason, location, annotation }) => `${reason} ${placeOf(location)}: ${annotation}`),
    ...unreadable.map(({ location, detail }) => `unseen ${placeOf(location)}: ${detail ?? ''}`),
    ...checked.users.flatMap(({ user }) => worldsOf(user)),
  ];
}

const placeOf = ({ file, line, address, document, construct }: Partial<Location> = {}): string =>
  [file, line, address, document, construct].filter((part) => part !== undefined).join(' ');

function worldsOf({ address, kind, possibilities, before }: DeclaredUser): readonly string[] {
  const worlds = possibilities.slice(0, mostWorlds).map((one) => worldOf(one));
  const had = before === undefined ? '' : ` had ${before.map(policyOf).join(' ')}`;
  return [`${address} ${possibilities.length} ${kind}${had} ${worlds.join(' | ')}`];
}

function worldOf({ where, userName, path: userPath, tags, policies }: Possibility): string {
  const rest = [
    userName ?? '(no name)',
    ...(userPath === '/' ? [] : [userPath ?? '(no path)']),
    ...(tags === undefined ? ['(no tags)'] : tags.map(({ key, value }) => `${key}=${value}`)),
    ...policies.map(policyOf),
  ].join(' ');
  return where === undefined ? rest : `${where}: ${rest}`;
}

const policyOf = (policy: Possibility['policies'][number]): string =>
  policy.kind === 'document' ? policy.address : `${policy.kind}(${policy.address})`;

const parsed = (file: string, document: unknown): GateDocument =>
  parseDocument(file, JSON.stringify(document, null, 1));

const parityOf = (wanted: string): readonly Told[] =>
  parityCases
    .filter(({ kind }) => kind === wanted)
    .map(({ title, documents, oneAccount, ruleParameters }) => ({
      title,
      lines: () =>
        sentences(
          documents.map((document, index) => ({
            ...parsed(`${index}.json`, document),
            ...(oneAccount === true && { scope: 'one account' }),
          })),
          ruleParameters,
        ),
    }));

function planOf({ plan, scenario }: PlanRow, withSources: boolean): readonly string[] {
  if (!withSources) return sentences([parsed('plan.json', plan)]);
  const sources = sourcesOf(scenario);
  const read = (folder: string): ReadonlyMap<string, string> =>
    new Map([...sources].filter(([file]) => path.dirname(file) === folder));
  const files: SourceFiles = { folder: '.', areOfThePlan: true, read };
  return sentences([{ ...parsed('plan.json', plan), sources: files }]);
}

const plans = (): readonly Told[] => [
  ...recorded().flatMap((row) => [
    { title: row.scenario, lines: () => planOf(row, false) },
    { title: `${row.scenario} with its files`, lines: () => planOf(row, true) },
  ]),
  ...recorded(randomRowsFile).map((row) => ({
    title: `random ${row.scenario}`,
    lines: () => planOf(row, false),
  })),
];

/** The oracle decides these too, and many more, by brute force (oracle.test.ts); here their words are held. */
const randomTemplates = Array.from({ length: 100 }, (_, n) => 1_000_003 + n);

const toldOf = (title: string, files: Files): Told => ({
  title,
  lines: () => sentences(Object.entries(files).map(([file, content]) => parsed(file, content))),
});

const documentOf = ({ plan, files }: PlanAttack): GateDocument => {
  if (files === undefined) return parsed('plan.json', plan);
  const read = (folder: string): ReadonlyMap<string, string> =>
    new Map(Object.entries(files).filter(([file]) => path.relative(path.dirname(file), folder) === ''));
  return { ...parsed('plan.json', plan), sources: { folder: '.', areOfThePlan: true, read } };
};

/** By the name of the user, or by the address where it is not known. */
export function answersIn(attack: PlanAttack): Readonly<Record<string, string>> {
  const { users, unseen } = check(
    [documentOf(attack)],
    parseParameterValues({}),
    noKnownEnforcement,
    tableDay,
  );
  return Object.fromEntries([
    ...users.map(({ user, answer }) => [shownName(user), answer.answer] as const),
    ...unseen.map(({ address }) => [address, 'cannot-see'] as const),
  ]);
}

const templates = (): readonly Told[] => [
  ...attackRows.map(([title, files]) => toldOf(title, files)),
  ...randomTemplates.map((seed) => ({
    title: `random ${seed}`,
    lines: () =>
      sentences(
        sample(new Random(seed)).accounts.flatMap((account, index) =>
          account.map(({ file, template }) => ({ ...parsed(file, template), scope: `account ${index}` })),
        ),
      ),
  })),
];

const at = (file: string): string => path.resolve(__dirname, 'plans/recorded', file);
export const recordings: readonly Recording[] = [
  { file: at('said-of-terraform-cases.json'), told: parityOf('terraform-plan') },
  { file: at('said-of-cloudformation-cases.json'), told: parityOf('cloudformation-template') },
  { file: at('said-of-plans.json'), told: plans() },
  { file: at('said-of-templates.json'), told: templates() },
  {
    file: at('said-of-plan-attacks.json'),
    told: planAttacks.map((attack) => ({
      title: attack.title,
      lines: () => sentences([documentOf(attack)]),
    })),
  },
  { file: at('said-of-hostile-plans.json'), told: hostileRows },
  { file: at('said-of-values.json'), told: valueRows.map(([title, files]) => toldOf(title, files)) },
];
