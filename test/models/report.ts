// `npm run models` ends with this: how the servers in processes of their own differ from AWS's models, which is a failure, and what
// the newest models know and the pinned SDK does not, which is none. With --write the table of docs/aws-apis.md is made anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argv, env } from 'node:process';
import { modelNameOf, rowOf, services, type Service } from './apis';
import { wrongIn, type Exchange } from './calls';
import { modelFolder, modelOf, type Model } from './model';

const root = path.resolve(__dirname, '../..');

/** The members of all shapes that an operation reads or writes, each as `Shape.Member`. */
function membersOf(model: Model, operations: readonly string[]): ReadonlySet<string> {
  const members = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const shape = model.shapes[name];
    if (shape === undefined || seen.has(name)) return;
    seen.add(name);
    for (const [member, { shape: of }] of Object.entries(shape.members)) {
      members.add(`${name}.${member}`);
      visit(of);
    }
    for (const one of [shape.member, shape.value]) if (one !== undefined) visit(one.shape);
  };
  for (const operation of operations) {
    const { input, output } = model.operations[operation] ?? {};
    for (const one of [input, output]) if (one !== undefined) visit(one.shape);
  }
  return members;
}

/** What the SDK's own types say: the text of each interface, by its name. */
function interfacesOf(client: string): ReadonlyMap<string, string> {
  const folder = path.join(root, 'node_modules/@aws-sdk', `client-${client}`, 'dist-types/models');
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  return new Map(
    [...text.matchAll(/^export (?:declare )?interface (\w+)[^{]*\{\n(.*?)^\}/gms)].map(
      ([, name = '', body = '']) => [name, body],
    ),
  );
}

function unknownTo({ client, operations }: Service, model: Model) {
  const commands = path.join(root, 'node_modules/@aws-sdk', `client-${client}`, 'dist-types/commands');
  const known = new Set(readdirSync(commands).map((name) => name.replace(/Command\.d\.ts$/, '')));
  const interfaces = interfacesOf(client);
  const newMembers = [...membersOf(model, operations)].filter((one) => {
    const [shape = '', member = ''] = one.split('.');
    const body = interfaces.get(shape) ?? interfaces.get(shape.replace(/Result$/, 'Response'));
    return body !== undefined && !new RegExp(`^\\s+${member}\\??:`, 'm').test(body);
  });
  return { newMembers, newOperations: Object.keys(model.operations).filter((name) => !known.has(name)) };
}

const folder = modelFolder();
if (folder === undefined) throw new Error("AWS's models are missing: `source .ci/tools` installs botocore.");

const written = env['MODELS_EXCHANGES'];
if (written !== undefined) {
  const exchanges = readdirSync(written).flatMap((name) =>
    readFileSync(path.join(written, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Exchange & { readonly command: string }),
  );
  const commands = [...new Set(exchanges.map(({ command }) => command))];
  process.stdout.write(
    `${exchanges.length} requests to ${commands.length} servers in processes of their own.\n`,
  );
  for (const command of commands) {
    const wrong = wrongIn(
      folder,
      exchanges.filter((one) => one.command === command),
    );
    if (wrong.length > 0) process.exitCode = 1;
    for (const line of wrong) process.stdout.write(`${command}: ${line}\n`);
  }
}

const lines: string[] = [];
const versions: string[] = [];
for (const service of services()) {
  const name = modelNameOf(service.client);
  const model = modelOf(folder, name);
  if (model === undefined) throw new Error(`botocore has no model of ${name}.`);
  versions.push(`| ${name} | ${model.metadata.apiVersion} |`);
  const { newMembers, newOperations } = unknownTo(service, model);
  lines.push(
    `${name} (${model.metadata.apiVersion}, SDK ${service.sdkVersion}): ` +
      `new operations: ${newOperations.join(', ') || 'none'}; new members: ${newMembers.join(', ') || 'none'}`,
  );
}
process.stdout.write(`What AWS's newest models know and the pinned SDK does not:\n${lines.join('\n')}\n`);
if (argv.includes('--write'))
  writeFileSync(
    path.join(root, 'docs/aws-apis.md'),
    `# The AWS APIs that this project calls

\`npm run models -- --write\` makes this page. The first table comes from the source and package.json, the second from the newest models of
AWS's own (botocore), which the wire tests are held to (docs/proofs.md).

| service | SDK client | APIs |
| --- | --- | --- |
${services().map(rowOf).join('\n')}

| service | version of its model |
| --- | --- |
${versions.join('\n')}
`,
  );
