import type { Random } from './random';

/** Expressions that Terraform can read, and often evaluate, over these locals. */
export const fixedLocals = [
  'm = { b = "x", a = "y" }',
  'l = ["c", "a", "b", "a"]',
  's = toset(["b", "a", "b"])',
  'o = { ann = { group = "ops", admin = true, tags = ["t1", "t2"] }, bob = { group = "dev", admin = false, tags = [] } }',
  'us = [{ name = "ann", mfa = true, n = 1 }, { name = "bob", mfa = false, n = 2 }]',
  'n = null',
  't = "text"',
  'i = 2',
  'later = terraform_data.a.output',
  'u = terraform_data.a.output == "x"',
  'c = local.u ? "a" : "b"',
  'e = local.u ? "c" : "d"',
];

// prettier-ignore
const leaves = [
  '"a"', '"b"', '""', '"1"', '"true"', '"a-${local.t}"', '"${local.i}"', '"${true}x"', '"$${a}"', '"%%{b}"', '"\\"q\\" \\\\ \\n"',
  '"# no // comment /* */"', '"é"', '"e\u0301"', '"a%{if true}b%{else}c%{endif}"', '"${local.m["a"]}"', '"${"in${"ner"}"}"', '"}{"', '"{"', '"}"', '{ "}" = "{" }', '"$$${local.t}"', '"a$"', '"${"}"}#"', '"${lower("# /*")}"', '"%"', '"100%%"', '"$$$${a}"', '"\\u0041"', '"\\t"', '"${ {a="x"}["a"] }"', '"${~ "a" ~} b"',
  '1', '0', '2', '10', '1.0', '1.5', '1e3', '0.1', '-1', '12345678901234567890', 'true', 'false', 'null', '[]', '{}', '["a"]', '[1, 2]',
  '["a", 1, true]', '[null]', '{ a = 1 }', '{ "a" : "b", b = 2, }', '{ (local.t) = local.i }', '{ a = 1, a = 2 }', '{ 1 = 2 }', '[["a"], ["b", ["c"]]]',
  'local.m', 'local.l', 'local.s', 'local.o', 'local.us', 'local.n', 'local.t', 'local.i', 'local.m.a', 'local.m["b"]', 'local.m.zz', 'local.l[0]',
  'local.l[7]', 'local.l.1', 'local.s[0]', 'local.o.ann.group', 'local.o["bob"].tags', 'local.us[*].name', 'local.us.*.mfa', 'local.o[*].ann', 'local.n[*]',
  'local.us[1].mfa', 'local.us[0].zz', 'local.o.ann.tags[0]', 'local.l["1"]', 'local.l[true]', 'local.l[null]', 'local.l[1.5]', 'local.m[null]',
  '(<<EOT\nhere "a"\nEOT\n)', '[ "a" , <<-EOT\n  # two\n  EOT\n]', '/* c */ "a"', '("a" // c\n)', '1 /* \n */ + 2', 'local.t /* \n */ == "x" ? "y" : "z"', '[<<A\nA\n, "b"]', '{ null = 1 }', '{ true = 1, for_x = 2 }', '{ 1.50 = "x" }', '{ 007 = 1 }', '[for x in ["a"] : <<E\n${x}\nE\n]', '"a" == "a" == true', '1 + 2 * 3 - 4 % 3', '!true == false', '5 - -3', '0 - 7 % 3', '(0 - 7) % 3', '0 * (0 - 1)', '7 / 2', '["x", # c ]\n "y"]',
  'local.later', 'local.c', 'local.e', 'local.u', 'terraform_data.b.output', '[local.later, "b"]', 'toset([local.later, "q"])', '{ a = local.later, b = local.c }', '(local.u ? ["a"] : ["b", "c"])',
];

const operators = ['==', '!=', '<', '>', '<=', '>=', '&&', '||', '+', '-', '*', '/', '%'];

