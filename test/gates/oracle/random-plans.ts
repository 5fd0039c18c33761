// Random Terraform configurations: three users with passwords, and the ways in which people attach policies to them.
import type { Random } from './random';

/** One main.tf, or two, of which the second takes something away. */
export function configuration(random: Random): readonly string[] {
  const writer = new Writer(random);
  const whole = writer.parts();
  if (!random.chance(0.25)) return [whole.join('\n')];
  return [
    whole.join('\n'),
    whole
      .filter((part) => !part.startsWith('resource "aws_iam_') || !isTie(part) || random.chance(0.6))
      .join('\n'),
  ];
}

const isTie = (part: string): boolean =>
  /^resource "aws_iam_\w*(attachment|membership|_policy)" "tie/.test(part);
const names = ['alice', 'bob', 'carol'] as const;
const quoted = (texts: readonly string[]): string =>
  `[${texts.map((one) => JSON.stringify(one)).join(', ')}]`;

class Writer {
  private count = 0;

  constructor(private readonly random: Random) {}

  parts(): readonly string[] {
    const { random } = this;
    const map = ['a', 'b', 'c'].map((key) => `${key} = ${this.text()}`).join(', ');
    const keys = names.map((name) => `${name} = ${JSON.stringify(random.one(['a', 'b', 'c']))}`).join(', ');
    const boundary = random.chance(0.15) ? `\n  permissions_boundary = ${this.policy()}` : '';
    const name = random.chance(0.15) ? 'terraform_data.name[each.key].output' : 'each.key';
    return [
      'variable "n" {\n  default = 1\n}',
      'variable "strict" {\n  default = true\n}',
      'resource "terraform_data" "day" {\n  input = "monday"\n}',
      `resource "terraform_data" "name" {\n  for_each = toset(${quoted(names)})\n  input = each.key\n}`,
      `locals {\n  one = ${this.plain()}\n  m = { x = ${this.plain()}, y = ${this.plain()} }\n  list = [${this.plain()}, ${this.plain()}]\n` +
        `  key = { ${keys} }\n  pairs = { for name, key in local.key : name => { policy = aws_iam_policy.of[key].arn } }\n  computed = coalesce(${this.plain()}, ${this.plain()})\n  chosen = var.strict ? ${this.plain()} : ${this.plain()}\n}`,
      `resource "aws_iam_policy" "of" {\n  for_each = { ${map} }\n  name = "of-\${each.key}"\n  policy = each.value\n}`,
      `resource "aws_iam_policy" "c" {\n  count = 2\n  name = "c-\${count.index}"\n  policy = [${this.text()}, ${this.text()}][count.index]\n}`,
      `resource "aws_iam_policy" "one" {\n  name = "one"\n  policy = ${this.text()}\n}`,
      `resource "aws_iam_user" "u" {\n  for_each = toset(${quoted(names)})\n  name = ${name}${boundary}\n}`,
      'resource "aws_iam_user_login_profile" "u" {\n  for_each = aws_iam_user.u\n  user = each.value.name\n}',
      'resource "aws_iam_group" "g" {\n  for_each = toset(["x", "y"])\n  name = each.key\n}',
      ...Array.from({ length: 1 + random.below(5) }, () => this.tie()),
    ];
  }

  private text(): string {
    return `data.aws_iam_policy_document.${this.random.chance(0.55) ? 'mfa' : 'read'}.json`;
  }

  /** A reference to one policy. */
  private plain(): string {
    const { random } = this;
    return random.one([
      'aws_iam_policy.one.arn',
      `aws_iam_policy.of["${random.one(['a', 'b', 'c'])}"].arn`,
      `aws_iam_policy.c[${random.below(2)}].arn`,
    ]);
  }

