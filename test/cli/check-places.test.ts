// What `check` reads, what it refuses to pass in silence, and how it says where.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WarmCommandLine } from './command-line';

const warm = new WarmCommandLine();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'places-'));
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});
afterAll(async () => {
  await warm.end();
  rmSync(folder, { recursive: true, force: true });
});

const check = (...args: readonly string[]) => warm.run(['check', ...args]);
function write(name: string, content: object | string | Buffer): string {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  const isData = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(place, isData ? content : JSON.stringify(content));
  return place;
}

const loginProfile = { Password: '{{resolve:secretsmanager:x}}' };
const enforcement = {
  Statement: [
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  ],
};
const user = (more: object = {}): object => ({
  Type: 'AWS::IAM::User',
  Properties: { UserName: 'alice', LoginProfile: loginProfile, ...more },
});
const group = {
  Type: 'AWS::IAM::Group',
  Properties: { GroupName: 'mfa', Policies: [{ PolicyName: 'p', PolicyDocument: enforcement }] },
};
const open = { Resources: { Alice: user() } };
const inGroup = { Resources: { Alice: user({ Groups: ['mfa'] }) } };

describe('what passes nowhere in silence ends with 3, and its address is said', () => {
  const cases: readonly (readonly [title: string, resources: object, address: string])[] = [
    ['AWS::Include among resources', { 'Fn::Transform': { Name: 'AWS::Include' } }, 'Fn::Transform'],
    ['a macro in the properties of a user', { Alice: user({ 'Fn::Transform': { Name: 'M' } }) }, 'Alice'],
    ['a module', { People: { Type: 'Org::Team::People::MODULE' } }, 'People'],
    [
      'a nested stack by address',
      { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://x/y' } } },
      'Inner',
    ],
    ['an application', { App: { Type: 'AWS::Serverless::Application' } }, 'App'],
    [
      'a loop over a parameter',
      { 'Fn::ForEach::People': ['N', { Ref: 'Names' }, { 'U${N}': user() }] },
      'Fn::ForEach::People',
    ],
    ['a group outside', { Alice: user({ Groups: ['elsewhere'] }) }, 'Alice'],
    [
      'a policy by a parameter',
      { Alice: user({ Policies: [{ PolicyName: 'p', PolicyDocument: { Ref: 'Text' } }] }) },
      'Alice',
    ],
    [
      'a list parameter that may name the user',
      {
        Alice: user(),
        P: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { Users: { Ref: 'Names' }, PolicyDocument: enforcement },
        },
      },
      'Alice',
    ],
  ];

  test.each(cases)('%s', async (_, resources, address) => {
    const parameters = { Names: { Type: 'CommaDelimitedList' }, Text: { Type: 'String' } };
    const file = write('t.json', { Parameters: parameters, Resources: resources });

    const { code, stdout } = await check(file, '--format', 'json');

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      complete: false,
      unreadable: [{ location: { file, address } }],
    });
    expect((await check(file, '--allow-unseen')).code).toBe(0);
    expect((await check(file, '--allow-unseen-at', address)).code).toBe(0);
    expect((await check(file, '--allow-unseen-at', `${file}#${address}`)).code).toBe(0);
  });

  test('an address at which everything was seen is bad usage', async () => {
    const { code, stderr } = await check(write('t.json', open), '--allow-unseen-at', 'Bob');

    expect(code).toBe(2);
    expect(stderr).toContain('--allow-unseen-at Bob matches nothing');
  });

  test('what cannot be seen outranks what is found', async () => {
    const resources = { ...open.Resources, App: { Type: 'AWS::Serverless::Application' } };
    const file = write('t.json', { Resources: resources });

    expect((await check(file)).code).toBe(3);
    expect((await check(file, '--allow-unseen')).code).toBe(1);
  });

  test('what a baseline could not see either is allowed where only new ones fail', async () => {
    const file = write('t.json', { Resources: { App: { Type: 'AWS::Serverless::Application' } } });
    const baseline = path.join(folder, 'baseline.out');
    await check(file, '--format', `json=${baseline}`);

    expect((await check(file, '--baseline', baseline, '--fail-on', 'new')).code).toBe(0);
    expect((await check(file, '--baseline', baseline)).code).toBe(3);
  });
});

