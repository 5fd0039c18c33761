// The snippets of docs/landing-zones.md, held to the schemas that the projects publish: test/cases/roads/SOURCES.md.
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { templates } from '../../infra/templates';
import { missing } from '../gates/terraform';
import { Workspace } from './module';
import { runPython, testInPython } from './python';

const root = path.resolve(__dirname, '../..');
const cases = path.resolve(root, 'test/cases/roads');
const page = readFileSync(path.join(root, 'docs/landing-zones.md'), 'utf8');
const snippets = [...page.matchAll(/```(?:yaml|hcl)\n([^`]*)```/g)].map(([, text = '']) => text);
const [lza = '', cfct = '', aft = ''] = snippets;
const parameters = Object.keys(
  (JSON.parse(templates['member.template.json']?.() ?? '') as { Parameters: object }).Parameters,
);

interface Change {
  readonly title: string;
  readonly of: string;
  readonly to: string;
}
/** Each text with one thing changed; a text that is not there changes nothing, and the test says so. */
const changed = (text: string, { title, of, to }: Change): string => {
  if (!text.includes(of)) throw new Error(`${title}: the snippet has no ${of}`);
  return text.replace(of, to);
};

describe('Landing Zone Accelerator: customizations-config.yaml', () => {
  const schema = JSON.parse(
    readFileSync(path.join(cases, 'lza-customizations-config.schema.json'), 'utf8'),
  ) as object;
  const ajv = new Ajv({ allErrors: true });
  const isValid = ajv.compile(schema);

  test('the snippet is valid, and its parameters are those of the template', () => {
    const document = parse(lza) as {
      customizations: { cloudFormationStackSets: [{ parameters: { name: string }[]; template: string }] };
    };
    expect([isValid(document), ajv.errorsText(isValid.errors)]).toEqual([true, 'No errors']);
    const [{ parameters: given, template }] = document.customizations.cloudFormationStackSets;
    expect(given.filter(({ name }) => !parameters.includes(name))).toEqual([]);
    expect(path.basename(template)).toBe('member.template.json');
  });

  test.each<Change>([
    { title: 'a wrong key', of: 'regions:', to: 'region:' },
    { title: 'a missing key', of: '      template: cloudformation/member.template.json\n', to: '' },
    { title: 'a wrong type', of: '[us-east-1]', to: 'us-east-1' },
    { title: 'a number as a value', of: 'value: mfa-exempt', to: 'value: 24' },
    { title: 'no such region', of: '[us-east-1]', to: '[us-east-9]' },
    { title: 'no such capability', of: 'CAPABILITY_NAMED_IAM', to: 'NAMED_IAM' },
  ])('$title is refused', (change) => expect(isValid(parse(changed(lza, change)))).toBe(false));
});

describe('Customizations for AWS Control Tower: manifest.yaml', () => {
  testInPython('the snippet is valid; a wrong key, a missing key and a wrong type are not', () => {
    const changes: readonly Change[] = [
      { title: 'a wrong key', of: 'deployment_targets:', to: 'deployment_target:' },
      { title: 'a missing key', of: '    deploy_method: stack_set\n', to: '' },
      { title: 'a wrong type', of: '[Security, Workloads]', to: 'Security' },
      { title: 'another method', of: 'stack_set', to: 'pack' },
      { title: 'another version', of: '2021-03-15', to: '2020-01-01' },
      { title: 'a parameter without a value', of: ', parameter_value: mfa-exempt', to: '' },
    ];
    const texts = [cfct, ...changes.map((change) => changed(cfct, change))];
    const schema = path.join(cases, 'cfct-manifest-v2.schema.yaml');
    const { stdout, stderr } = runPython(
      [path.join(__dirname, 'manifests.py'), schema],
      __dirname,
      {},
      JSON.stringify(texts),
    );
    const [own, ...others] = JSON.parse(stdout || `["${stderr.slice(-200)}"]`) as readonly unknown[][];
    expect(own).toEqual([]);
    expect(
      others.map((problems, index) => (problems.length > 0 ? 'refused' : changes[index]?.title)),
    ).toEqual(changes.map(() => 'refused'));
  });

  test('its parameters are those of the template', () => {
    const { resources } = parse(cfct) as { resources: [{ parameters: { parameter_key: string }[] }] };
    const names = resources[0].parameters.map(({ parameter_key: name }) => name);
    expect(names.filter((name) => !parameters.includes(name))).toEqual([]);
    expect(stringify(resources)).toContain('member.template.json');
  });
});

const why = missing();
(why === undefined ? test : test.skip)(
  'Account Factory for Terraform: the snippet is valid, formatted and planned',
  () => {
    const workspace = new Workspace();
    try {
      cpSync(workspace.package, path.join(workspace.folder, 'package'), { recursive: true });
      expect(
        execFileSync('terraform', ['fmt', '-'], {
          input: aft,
          encoding: 'utf8',
          stdio: ['pipe', 'pipe', 'ignore'],
        }),
      ).toBe(aft);
      workspace.configure(aft, 'main.tf');
      const { resource_changes: changes } = JSON.parse(workspace.planned()) as {
        readonly resource_changes: readonly { readonly address: string }[];
      };
      expect(changes.map(({ address }) => address).sort()).toEqual([
        'aws_s3_bucket.templates',
        'module.iam_user_mfa.aws_cloudformation_stack.this[0]',
        'module.iam_user_mfa.aws_s3_object.template',
      ]);
    } finally {
      workspace.remove();
    }
  },
);

test('the page has a snippet for each of the three', () => {
  expect(snippets).toHaveLength(3);
});
