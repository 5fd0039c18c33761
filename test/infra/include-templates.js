// `node test/infra/include-templates.js [FOLDER]` includes the templates of dist/ (`npm run template`) in an app with strict validation,
// by the aws-cdk-lib that is installed in FOLDER, and ends with 1 where that says anything of them:
//   npm install --prefix /tmp/cdk aws-cdk-lib@2.275.0 constructs@10.8.1 && node test/infra/include-templates.js /tmp/cdk
const { createRequire } = require('node:module');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..', '..');
const load = createRequire(resolve(process.argv[2] ?? root, 'index.js'));
const { App, CfnParameter, Stack } = load('aws-cdk-lib');
const { CfnLogGroup } = load('aws-cdk-lib/aws-logs');
const { CfnInclude } = load('aws-cdk-lib/cloudformation-include');
const { version } = load('aws-cdk-lib/package.json');

const outdir = mkdtempSync(join(tmpdir(), 'iam-user-mfa-include-'));
const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
for (const name of ['iam-user-mfa.template.json', 'member.template.json']) {
  const templateFile = join(root, 'dist', 'templates', name);
  new CfnInclude(new Stack(app, name.replaceAll('.', '-')), 'Template', { templateFile });
}
// It has to be said of this one, or validation did not run.
const control = new Stack(app, 'Control');
new CfnLogGroup(control, 'Log', { logGroupName: new CfnParameter(control, 'Password').valueAsString });
try {
  app.synth();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
}
const { pluginReports = [] } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
rmSync(outdir, { recursive: true });
const found = pluginReports.flatMap(({ violations }) => violations);
for (const { ruleName, description } of found) process.stderr.write(`${ruleName} ${description}\n`);
const isSilent = found.length === 1;
process.stdout.write(`aws-cdk-lib ${version} says ${found.length - 1} things of the templates.\n`);
process.stdout.write(`${isSilent ? '1 passed, 0 failed' : '0 passed, 1 failed'}, 0 skipped\n`);
process.exitCode = isSilent ? 0 : 1;