describe('files', () => {
  test('UTF-16 and a link are read, and a link to its own folder ends', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(open), 'utf16le')]);
    write('in/u16.json', bytes);
    write('elsewhere/t.json', open);
    symlinkSync('../elsewhere/t.json', path.join(folder, 'in/link.json'));
    symlinkSync('.', path.join(folder, 'in/self'));

    const { code, stdout } = await check(path.join(folder, 'in'));

    expect(code).toBe(1);
    expect(stdout).toContain('2 files: 2 users would be able');
  });

  test('a bad file in a folder stops only itself', async () => {
    write('in/bad.yaml', 'Resources:\n  A: [\n');
    write('in/notes.yaml', 'a: [\n');
    write('in/t.json', open);

    const { code, stdout } = await check(path.join(folder, 'in'));

    expect(code).toBe(3);
    expect(stdout).toContain('bad.yaml');
    expect(stdout).not.toContain('notes.yaml');
    expect(stdout).toContain('alice can sign in with a password alone');
  });

  test('a merge key brings a login profile, and a further document is said', async () => {
    const merged =
      'A: &a {LoginProfile: {Password: x}}\nResources:\n  U: {Type: "AWS::IAM::User", Properties: {<<: *a}}\n';

    expect((await check(write('merge.yaml', merged))).code).toBe(1);
    expect((await check(write('two.yaml', `Resources: {}\n---\n${merged}`))).code).toBe(3);
  });

  test('the template of a StackSet is read', async () => {
    const body = {
      Type: 'AWS::CloudFormation::StackSet',
      Properties: { TemplateBody: JSON.stringify(open) },
    };

    const { code, stdout } = await check(write('t.json', { Resources: { Set: body } }), '--format', 'json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ location: { address: 'Set/Alice' } }] });
  });

  test('a StackSet by address is read where its file is checked with it, and its accounts lend each other nothing', async () => {
    const set = { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: './member.json' } };
    write('in/parent.json', { Resources: { Mfa: group, Set: set } });
    write('in/member.json', { Resources: { Alice: user({ Groups: ['mfa'] }), Bob: user() } });

    const { code, stdout } = await check(path.join(folder, 'in'), '--format', 'json');

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ location: { file: path.join(folder, 'in/member.json'), address: 'Set/Bob' } }],
      unreadable: [{ location: { address: 'Set/Alice' } }],
    });
    expect((await check(path.join(folder, 'in/parent.json'))).code).toBe(3);
  });

  test('a nested stack is read where its file is checked with it, and gets its parameters', async () => {
    const child = {
      Parameters: { Group: { Type: 'String' } },
      Resources: { Alice: user({ Groups: [{ Ref: 'Group' }] }) },
    };
    write('in/child.json', child);
    const stack = {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: './child.json', Parameters: { Group: { Ref: 'Mfa' } } },
    };
    write('in/parent.json', { Resources: { Mfa: group, Inner: stack } });

    expect((await check(path.join(folder, 'in'))).code).toBe(0);
    expect((await check(path.join(folder, 'in/parent.json'))).code).toBe(3);
  });
});

