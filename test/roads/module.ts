// Terraform by the stand-in provider of the gates' tests, from a mirror, so that `init` finds it as it finds AWS's own.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import path from 'node:path';
import { templates } from '../../infra/templates';
import { providerBinary } from '../gates/terraform';

export const moduleFolder = path.resolve(__dirname, '../../infra/terraform');

/** What `terraform -json` prints, a line each. */
export interface Said {
  readonly '@level': string;
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

/** A folder with a package beside the configuration, as `npm install` lays it. */
export class Workspace {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'terraform-'));
  readonly package = path.join(this.folder, 'node_modules/iam-user-mfa');

  constructor() {
    const platform = `${process.platform}_${arch() === 'x64' ? 'amd64' : arch()}`;
    const mirrored = `mirror/registry.terraform.io/hashicorp/aws/6.99.0/${platform}`;
    for (const folder of [mirrored, path.join(this.package, 'dist/templates')])
      mkdirSync(path.resolve(this.folder, folder), { recursive: true });
    copyFileSync(providerBinary, path.join(this.folder, mirrored, 'terraform-provider-aws_v6.99.0'));
    const mirror = `provider_installation {\n filesystem_mirror {\n  path = "${this.folder}/mirror"\n }\n}\n`;
    writeFileSync(path.join(this.folder, 'terraform.rc'), mirror);
    cpSync(moduleFolder, path.join(this.package, 'infra/terraform'), { recursive: true });
    mkdirSync(path.join(this.folder, 'slim'));
    for (const [name, make] of Object.entries(templates)) {
      const text = make();
      writeFileSync(path.join(this.package, 'dist/templates', name), text);
      // Without the functions' code terraform is three times as fast, and nothing else of a template is asked for.
      const slim = text.replace(/("ZipFile": )"(?:[^"\\]|\\.)*"/g, '$1"code"');
      writeFileSync(path.join(this.folder, 'slim', name), slim);
    }
  }

  run(...words: readonly string[]) {
    const env = {
      ...process.env,
      TF_CLI_CONFIG_FILE: path.join(this.folder, 'terraform.rc'),
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    };
    const options = {
      cwd: this.folder,
      env,
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64 << 20,
    } as const;
    const { status, stdout, stderr, error } = spawnSync('terraform', words, options);
    return { status, stdout, stderr: `${stderr}${error === undefined ? '' : String(error)}` };
  }

  /** Writes the configuration in place of the last one. */
  configure(text: string, name = 'main.tf.json'): void {
    for (const old of ['main.tf', 'main.tf.json', 'terraform.tfstate'])
      rmSync(path.join(this.folder, old), { force: true });
    writeFileSync(path.join(this.folder, name), text);
    const made = this.run('init', '-no-color', '-input=false');
    if (made.status !== 0) throw new Error(made.stderr);
  }

  /** The plan as `terraform show -json` has it. */
  planned(): string {
    const { status, stderr } = this.run('plan', '-input=false', '-no-color', '-out=plan');
    if (status !== 0) throw new Error(stderr);
    return this.run('show', '-json', 'plan').stdout;
  }

  /** The sentences of a plan that fails. */
  refusals(): readonly string[] {
    const { stdout } = this.run('plan', '-input=false', '-json');
    return stdout
      .split('\n')
      .filter((line) => line.includes('"@level":"error"'))
      .flatMap((line) => (JSON.parse(line) as Said).diagnostic?.detail.split('\n') ?? [])
      .filter((line) => line !== '' && !line.startsWith('This was checked by'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A configuration of one call of the module for each set of variables, with the templates that have no code. */
export const callsOf = (sets: readonly Readonly<Record<string, unknown>>[], region = 'us-east-1'): string =>
  JSON.stringify({
    provider: { aws: { region } },
    module: Object.fromEntries(
      sets.map((set, index) => [
        `case${index}`,
        {
          source: './node_modules/iam-user-mfa/infra/terraform',
          template_bucket: 'company-templates',
          template_folder: 'slim',
          ...set,
        },
      ]),
    ),
  });
