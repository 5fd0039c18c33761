import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** A service whose APIs the product calls: by the name of its SDK client. */
export interface Service {
  readonly client: string;
  readonly sdkVersion: string;
  readonly operations: readonly string[];
}

/** Models are filed under the service's endpoint, clients under its name. */
const modelNames: Readonly<Record<string, string>> = {
  'config-service': 'config',
  'cloudwatch-logs': 'logs',
  eventbridge: 'events',
};
export const modelNameOf = (client: string): string => modelNames[client] ?? client;

/** Every `...Command` that the source imports from a client, by service. */
export function services(): readonly Service[] {
  const found = new Map<string, Set<string>>();
  const add = (client: string, operation: string): void => {
    found.set(client, (found.get(client) ?? new Set()).add(operation));
  };
  for (const entry of readdirSync(path.join(root, 'rule'), { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const source = readFileSync(path.join(root, 'rule', entry), 'utf8');
    for (const [, names = '', client = ''] of source.matchAll(
      /import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g,
    ))
      for (const [, name = ''] of names.matchAll(/\b(\w+)Command\b/g)) add(client, name);
    // Loaded only where findings are sent.
    for (const [, name = ''] of source.matchAll(/\bnew sdk\.(\w+)Command\(/g)) add('securityhub', name);
  }
  return [...found]
    .map(([client, operations]) => ({
      client,
      sdkVersion: sdkVersionOf(client),
      operations: [...operations].sort(),
    }))
    .sort((a, b) => (a.client < b.client ? -1 : 1));
}

function sdkVersionOf(client: string): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  return dependencies[`@aws-sdk/client-${client}`] ?? 'none';
}

/** A row of the table in docs/aws-apis.md, less the model's version, which only botocore knows. */
export const rowOf = ({ client, sdkVersion, operations }: Service): string =>
  `| ${modelNameOf(client)} | ${sdkVersion} | ${operations.join(', ')} |`;