// prettier-ignore
const calls: Readonly<Record<string, number>> = {
  coalesce: 2, compact: 1, concat: 2, distinct: 1, element: 2, flatten: 1, format: 2, join: 2, keys: 1, length: 1, lookup: 3, lower: 1,
  merge: 2, one: 1, setproduct: 2, slice: 3, tolist: 1, tomap: 1, toset: 1, tostring: 1, try: 2, values: 1, upper: 1, zipmap: 2, contains: 2,
  sort: 1, reverse: 1, tonumber: 1, tobool: 1, split: 2, replace: 3, trimspace: 1, can: 1, substr: 3, coalescelist: 2, range: 1, jsonencode: 1,
};

/** Arguments that a function can take, for which chance alone would seldom find them. */
// prettier-ignore
const likely: Readonly<Record<string, readonly string[]>> = {
  element: ['local.l, 5', 'local.l, 0', '["a", "b"], local.i', '[], 0', 'local.l, "1"', 'local.l, -1', 'local.s, 0'],
  lookup: ['local.m, "a", "d"', 'local.m, "z", "d"', 'local.m, "z", 1', 'local.o, "ann", null', '{ a = 1 }, "b", "x"', '{ a = "1" }, "a", 2', 'local.m, null, "d"', 'local.m, "z"', '{ a = null }, "a", "d"'],
  slice: ['local.l, 1, 3', 'local.l, 0, 9', 'local.l, 2, 1', 'local.l, 0, -1', 'local.us, 0, 1'],
  format: ['"%s-%d", "a", 1', '"%v", 1.5', '"%d", "7"', '"%d", 1.5', '"%s", true', '"%s"', '"%%%s", "a"', '"%s", null', '"%5s", "a"', '"a", "b"', '"%q", "a"', '"%s", ["a"]', '"%[1]s", "a"'],
  join: ['",", local.l', '",", local.s', '",", [1, true]', '"-", ["a"], ["b"]', '",", [null]', '",", []'],
  merge: ['local.m, { a = 1, c = "z" }', '{ c = 1 }, local.m', '[local.m, { a = "q" }]...', 'local.m, null', '', 'local.o, { ann = { group = "x" } }', '[for u in local.us : { (u.name) = u.mfa }]...'],
  setproduct: ['["a", "b"], [1, 2]', 'local.s, ["x"]', 'local.s, local.s', '[], ["a"]', 'local.l', '["a", 1], ["b"]', 'local.s, toset(["z", "y"]), toset(["q"])'],
  flatten: ['[local.l, ["z", ["q"]]]', '[local.s, []]', '[[null], null]', '[for k, v in local.o : [for t in v.tags : "${k}-${t}"]]', '[{ a = [1] }]', 'local.s'],
  toset: ['["b", "a", "b"]', '[10, 9, 1]', '["1", 1]', 'local.l', '[true, "a"]', '[null]', '["é", "z", "e\u0301"]', '["😀", "\uffee"]', '["B", "a"]', '[["a"], ["a"]]', 'local.us[*].name'],
  distinct: ['local.l', '["1", 1]', '[1, 1.0]', '[["a"], ["a"]]', '[null, null]', 'local.s'],
  compact: ['["a", "", null, "b"]', '[1, ""]', 'local.l', '[null]'],
  coalesce: ['null, "a"', '"", "a"', '1, "a"', 'null, null', '"", null', 'false, true', '[], ["a"]', '"a", local.m.zz', 'null, 1, "b"'],
  concat: ['local.l, ["z"]', '["a"], [1]', 'tolist(["a"]), tolist([1])', 'local.s, ["a"]', '[]', 'local.l, null', 'tolist([1]), [true]'],
  keys: ['local.m', 'local.o', '{ "é" = 1, z = 2, B = 3 }', '{ "😀" = 1, "\uffee" = 2 }', '{ 10 = 1, 9 = 2 }'],
  values: ['local.m', 'local.o', '{ b = 1, a = "x" }'],
  tomap: ['local.m', '{ a = 1, b = "x" }', '{ a = true, b = null }', 'local.o'],
  tolist: ['local.l', 'local.s', '["a", 1]', '[{ a = 1 }, { b = "c" }]', '[[], ["a"]]', '[null, 1]'],
  one: ['["a"]', '[]', '["a", "b"]', 'toset(["a"])', '[null]', 'null', 'local.us[*].zz'],
  length: ['local.l', 'local.s', 'local.m', '"héé"', 'null', '["a", "b"]'],
  try: ['local.m.zz, "d"', '[local.m.zz], []', '{ a = local.m.zz }, "d"', '[for u in local.us : u.zz], "d"', 'local.s[0], "d"', 'local.us[0].name, "d"', 'local.o.zed.tags[0], local.o.ann.tags[0]', 'null.a, 1', 'local.n.a, 1', 'local.t.a, 1', '1 / 0, 2', '!local.t, true', 'true + false, "d"', 'coalesce("a", local.m.zz), "d"', 'true || local.m.zz, false', 'local.m[null], "d"', 'local.l[true], "d"', 'local.l["0"], "d"', 'true ? "a" : local.m.zz, "d"', 'local.l[-1], "d"', 'toString("a"), "d"', 'lower("a", "b"), "d"', '[1, local.m.zz][0], "d"', '{ for k in ["a", "a"] : k => 1 }, "d"', '!null, true', 'local.us[*].zz, []', 'local.m[""], "d"'],
  lower: ['"ABc"', '"İ"', '"ΑΣ"', '1', 'null'],
};

