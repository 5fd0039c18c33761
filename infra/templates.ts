import {
  App,
  BootstraplessSynthesizer,
  type IStackSynthesizer,
  type Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AccountTemplate } from './account-template';

/** CloudFormation's limit for a template that is given by URL or as a file in the console. */
export const maxTemplateBytes = 1_000_000;

/** Every self-contained file for people without CDK: one entry each. */
export const templates: Readonly<Record<string, () => string>> = {
  'iam-user-mfa.template.json': () =>
    synthesized((app, props) => new AccountTemplate(app, 'IamUserMfa', props)),
};

// aws-cdk-lib's own types do not agree under exactOptionalPropertyTypes.
const bootstrapless = () => new BootstraplessSynthesizer() as unknown as IStackSynthesizer;

type StackFactory = (app: App, props: StackProps) => Stack;

/** A stack as a file that needs nothing beside it: no bootstrap, no assets. */
export function synthesized(make: StackFactory): string {
  const app = new App({ analyticsReporting: false });
  const stack = make(app, { synthesizer: bootstrapless() });
  return `${JSON.stringify(app.synth().getStackByName(stack.stackName).template, null, 1)}\n`;
}

if (require.main === module) {
  const folder = resolve(__dirname, '..', 'dist', 'templates');
  mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(templates)) {
    const text = make();
    const bytes = Buffer.byteLength(text);
    if (bytes > maxTemplateBytes) throw new Error(`${name} has ${bytes} bytes, allowed: ${maxTemplateBytes}`);
    writeFileSync(resolve(folder, name), text);
    process.stdout.write(`dist/templates/${name}: ${bytes} bytes of ${maxTemplateBytes}\n`);
  }
}
