import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AccountTemplate } from './account/account-template';
import { maxPackBytes } from './organization/conformance-pack';
import { conformancePackFile } from './organization/conformance-pack-file';
import { memberTemplate } from './organization/member-template';
import { synthesized } from './self-contained';

/** CloudFormation's limit for a template that is given by URL or as a file in the console. */
export const maxTemplateBytes = 1_000_000;
const bytesAllowed = (name: string): number =>
  name === 'conformance-pack.yaml' ? maxPackBytes : maxTemplateBytes;

/** Every self-contained file for people without CDK: one entry each. */
export const templates: Readonly<Record<string, () => string>> = {
  'iam-user-mfa.template.json': () =>
    synthesized((app, props) => new AccountTemplate(app, 'IamUserMfa', props)),
  'member.template.json': () => memberTemplate(),
  'conformance-pack.yaml': conformancePackFile,
};

if (require.main === module) {
  const folder = resolve(__dirname, '..', 'dist', 'templates');
  mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(templates)) {
    const text = make();
    const bytes = Buffer.byteLength(text);
    const allowed = bytesAllowed(name);
    if (bytes > allowed) throw new Error(`${name} has ${bytes} bytes, allowed: ${allowed}`);
    writeFileSync(resolve(folder, name), text);
    process.stdout.write(`dist/templates/${name}: ${bytes} bytes of ${allowed}\n`);
  }
}