describe('scopes', () => {
  test('a group of the same name in another template lends nothing, unless both are of one account', async () => {
    write('in/a.json', inGroup);
    write('in/b.json', { Resources: { Mfa: group } });

    expect((await check(path.join(folder, 'in'))).code).toBe(3);
    expect((await check(path.join(folder, 'in'), '--one-account')).code).toBe(0);
  });

  test('with --one-account two templates may still be in two regions', async () => {
    const Conditions = { IsUs: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } };
    const inUs = (one: object): object => ({ ...one, Condition: 'IsUs' });
    const policy = { UserName: 'alice', PolicyName: 'mfa', PolicyDocument: enforcement };
    write('in/a.json', { Conditions, Resources: { Alice: inUs(user()) } });
    write('in/b.json', {
      Conditions,
      Resources: { Mfa: inUs({ Type: 'AWS::IAM::UserPolicy', Properties: policy }) },
    });

    expect((await check(path.join(folder, 'in'), '--one-account')).code).toBe(1);
  });

  test.each([
    ['a stack whose template is empty', { 't.json': '' }, 't.json'],
    ['a stack whose template is cut', { 't.json': '{"Param' }, 't.json'],
    ['a stage whose manifest is cut', { 'dev/manifest.json': '{"version"' }, 'dev'],
    ['a stage that is not there', {}, 'dev'],
  ])('%s, of a cdk.out, is said', async (_, files, address) => {
    const stack = (templateFile: string): object => ({
      type: 'aws:cloudformation:stack',
      properties: { templateFile },
    });
    const stage = { type: 'cdk:cloud-assembly', properties: { directoryName: 'dev' } };
    const artifacts = { S: stack('s.json'), T: address === 'dev' ? stage : stack('t.json') };
    write('cdk.out/manifest.json', { version: '48.0.0', artifacts });
    write('cdk.out/s.json', { Resources: { Mfa: group } });
    for (const [name, content] of Object.entries(files)) write(`cdk.out/${name}`, content);

    const { code, stdout } = await check(path.join(folder, 'cdk.out'));

    expect(code).toBe(3);
    expect(stdout).toContain(path.join(folder, 'cdk.out', address));
  });

  test('a stack of a cdk.out without resources holds no users', async () => {
    const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' } };
    write('cdk.out/manifest.json', { version: '48.0.0', artifacts: { S: stack, T: stack } });
    write('cdk.out/s.json', { Rules: {} });
    write('cdk.out/t.json', { Resources: { Mfa: group } });

    expect((await check(path.join(folder, 'cdk.out'))).code).not.toBe(3);
  });

  test('stages that share an asset have each a stack, or a StackSet, of it', async () => {
    const url = { 'Fn::Sub': 'https://s3.${AWS::Region}.amazonaws.com/assets/abc.json' };
    const made = (type: string): object => ({
      Type: `AWS::CloudFormation::${type}`,
      Properties: { TemplateURL: url },
    });
    const files = {
      a: {
        source: { path: '../asset.abc.json', packaging: 'file' },
        destinations: { d: { objectKey: 'abc.json' } },
      },
    };
    const assembly = (artifacts: object): object => ({ version: '48.0.0', artifacts });
    const stages = ['dev', 'prod', 'sets'];
    const inner = stages.map((name) => [
      name,
      { type: 'cdk:cloud-assembly', properties: { directoryName: name } },
    ]);
    write('cdk.out/manifest.json', assembly(Object.fromEntries(inner) as object));
    write('cdk.out/asset.abc.json', { Resources: { Alice: user({ Groups: ['mfa'] }) } });
    for (const name of stages) {
      const stack = {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 's.json', stackName: `${name}-people` },
      };
      const assets = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
      write(`cdk.out/${name}/manifest.json`, assembly({ assets, S: stack }));
      write(`cdk.out/${name}/assets.json`, { files });
      const part = made(name === 'sets' ? 'StackSet' : 'Stack');
      write(`cdk.out/${name}/s.json`, { Resources: { People: part, ...(name === 'dev' && { Mfa: group }) } });
    }

    const { stdout } = await check(path.join(folder, 'cdk.out'), '--format', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ verdict: 'COMPLIANT', location: { address: 'Alice' } }],
      unreadable: [
        { location: { address: 'prod-people/Alice' } },
        { location: { address: 'sets-people/People/Alice' } },
      ],
    });
  });

  test('the stages of a cdk.out are accounts of their own, and a finding has its construct and line', async () => {
    const stack = (file: string, metadata: object = {}): object => ({
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: file },
      metadata,
    });
    const assembly = (artifacts: object): object => ({ version: '48.0.0', artifacts });
    const inner = (name: string): object => ({
      type: 'cdk:cloud-assembly',
      properties: { directoryName: name },
    });
    write('cdk.out/manifest.json', assembly({ dev: inner('assembly-dev'), prod: inner('assembly-prod') }));
    write('cdk.out/assembly-dev/manifest.json', assembly({ S: stack('s.template.json') }));
    write('cdk.out/assembly-dev/s.template.json', {
      Resources: { Alice: user({ Groups: ['mfa'] }), Mfa: group },
    });
    const metadata = {
      '/prod/S/Alice/Resource': [
        {
          type: 'aws:cdk:logicalId',
          data: 'Alice',
          trace: ['new User (/app/node_modules/aws-cdk-lib/x.js:1:2)', 'new People (/app/people.ts:12:5)'],
        },
      ],
    };
    write('cdk.out/assembly-prod/manifest.json', assembly({ S: stack('s.template.json', metadata) }));
    write('cdk.out/assembly-prod/s.template.json', open);
    write('cdk.out/assembly-prod/old.template.json', { Resources: { Old: user() } });

    const { code, stdout } = await check(path.join(folder, 'cdk.out'), '--format', 'json');

    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: readonly object[] };
    expect(findings).toMatchObject([
      {
        verdict: 'NON_COMPLIANT',
        location: { construct: 'prod/S/Alice/Resource', source: { file: '/app/people.ts', line: 12 } },
      },
      { verdict: 'COMPLIANT' },
    ]);
  });
});

