// The example of docs/cdk-in-other-languages.md, synthesized by CDK in Python.
import { expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { templates } from '../../infra/templates';
import { runPython, testInPython } from './python';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;
  readonly Parameters: Readonly<Record<string, { readonly Default: string }>>;
  readonly Conditions: object;
  readonly Rules: object;
}

const page = readFileSync(path.resolve(__dirname, '../../docs/cdk-in-other-languages.md'), 'utf8');
const [, example = ''] = /```python\n([^`]*)```/.exec(page) ?? [];

testInPython('the example has every resource of the template, and strict validation is silent', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cfn-include-'));
  try {
    const text = templates['iam-user-mfa.template.json']?.() ?? '';
    writeFileSync(path.join(folder, 'iam-user-mfa.template.json'), text);
    writeFileSync(path.join(folder, 'app.py'), example);
    const context = { '@aws-cdk/core:validateAgainstDefaultRules': true, 'aws:cdk:disable-metadata': true };
    const { status, stdout, stderr } = runPython(['app.py'], folder, {
      CDK_OUTDIR: path.join(folder, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify(context),
    });
    // jsii's own remark on the end of Node 20 is all that may be said.
    const said = `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !line.startsWith("b'!!"));
    expect([said, status]).toEqual([[], 0]);
    const given = JSON.parse(text) as Template;
    const made = JSON.parse(
      readFileSync(path.join(folder, 'cdk.out/IamUserMfa.template.json'), 'utf8'),
    ) as Template;
    expect(
      Object.entries(made.Resources)
        .map(([id, { Type }]) => `${id} ${Type}`)
        .sort(),
    ).toEqual(
      Object.entries(given.Resources)
        .map(([id, { Type }]) => `${id} ${Type}`)
        .sort(),
    );
    expect(
      Object.entries(made.Resources)
        .filter(
          ([id, { Properties }]) =>
            JSON.stringify(Properties) !== JSON.stringify(given.Resources[id]?.Properties),
        )
        .map(([id]) => id),
    ).toEqual([]);
    expect(made.Conditions).toEqual(given.Conditions);
    expect(made.Rules).toEqual(expect.objectContaining(given.Rules));
    expect(made.Parameters).toEqual({
      ...given.Parameters,
      BootstrapVersion: expect.anything(),
      ExemptTagKey: { ...given.Parameters['ExemptTagKey'], Default: 'mfa-exempt' },
      GracePeriodHours: { ...given.Parameters['GracePeriodHours'], Default: '24' },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the page has an example for each language', () => {
  for (const language of ['python', 'java', 'csharp']) expect(page).toContain(`\`\`\`${language}\n`);
  expect(page).toContain('not run here');
});
