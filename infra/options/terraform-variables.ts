import type { Range } from '../../rule/core/kinds';
import { parameterKeys } from '../../rule/core/parameters';
import { iamRegions } from '../../rule/core/partition';
import { contradictions } from './contradictions';
import { all, differs, is, isOption, joined, type Key, type Logic, rowOf, type Test } from './logic';
import { isIn, isInMembers, type OptionKey, optionKeys, optionRows } from './options';
import { allKeys } from './parse-options';
import { accountKeys, memberKeys, parameterName, templateParameter } from './template-parameters';

/** Of an organization's options those that the module has resources for. */
const ofModule: readonly OptionKey[] = [
  'organizationalUnitIds',
  'deployFrom',
  'managementAccountId',
  'autoDeployment',
  'memberExcludedAccounts',
  'excludedAccounts',
  'packName',
  'rootHardwareMfa',
];
const isTemplateKey = (key: Key): boolean => !isOption(key) || isIn(key, 'account') || isInMembers(key);
/** The options that are variables of the module. */
export const moduleKeys: readonly Key[] = [
  ...parameterKeys,
  ...optionKeys.filter((key) => isTemplateKey(key) || ofModule.includes(key)),
];

/** `memoryMiB` is `memory_mib`. */
export const variableName = (key: string): string =>
  key.replace('MiB', 'Mib').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const quoted = (text: string): string => JSON.stringify(text).replace(/[$%](?=\{)/g, '$&$&');
const variable = (key: Key): string => `var.${variableName(key)}`;
/** The name of a policy may begin with the slash of its path, as CDK takes it. */
const valueOf = (key: Key): string =>
  key === 'permissionsBoundary' ? `replace(${variable(key)}, "/^/(.)/", "$1")` : variable(key);
/** A sentence about options as one about variables. */
const inWords = (text: string): string =>
  text.replace(/\b[a-z]+[A-Z]\w*/g, (word) =>
    allKeys.some((key) => key === word) ? variableName(word) : word,
  );
const said = (key: Key, allowed: string, beside?: Key): string => {
  const text = quoted(`${variableName(key)}: got `).slice(0, -1);
  const other =
    beside === undefined ? '' : ` beside ${variableName(beside)} \${jsonencode(${variable(beside)})}`;
  return `${text}\${jsonencode(${variable(key)})}${other}, allowed: ${quoted(inWords(allowed)).slice(1, -1)}."`;
};

const literal = (key: Key): string => {
  const { kind, default: value } = rowOf(key);
  if (kind === 'list') return '[]';
  if (kind === 'number') return value === '' ? 'null' : value;
  return kind === 'flag' ? value : quoted(value);
};

/** Whether a value is allowed, as Terraform asks; nothing where its type says all. */
function condition(key: Key): string | undefined {
  const { kind, values, range, pattern = '', max = 0 } = { max: undefined, ...rowOf(key) };
  const name = variable(key);
  if (kind === 'flag') return undefined;
  if (kind === 'choice') return `contains(${list(values ?? [])}, ${name})`;
  if (kind === 'number') {
    const fits = values === undefined ? inRange(name, range) : `contains([${values.join(', ')}], ${name})`;
    return literal(key) === 'null' ? `${name} == null ? true : ${fits}` : fits;
  }
  if (kind === 'text')
    return `can(regex(${quoted(`^(${pattern})${literal(key) === '""' ? '?' : ''}$`)}, ${valueOf(key)}))`;
  const { allowedPattern = '', maxLength = 0 } = templateParameter(key, 'organization');
  return isTemplateKey(key)
    ? `can(regex(${quoted(allowedPattern)}, join(",", ${name}))) && length(join(",", ${name})) <= ${maxLength}`
    : `length(${name}) <= ${max} && alltrue([for one in ${name} : can(regex(${quoted(`^${pattern}$`)}, one))])`;
}

const list = (items: readonly string[]): string => `[${items.map(quoted).join(', ')}]`;
const inRange = (name: string, { min, max }: Range = { min: 0, max: 0 }): string =>
  `${name} >= ${min} && ${name} <= ${max} && floor(${name}) == ${name}`;

function block(key: Key): string {
  const { kind, allowed, description, default: value } = rowOf(key);
  const type = { list: 'list(string)', flag: 'bool', number: 'number', text: 'string', choice: 'string' }[
    kind
  ];
  const isLong = kind === 'list' && isTemplateKey(key);
  const holds = condition(key);
  return [
    `variable "${variableName(key)}" {`,
    `  description = ${quoted(inWords(description))}`,
    `  type        = ${type}`,
    `  default     = ${literal(key)}`,
    ...(kind === 'number' && value === '' ? [] : ['  nullable    = false']),
    ...(holds === undefined
      ? []
      : [
          '  validation {',
          `    condition     = ${holds}`,
          `    error_message = ${said(key, isLong ? `${allowed}; at most ${templateParameter(key, 'organization').maxLength} characters in all` : allowed)}`,
          '  }',
        ]),
    '}\n',
  ].join('\n');
}

type Term = boolean | string;
/** The logic of variables; an option that is none has its default, and the module makes no aggregator. */
const logic: Logic<Term> = {
  is: (key, text) => {
    if (!moduleKeys.includes(key)) return (key === 'aggregator' ? 'false' : rowOf(key).default) === text;
    const { kind } = rowOf(key);
    if (kind === 'flag') return text === 'true' ? variable(key) : `!${variable(key)}`;
    if (kind === 'list') return `join(",", ${variable(key)}) == ${quoted(text)}`;
    return `${variable(key)} == ${kind === 'number' ? text || 'null' : quoted(text)}`;
  },
  not: (test) => (typeof test === 'boolean' ? !test : opposite(test)),
  any: (...tests) => joined(tests, true, (...open) => `(${open.join(' || ')})`),
  all: (...tests) => joined(tests, false, (...open) => `(${open.join(' && ')})`),
  inIamRegion: () => true,
};

const opposite = (test: string): string => {
  if (test.startsWith('!')) return test.slice(1);
  if (/&&|\|\|/.test(test)) return `!${test}`;
  return / [!=]= /.test(test)
    ? test.replace(/ ([!=])= /, (_, sign: string) => (sign === '!' ? ' == ' : ' != '))
    : `!${test}`;
};

interface Row {
  readonly key: Key;
  readonly when: Test;
  readonly needs: Term;
  readonly text: string;
  readonly beside?: Key;
  /** Whether it holds in an organization alone, or in an account alone. */
  readonly inOrganization?: boolean;
}

/** What an option of the one place is in the other; an option that is off everywhere else is off here. */
function elsewhere(key: Key): readonly Row[] {
  if (!isOption(key) || key === 'organizationalUnitIds') return [];
  const { instead, kind, default: value } = optionRows[key];
  if (kind === 'flag' && value === 'true' && isIn(key, 'account')) return [];
  const row = { key, when: differs(key), needs: false };
  if (!isIn(key, 'account')) return [{ ...row, text: instead ?? '', inOrganization: false }];
  if (!isIn(key, 'organization')) return [{ ...row, text: instead ?? '', inOrganization: true }];
  const noQuery = 'false in an organization: the module makes no aggregator to ask';
  return isInMembers(key) ? [] : [{ ...row, text: noQuery, inOrganization: true }];
}

function contradictionLines(): readonly string[] {
  const rows: readonly Row[] = [
    ...moduleKeys.flatMap(elsewhere),
    { key: 'alarms', when: is('alarms', 'all'), needs: false, text: 'true or false', inOrganization: false },
    ...contradictions
      .filter(({ key }) => moduleKeys.includes(key) && key !== 'organizationalUnitIds')
      .map(({ places, needs, ...row }) => ({
        ...row,
        needs: needs(logic),
        ...(places === undefined ? {} : { inOrganization: !places.includes('account') }),
      })),
  ];
  return rows.map(({ key, when, needs, text, beside, inOrganization }) => {
    const place =
      inOrganization === undefined || (inOrganization ? 'local.organization' : '!local.organization');
    const wrong = logic.all(place, all(when)(logic), logic.not(needs));
    return `    ${String(wrong)} ? ${said(key, text, beside)} : "",`;
  });
}

const aligned = (pairs: readonly (readonly [string, string])[], indent: string): readonly string[] => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`);
};

const asText = (key: Key): readonly [string, string] => {
  const { kind, default: value } = rowOf(key);
  const name = valueOf(key);
  const text =
    kind === 'list'
      ? `join(",", ${name})`
      : kind === 'flag' || kind === 'number'
        ? `tostring(${name})`
        : name;
  return [parameterName(key), kind === 'number' && value === '' ? `${name} == null ? "" : ${text}` : text];
};

const onlyIn = (some: readonly OptionKey[], others: readonly OptionKey[]): string =>
  list(some.filter((key) => !others.includes(key)).map(parameterName));

/** infra/terraform/variables.tf */
export const terraformVariables = (): string =>
  [
    '# Written by `npm run docs` from the tables of options and of rule parameters.',
    'locals {',
    '  organization = length(var.organizational_unit_ids) > 0',
    `  iam_regions  = ${list([...iamRegions])}`,
    '  # The parameters of the template, as texts.',
    '  parameters = { for name, text in {',
    ...aligned([...parameterKeys, ...optionKeys.filter(isTemplateKey)].map(asText), '    '),
    `  } : name => text if !contains(local.organization ? ${onlyIn(accountKeys, memberKeys)} : ${onlyIn(memberKeys, accountKeys)}, name) }`,
    '  # Values that each variable allows and all of them together do not.',
    '  contradictions = compact([',
    ...contradictionLines(),
    '  ])',
    '}\n',
    ...moduleKeys.map(block),
  ].join('\n');