// prettier-ignore
const loops = [
  '[for x in E : x]', '[for k, v in E : k]', '[for k, v in E : "${k}=${v}"]', '{ for x in E : x => 1 }', '{ for k, v in E : k => v }',
  '{ for k, v in E : v => k... }', '[for x in E : x if x != "a"]', '[for k, v in E : v if k == "a"]', '[for k, u in E : u.group if u.admin]',
  '[for u in E : u.name if u.mfa]', '{ for u in E : u.name => u.n }', '{ for i, u in E : i => u }', '{ for i, u in E : u.name => i if i > 0 }',
  '[for x in E : [for y in E : "${x}${y}"]]', '[for local in E : local]', '{ for p in setproduct(E, ["q", "p"]) : "${p[0]}-${p[1]}" => p[1] }',
];

export function expression(random: Random, depth = 3): string {
  const inner = (): string => expression(random, depth - 1);
  if (depth === 0 || random.chance(0.15)) return random.one(leaves);
  switch (random.below(13)) {
    case 0:
      return `[${inner()}, ${inner()}]`;
    case 1:
      return `{ a = ${inner()}, "k-\${local.i}" = ${inner()} }`;
    case 2:
      return `${random.chance(0.5) ? random.one(['true', 'false', 'local.i == 2', 'local.n == null', 'local.u']) : inner()} ? ${inner()} : ${inner()}`;
    case 3:
      return `${wrapped(random, inner())} ${random.one(operators)} ${wrapped(random, inner())}`;
    case 4:
      return random
        .one(loops)
        .replaceAll('E', () =>
          random.chance(0.7) ? random.one(leaves.slice(63)) : wrapped(random, inner(), 1),
        );
    case 5:
      return `(${inner()})${random.one(['[0]', '[1]', '.a', '["b"]', '[*]', '[*].name', '.0', '[local.i]', '["k-2"]', '[-1]'])}`;
    case 6:
      return `"p-\${${inner()}}-s"`;
    case 7:
      return `${random.one(['!', '-'])}${wrapped(random, inner(), 1)}`;
    case 8:
    case 9:
    case 10: {
      const [name, given] = random.one(Object.entries(likely));
      return `${name}(${random.one(given)})`;
    }
    default: {
      const [name, count] = random.one(Object.entries(calls));
      return `${name}(${Array.from({ length: count }, inner).join(', ')}${random.chance(0.05) ? '...' : ''})`;
    }
  }
}

const wrapped = (random: Random, text: string, of = 0.5): string => (random.chance(of) ? `(${text})` : text);
