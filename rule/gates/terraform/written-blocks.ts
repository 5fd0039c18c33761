import { isObject, objectAt, type JsonObject } from '../json-object';

/** A block of a .tf or .tf.json file. */
export interface Written {
  readonly file: string;
  readonly line: number;
  /** The text of each argument's expression; empty where it is written twice. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** The blocks of the files of one module: by "aws_iam_user.alice", "data.aws_iam_group.all", "module.team", "locals" and so on. */
export function blocksIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, Written> {
  const blocks = new Map<string, Written>();
  for (const [file, text] of files)
    for (const [key, line, expressions] of file.endsWith('.json') ? inJson(text) : inHcl(text)) {
      const { expressions: before = [], ...first } = blocks.get(key) ?? { file, line };
      const all = new Map(before);
      // Of a resource that an override file has, too, either may be meant.
      for (const [name, one] of expressions)
        all.set(name, all.has(name) || (key !== 'locals' && blocks.has(key)) ? '' : one);
      blocks.set(key, { ...first, expressions: all });
    }
  return blocks;
}

type Block = readonly [key: string, line: number, expressions: readonly (readonly [string, string])[]];

const keyOf = (mode: string, type: string, name: string): string =>
  `${mode === 'data' ? 'data.' : ''}${type}.${name}`;

const header =
  /^[ \t]*(?:(resource|data)(?:\s+|(?="))"?([\w-]+)"?(?:\s+|(?="))"?([\w-]+)"?|(module|output|variable)(?:\s+|(?="))"?([\w-]+)"?|locals)\s*\{/gm;

function inHcl(text: string): readonly Block[] {
  const code = withoutComments(text);
  let [line, counted] = [1, 0];
  return [...code.matchAll(header)].map(([opening, mode, type = '', name = '', kind, called], index, all) => {
    const at = all[index]?.index ?? 0;
    line += code.slice(counted, at).split(/[\n\r]/).length - 1;
    counted = at;
    return [
      mode !== undefined
        ? keyOf(mode, type, name)
        : kind === undefined
          ? 'locals'
          : `${kind}.${called ?? ''}`,
      line,
      argumentsIn(code.slice(at + opening.length, all[index + 1]?.index)),
    ];
  });
}

const notCode =
  /"|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<<-?([^\W\d][\w-]*)(?=\n)[\s\S]*?(?:\n[ \t]*\1(?=\n)|$)/g;

/** Comments and here-documents are blanked out: what is in them is no block. The line of a comment ends no argument. */
function withoutComments(text: string): string {
  const code = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const kept: string[] = [];
  let at = 0;
  notCode.lastIndex = 0;
  for (let found = notCode.exec(code); found !== null; found = notCode.exec(code)) {
    const [what] = found;
    const end = what === '"' ? endOfText(code, found.index) : notCode.lastIndex;
    kept.push(code.slice(at, found.index));
    if (what === '"') kept.push(code.slice(found.index, end));
    else if (!what.startsWith('<<')) kept.push(` ${what.replace(/[^\n]/g, '').replaceAll('\n', '\r')}`);
    // A document within a document may end elsewhere.
    else if (/[$%]\{[^}]*<</.test(what)) return '';
    else kept.push(`<<${what.replace(/[^\n]/g, '')}`);
    at = notCode.lastIndex = end;
  }
  return kept.join('') + code.slice(at);
}

/** Of a text with its quotes, and the texts in the expressions in it. */
function endOfText(code: string, from: number): number {
  const [inText, inExpression] = [/\\[\s\S]|\$\$\{|%%\{|[$%]\{|"|[^"\\$%]+|[\s\S]/y, /[{}"]|[^{}"]+/y];
  const open: string[] = [];
  for (let at = from; at < code.length;) {
    const isText = open.at(-1) === '"';
    const next = isText ? inText : inExpression;
    next.lastIndex = at;
    const token = next.exec(code)?.[0] ?? '';
    at += token.length;
    if ((token === '"' && isText) || (token === '}' && !isText)) open.pop();
    else if (token === '"' || (isText ? /^[$%]\{/.test(token) : token === '{')) open.push(token);
    if (open.length === 0) return at;
  }
  return code.length;
}

/** The arguments of a block, of whose body this is the beginning. */
function argumentsIn(code: string): Block[2] {
  const found: (readonly [string, string])[] = [];
  let [depth, statement] = [0, ''];
  const end = (): void => {
    const [sign, name] = /^\s*([\w-]+)\s*=(?!=)/.exec(statement) ?? [];
    if (sign !== undefined && name !== undefined) found.push([name, statement.slice(sign.length).trim()]);
    statement = '';
  };
  const tokens = /[{}[\]()]|\n|[^"{}[\]()\n]+|"/g;
  for (let next = tokens.exec(code); next !== null; next = tokens.exec(code)) {
    if (next[0] === '"') tokens.lastIndex = endOfText(code, next.index);
    const token = code.slice(next.index, tokens.lastIndex);
    if ('{[('.includes(token)) depth += 1;
    else if ('}])'.includes(token)) depth -= 1;
    if (depth < 0) break;
    if (token === '\n' && depth === 0) end();
    else statement += token;
  }
  end();
  return found;
}

/** @see https://developer.hashicorp.com/terraform/language/syntax/json */
function inJson(text: string): readonly Block[] {
  const content = parsed(text);
  const listed = (value: unknown): readonly JsonObject[] =>
    (Array.isArray(value) ? value : [value]).filter(isObject);
  const expressionsOf = (body: JsonObject): Block[2] =>
    Object.entries(body).map(([name, value]) => [
      name,
      JSON.stringify(value).replace(/"\$\{([^{}"\\]+)\}"/g, '$1'),
    ]);
  const lineOf = (type: string, name: string): number => {
    const at = text.indexOf(`"${name}"`, text.indexOf(`"${type}"`));
    return at < 0 ? 1 : text.slice(0, at).split('\n').length;
  };
  return [
    ...['resource', 'data'].flatMap((mode) =>
      listed(content[mode]).flatMap((types) =>
        Object.keys(types).flatMap((type) =>
          listed(types[type]).flatMap((names) =>
            Object.keys(names).flatMap((name) =>
              listed(names[name]).map((body): Block => [
                keyOf(mode, type, name),
                lineOf(type, name),
                expressionsOf(body),
              ]),
            ),
          ),
        ),
      ),
    ),
    ...['module', 'output', 'variable'].flatMap((kind) =>
      listed(content[kind]).flatMap((names) =>
        Object.keys(names).flatMap((name) =>
          listed(names[name]).map((body): Block => [`${kind}.${name}`, 1, expressionsOf(body)]),
        ),
      ),
    ),
    ...listed(content['locals']).map((body): Block => ['locals', 1, expressionsOf(body)]),
  ];
}

function parsed(text: string): JsonObject {
  try {
    return objectAt({ content: JSON.parse(text) as unknown }, 'content');
  } catch {
    return {};
  }
}
