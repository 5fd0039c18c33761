import {
  App,
  BootstraplessSynthesizer,
  type IStackSynthesizer,
  type Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// aws-cdk-lib's own types do not agree under exactOptionalPropertyTypes.
const bootstrapless = () => new BootstraplessSynthesizer() as unknown as IStackSynthesizer;

type StackFactory = (app: App, props: StackProps) => Stack;

/**
 * A stack as a file that needs nothing else: no bootstrap, no assets. It has an app of its own, because `cdk deploy` would deploy a
 * stage of another app, too. It has a folder of its own, because the CLI gives its folder to every app of the process.
 */
export function synthesized(make: StackFactory): string {
  const outdir = mkdtempSync(join(tmpdir(), 'iam-user-mfa-'));
  try {
    const app = new App({ analyticsReporting: false, outdir });
    const stack = make(app, { synthesizer: bootstrapless() });
    return `${JSON.stringify(app.synth().getStackByName(stack.stackName).template, null, 1)}\n`;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
