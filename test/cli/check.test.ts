import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parityCases } from '../gates/parity-cases';
import { CommandLine, WarmCommandLine } from './command-line';

const cli = new CommandLine();
const warm = new WarmCommandLine();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'check-'));
});
afterAll(async () => {
  await warm.end();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content: string): string => {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
};
const documentOf = (title: string): string => {
  const row = parityCases.find((one) => one.title === title);
  if (row === undefined) throw new Error(`no row is called ${title}`);
  return JSON.stringify(row.documents[0]);
};
const outcomes = async (args: readonly string[]) => warm.run(['check', ...args]);
const outcomesOfProcess = async (args: readonly string[]) => cli.run(['check', ...args]);

describe('check', () => {
  test('a plan with a password alone ends with 1 and names the user, the file and what to do', async () => {
    const plan = file('plan.json', documentOf('a login profile alone'));

    const { code, stdout, stderr } = await outcomesOfProcess([plan]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(`${plan}: 1 user would be able to sign in with a password alone.`);
    expect(stdout).toContain(
      'alice can sign in with a password alone: aws_iam_user_login_profile.alice makes a login profile',
    );
  });

  test('a plan with an enforcement policy ends with 0', async () => {
    const { code, stdout } = await outcomesOfProcess([
      file('good.json', documentOf('a policy attached to the user, its ARN unknown')),
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain('no user would be able to sign in with a password alone');
  });

  test('what cannot be seen is said, and never called fine', async () => {
    const { code, stdout } = await outcomes([file('unseen.json', documentOf('a group outside the plan'))]);

    expect(code).toBe(3);
    expect(stdout).toContain('it cannot be seen whether a password alone is enough');
    expect(stdout).toContain('the group elsewhere: it is outside the plan');
    expect(stdout).not.toContain('no user would be able');
  });

  test('what cannot be seen ends with 3, also where --strict is given', async () => {
    const { code } = await outcomesOfProcess([
      file('unseen.json', documentOf('a group outside the plan')),
      '--strict',
    ]);

    expect(code).toBe(3);
  });

  test('a group outside the document that is said to enforce counts', async () => {
    const { code, stdout } = await outcomes([
      file('unseen.json', documentOf('a group outside the plan')),
      ...['--strict', '--enforcing-group', 'elsewhere'],
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain('1 with an enforcement policy');
  });

  test("the rule's own exemptions count", async () => {
    const plan = file('plan.json', documentOf('a login profile alone'));

    const { code, stdout } = await outcomes([plan, '--exempt-user-names', 'alice']);

    expect(code).toBe(0);
    expect(stdout).toContain('1 exempt');
  });

  test.each([
    ['--exempt-user-names', 'ALICE', 'exemptUserNames has the name'],
    ['--exempt-paths', '/PEOPLE/', 'exemptPaths has the path'],
  ])(
    'what differs from %s in case alone is not exempt, and the finding says so',
    async (flag, value, words) => {
      const properties = { UserName: 'alice', Path: '/people/', LoginProfile: { Password: 'x' } };
      const content = JSON.stringify({
        Resources: { Alice: { Type: 'AWS::IAM::User', Properties: properties } },
      });
      const { code, stdout } = await outcomes([file('case.json', content), flag, value, '--format', 'json']);

      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [{ annotation: expect.stringMatching(`out\\. Not exempt: ${words} in another case\\.$`) }],
      });
    },
  );

  test('the HTML page says what would be, not what people can do', async () => {
    const profile = { LoginProfile: { Password: 'x' } };
    const user = (properties: object): object => ({
      Type: 'AWS::IAM::User',
      Properties: { ...profile, ...properties },
    });
    const inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://x/y' } };
    const Resources = {
      Alice: user({ UserName: 'alice' }),
      Bob: user({ Groups: ['outside'] }),
      Inner: inner,
    };

    const { stdout } = await outcomes([file('page.json', JSON.stringify({ Resources })), '--format', 'html']);

    const page = stdout.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '');
    expect(page).toContain('1 user would be able to sign in with a password alone.');
    expect(page).toContain('2 users or parts cannot be seen');
    expect(page).toMatch(/Inner \(.*\) is a nested stack whose template is elsewhere/);
    expect(page).not.toMatch(
      /people|can sign in|Nobody|could not be (read|listed)|list of users|scan again|unknown\)/i,
    );
  });

  test('JSON says the place of each user, line and all', async () => {
    const template = file(
      'template.yaml',
      'Resources:\n  Alice:\n    Type: AWS::IAM::User\n    Properties:\n      LoginProfile:\n        Password: !Ref Secret\n',
    );

    const { code, stdout } = await outcomes([template, '--format', 'json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      complete: true,
      findings: [{ userName: 'Alice', verdict: 'NON_COMPLIANT', location: { file: template, line: 2 } }],
    });
  });

  test('--source says the .tf file and the line of a finding in a plan', async () => {
    const plan = file('with-source.json', documentOf('a login profile alone'));
    const block = (type: string): string => `resource "${type}" "alice" {\n}\n`;
    const source = file('stack/main.tf', `${block('aws_iam_user')}\n${block('aws_iam_user_login_profile')}`);

    const args = [plan, '--source', path.dirname(source), '--format', 'json'];
    const { stdout } = await outcomes(args);

    const { findings } = JSON.parse(stdout) as { findings: readonly { location: unknown }[] };
    expect(findings.map(({ location }) => location)).toMatchObject([{ file: source, line: 4 }]);
  });

  test.each([
    [
      'an indented block, after one in a comment',
      'main.tf',
      '/*\nresource "aws_iam_user_login_profile" "alice" {\n}\n*/\n  resource aws_iam_user_login_profile "alice" {\n  }\n',
      5,
    ],
    [
      'JSON',
      'main.tf.json',
      '{ "resource": {\n"aws_iam_user": { "alice": {} },\n"aws_iam_user_login_profile": {\n"alice": {} } } }',
      4,
    ],
  ])('--source says the line of %s', async (_, name, text, line) => {
    const plan = file('with-source.json', documentOf('a login profile alone'));
    const source = file(`of-${name}/${name}`, text);

    const { stdout } = await outcomes([plan, '--source', path.dirname(source), '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ location: { file: source, line } }] });
  });

  test('a --source that is no folder ends with 2 and one line', async () => {
    const plan = file('without-source.json', documentOf('a login profile alone'));

    const { code, stderr } = await outcomes([plan, '--source', plan]);

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /--source: got .*, allowed: the folder of the \.tf files that the plan is of\n$/,
      ),
    });
  });

  test('with a baseline only what is new fails, where that is asked for', async () => {
    const before = file('before.json', documentOf('a login profile alone'));
    const baseline = path.join(folder, 'baseline.json');
    await outcomes([before, '--format', `json=${baseline}`]);
    const after = file('after.json', documentOf('an enforcement of another user'));

    const same = await outcomes([before, '--baseline', baseline, '--fail-on', 'new']);
    const other = await outcomes([after, '--baseline', baseline, '--fail-on', 'new']);

    expect(same.code).toBe(0);
    expect(same.stdout).toContain('0 new, 0 exemption ended, 1 still open, 0 fixed');
    expect(other.code).toBe(1);
    expect(other.stdout).toContain('1 new, 0 exemption ended, 0 still open, 1 fixed');
  });

  test('a folder like cdk.out is read with its nested assemblies, and other files in it are passed over', async () => {
    file('cdk.out/manifest.json', '{"version":"48.0.0"}');
    file('cdk.out/tree.json', '{"tree":{}}');
    file('cdk.out/People.template.json', documentOf('a template with a login profile alone'));
    file('cdk.out/assembly-Prod/Topic.template.json', '{"Resources":{"T":{"Type":"AWS::SNS::Topic"}}}');
    file('cdk.out/asset.1234/broken.json', '{');

    const { code, stdout } = await outcomes([path.join(folder, 'cdk.out')]);

    expect(code).toBe(1);
    expect(stdout).toContain('2 files: 1 user');
  });
});

describe('check, of input that nobody can read, ends with 2 and one line', () => {
  const broken: readonly (readonly [title: string, content: string, said: string])[] = [
    ['no JSON', '{"Resources":', 'is not JSON'],
    ['an empty file', '', 'is neither a Terraform plan nor a CloudFormation template'],
    ['prose', 'Hello.', 'is neither a Terraform plan nor a CloudFormation template'],
    ['YAML with a tag that nobody knows', 'Resources:\n  A: !Fancy x\n', 'Unresolved tag: !Fancy'],
    ['a plan of an unknown version', '{"format_version":"2.0","resource_changes":[]}', 'allowed: 0.1 to 1.x'],
    ['a state', '{"format_version":"1.0","values":{}}', 'but no plan'],
    [
      'a plan that ended in an error',
      '{"format_version":"1.2","errored":true,"resource_changes":[]}',
      'ended in an error and may lack resources',
    ],
    ['an alias that leads back to itself', 'Resources: &r\n  A: *r\n', 'aliases that multiply or lead back'],
    [
      'aliases that explode',
      `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${[1, 2, 3, 4, 5, 6, 7, 8, 9]
        .map(
          (n) =>
            `a${n}: &a${n} [${Array(10)
              .fill(`*a${n - 1}`)
              .join(', ')}]`,
        )
        .join('\n')}\nResources: {}\n`,
      'aliases that multiply or lead back',
    ],
    [
      'a nesting that has no end',
      `{"Resources":{"A":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
      'nested deeper than',
    ],
    [
      'an export that leads back to itself',
      JSON.stringify({
        Resources: {
          A: {
            Type: 'AWS::IAM::User',
            Properties: { LoginProfile: {}, Groups: [{ 'Fn::ImportValue': 'x' }] },
          },
        },
        Outputs: { X: { Value: { 'Fn::ImportValue': 'x' }, Export: { Name: 'x' } } },
      }),
      'leads back to itself',
    ],
  ];

  test.each(broken)('%s', async (_, content, said) => {
    const { code, stdout, stderr } = await outcomes([file('broken.txt', content)]);

    expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      code: 2,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\bat .*\.(ts|js):/);
  });

  test('a file of 200 MB is refused by its size, and not read', async () => {
    const place = path.join(folder, 'huge.json');
    writeFileSync(place, '');
    const { truncateSync } = await import('node:fs');
    truncateSync(place, 200 * 1024 * 1024);

    const { code, stderr } = await outcomes([place]);

    expect(code).toBe(2);
    expect(stderr).toContain('has 200 MiB, allowed: at most 64 MiB');
  });

  test('a folder without anything to check', async () => {
    file('empty/notes.txt', 'x');

    const { code, stderr } = await outcomes([path.join(folder, 'empty')]);

    expect(code).toBe(2);
    expect(stderr).toContain('holds no Terraform plan and no CloudFormation template');
  });

  test('a place that does not exist', async () => {
    const { code, stderr } = await outcomes([path.join(folder, 'nothing.json')]);

    expect(code).toBe(2);
    expect(stderr).toContain('does not exist');
  });
});