describe('formats', () => {
  test('two templates with one logical id are two findings in each, and the file is said', async () => {
    const files = [write('a#b.json', open), write('c.json', open)];
    const of = async (format: string) => (await check(...files, '--format', format)).stdout;

    const [csv, junit, sarif, ocsf, markdown, github] = await Promise.all(
      ['csv', 'junit', 'sarif', 'ocsf', 'markdown', 'github'].map(of),
    );

    for (const text of [csv, junit, ocsf, markdown, github])
      for (const file of files) expect(text?.replaceAll('\\', '')).toContain(path.basename(file));
    expect(new Set(junit?.match(/<testcase name="[^"]*"/g)).size).toBe(2);
    expect(new Set(ocsf?.match(/"finding_info":\{"uid":"[^"]*"/g)).size).toBe(2);
    expect(sarif).toContain('a%23b.json');
    expect(github).not.toContain('account unknown');
  });

  test('asff needs an account', async () => {
    const file = write('t.json', open);

    expect((await check(file, '--format', 'asff')).code).toBe(2);
    const { stdout } = await check(file, '--format', 'asff', '--account', '111122223333');
    expect(JSON.parse(stdout)).toMatchObject([{ AwsAccountId: '111122223333' }]);
  });

  test('a baseline forgives no user of another file', async () => {
    const baseline = path.join(folder, 'baseline.out');
    await check(write('a.json', open), '--format', `json=${baseline}`);

    const { code } = await check(write('b.json', open), '--baseline', baseline, '--fail-on', 'new');

    expect(code).toBe(1);
  });

  test('whoever is exempt is listed', async () => {
    const { code, stdout } = await check(write('t.json', open), '--exempt-user-names', 'alice');

    expect(code).toBe(0);
    expect(stdout).toContain('EXEMPT: 1 user');
  });

  const soonest = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

  test.each(['table', 'json', 'csv', 'html', 'junit', 'sarif', 'asff', 'ocsf', 'markdown', 'github'])(
    'whoever exempts themselves is listed with the reason: %s',
    async (format) => {
      const Tags = [{ Key: 'mfa-exempt', Value: `${soonest} night robot` }];
      const place = write('t.json', { Resources: { Alice: user({ Tags }) } });
      const flags = ['--exempt-tag-key', 'mfa-exempt', '--format', format];

      const { code, stdout } = await check(place, ...flags, '--account', '111122223333');

      expect(code).toBe(0);
      expect(stdout).toContain('night robot');
      expect(stdout).toContain('t.json');
    },
  );

  test('the HTML and the Markdown have columns of what is not deployed, and each place', async () => {
    const place = write('t.json', { Resources: { Alice: user(), Bob: user({ Groups: ['outside'] }) } });

    const html = (await check(place, '--format', 'html')).stdout;
    const markdown = (await check(place, '--format', 'markdown')).stdout;

    expect(html).toMatch(/"heads":\["User","Where","What was seen"\]/);
    expect(html).toMatch(/"heads":\["User","State","Where"\]/);
    expect(html).toContain(`<span class="line">${place}:1 Bob</span>`);
    expect(markdown).toContain('| account | user | where | what to do |');
    expect(markdown).toContain('## Cannot be seen: unknown, not compliant');
    for (const page of [html, markdown]) expect(page).not.toMatch(/password since|MFA device|not asked/i);
  });

  test('a sentence about what cannot be seen has one end', async () => {
    const place = write('t.json', inGroup);

    for (const format of ['junit', 'sarif', 'ocsf', 'github']) {
      const { stdout } = await check(place, '--format', format);
      expect(stdout).toContain('it is outside the template: unknown, not compliant.');
    }
  });
});
