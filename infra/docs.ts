import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parameterKeys, parameters } from '../rule/core/parameters';
import { questionLines } from '../rule/verification/questions';
import { type Key, rowOf } from './options/logic';
import { optionKeys, optionRows } from './options/options';
import { terraformVariables } from './options/terraform-variables';

const root = resolve(__dirname, '..');

const code = (text: string): string => (text === '' ? 'none' : `\`${text}\``);
const line = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const parametersTable = (): readonly string[] => [
  line('parameter', 'meaning', 'allowed', 'default'),
  line('---', '---', '---', '---'),
  ...parameterKeys.map((key) => {
    const { description, allowed, default: value } = parameters[key];
    return line(code(key), description, allowed, code(value));
  }),
];

const optionsTable = (ofOrganization: boolean): readonly string[] => [
  line('option', 'meaning', 'default'),
  line('---', '---', '---'),
  ...optionKeys
    .filter((key) => (optionRows[key].only === 'organization') === ofOrganization)
    .map((key) => {
      const { description, default: value, shownDefault } = optionRows[key];
      return line(code(key), description, shownDefault ?? code(value));
    }),
];

/** The type of a prop; context gives the same as texts. */
function typeOf(key: Key): string {
  const { kind, values = [] } = rowOf(key);
  if (key === 'tags') return 'Readonly<Record<string, string>>';
  if (kind === 'number') return 'number';
  if (kind === 'flag') return 'boolean';
  if (kind === 'list') return 'readonly string[]';
  if (kind === 'text') return 'string';
  const literals = values
    .filter((value) => value !== 'true' && value !== 'false')
    .map((value) => `'${value}'`);
  return [...(literals.length < values.length ? ['boolean'] : []), ...literals].join(' | ');
}

function shown(key: Key): string {
  const { kind, default: value } = rowOf(key);
  const { shownDefault } = { shownDefault: undefined, ...rowOf(key) };
  if (shownDefault !== undefined || value === '') return `- ${shownDefault ?? 'none'}`;
  return kind === 'text' || (kind === 'choice' && value !== 'true') ? `'${value}'` : value;
}

/** At the width of the repository's lines. */
function wrapped(text: string): string {
  return text.replace(/(.{1,119})(?: |$)/g, (_, part: string) => `   * ${part}\n`);
}

const prop = (key: Key): string => {
  const isRequired = key === 'organizationalUnitIds';
  const ending = isRequired ? '' : `   * @default ${shown(key)}\n`;
  const head = `  readonly ${key}${isRequired ? '' : '?'}:`;
  const type = `${typeOf(key)}${isRequired ? '' : ' | undefined'};`;
  const fits = head.length + 1 + type.length <= 110;
  return `  /**\n${wrapped(rowOf(key).description)}${ending}   */\n${head}${fits ? ' ' : '\n    '}${type}\n`;
};

function propsFile(): string {
  const only = (place: 'account' | 'organization' | undefined) =>
    optionKeys.filter((key) => optionRows[key].only === place);
  const block = (doc: string, head: string, keys: readonly Key[]) =>
    `/** ${doc} */\nexport interface ${head} {\n${keys.map(prop).join('')}}\n`;
  return [
    '// Written by `npm run docs` from the tables of options and of rule parameters.\n',
    block('In one account and in an organization.', 'CommonOptions', [...parameterKeys, ...only(undefined)]),
    block('In one account.', 'AccountOptions extends CommonOptions', only('account')),
    block('In an organization.', 'OrganizationOptions extends CommonOptions', only('organization')),
  ].join('\n');
}

const tables: Readonly<Record<string, readonly [string, () => readonly string[]]>> = {
  parameters: ['docs/deploying.md', parametersTable],
  options: ['docs/deploying.md', () => optionsTable(false)],
  questions: ['docs/what-we-could-not-verify.md', questionLines],
  'organization-options': ['docs/organization.md', () => optionsTable(true)],
};

/** Every file that is written from the tables, as it has to be. */
export function writtenFiles(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'infra/options/props.ts': propsFile(),
    'infra/terraform/variables.tf': terraformVariables(),
  };
  for (const [name, [file, table]] of Object.entries(tables)) {
    const text = files[file] ?? readFileSync(resolve(root, file), 'utf8');
    const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    files[file] = text.replace(
      block,
      (_, start: string, end: string) => `${start}${table().join('\n')}\n${end}`,
    );
  }
  return files;
}

if (require.main === module) {
  for (const [file, text] of Object.entries(writtenFiles())) writeFileSync(resolve(root, file), text);
}