  private policy(): string {
    const { random } = this;
    if (random.chance(0.35)) return this.plain();
    return random.one([
      'aws_iam_policy.c[var.n].arn',
      `element(aws_iam_policy.c[*].arn, ${random.below(4)})`,
      `values(aws_iam_policy.of)[${random.below(3)}].arn`,
      '{ for k, p in aws_iam_policy.of : p.name => p.arn }["of-b"]',
      `var.strict ? ${this.plain()} : ${this.plain()}`,
      `terraform_data.day.output == "monday" ? ${this.plain()} : ${this.plain()}`,
      'local.one',
      `local.m["${random.one(['x', 'y'])}"]`,
      `local.m[terraform_data.day.output == "monday" ? "x" : "y"]`,
      `local.list[${random.below(2)}]`,
      'local.computed',
      'local.chosen',
      `one([${this.plain()}])`,
      `try(${this.plain()}, ${this.plain()})`,
      `lookup(local.m, "${random.one(['x', 'z'])}", ${this.plain()})`,
      '"arn:aws:iam::aws:policy/ReadOnlyAccess"',
      `reverse(local.list)[0]`,
      `merge(local.m, { x = ${this.plain()} })["${random.one(['x', 'y'])}"]`,
      `local.m[format("%s", "${random.one(['x', 'y'])}")]`,
      `{ for k, v in local.m : "key-\${k}" => v if k != "z" }["key-${random.one(['x', 'y'])}"]`,
      `concat(local.list, [${this.plain()}])[length(local.list)]`,
      `[for p in aws_iam_policy.c : p.arn][var.n]`,
      `flatten([local.list, [${this.plain()}]])[${random.below(3)}]`,
      `try(local.m.z, local.m.${random.one(['x', 'y'])})`,
      `one(aws_iam_policy.one[*].arn)`,
      `local.pairs["${random.one(names)}"].policy`,
    ]);
  }

  private user(): string {
    const { random } = this;
    const name = random.one(names);
    return random.chance(0.8)
      ? `aws_iam_user.u["${name}"].name`
      : `values(aws_iam_user.u)[${random.below(3)}].name`;
  }

  private tie(): string {
    const { random } = this;
    this.count += 1;
    const resource = (type: string, body: string): string =>
      `resource "aws_iam_${type}" "tie${this.count}" {\n${body}\n}`;
    const some = random.some(names, 0.5);
    const users = `[${(some.length === 0 ? ['alice'] : some).map((name) => `aws_iam_user.u["${name}"].name`).join(', ')}]`;
    const group = `aws_iam_group.g["${random.one(['x', 'y'])}"].name`;
    switch (random.below(9)) {
      case 0:
        return resource(
          'policy_attachment',
          `  name = "t${this.count}"\n  users = ${users}\n  policy_arn = ${this.policy()}`,
        );
      case 1:
        return resource(
          'group_membership',
          `  name = "t${this.count}"\n  users = ${users}\n  group = ${group}`,
        );
      case 2:
        return resource('user_group_membership', `  user = ${this.user()}\n  groups = [${group}]`);
      case 3:
      case 4:
        return resource('group_policy_attachment', `  group = ${group}\n  policy_arn = ${this.policy()}`);
      case 5: {
        const index = random.one([
          'local.key[each.key]',
          'each.key == "alice" ? "a" : "b"',
          'each.value.path == "/" ? "c" : "a"',
          'substr(each.key, 1, 1) == "o" ? "b" : "c"',
          'lookup(merge(local.key, { bob = "c" }), each.key, "a")',
        ]);
        return resource(
          'user_policy_attachment',
          `  for_each = aws_iam_user.u\n  user = each.value.name\n  policy_arn = aws_iam_policy.of[${index}].arn`,
        );
      }
      case 6:
        return resource(
          'user_policy',
          `  name = "t${this.count}"\n  user = ${this.user()}\n  policy = ${this.text()}`,
        );
      default:
        return resource('user_policy_attachment', `  user = ${this.user()}\n  policy_arn = ${this.policy()}`);
    }
  }
}
