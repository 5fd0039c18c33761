import { describe, expect, test } from '@jest/globals';
import { parseParameterValues } from '../../rule/core/rule-parameters';
import { check } from '../../rule/gates/check';
import { noKnownEnforcement } from '../../rule/gates/declared';
import { parseDocument } from '../../rule/gates/parse-document';

const template = JSON.stringify({
  Resources: { Anna: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'x' } } } },
});
const object = { bucket: 'b', key: 'k/t.json', content: template };
const inPath = 'https://s3.us-east-1.amazonaws.com/b/k/t.json';

interface Case {
  readonly url?: string;
  readonly objects?: readonly object[];
  readonly dependsOn?: readonly string[];
  readonly references?: readonly string[];
}

/** `found` where check reads the template, and finds the user in it; `cannot see` where it does not. */
function said({ url = inPath, objects = [object], dependsOn = [], references = [] }: Case): string {
  const made = (type: string, name: string, after: object) => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    change: { actions: ['create'], before: null, after, after_unknown: {} },
  });
  const stack = 'aws_cloudformation_stack';
  const plan = {
    format_version: '1.2',
    resource_changes: [
      made(stack, 'iam', { template_url: url }),
      ...objects.map((one, index) => made('aws_s3_object', `t${index}`, one)),
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: `${stack}.iam`,
            type: stack,
            expressions: { template_url: { references } },
            depends_on: dependsOn,
          },
          ...objects.map((_, index) => ({
            address: `aws_s3_object.t${index}`,
            type: 'aws_s3_object',
            expressions: {},
          })),
        ],
      },
    },
  };
  const document = parseDocument('plan.json', JSON.stringify(plan));
  const now = new Date('2026-11-25T12:00:00Z');
  const { users, unseen } = check([document], parseParameterValues({}), noKnownEnforcement, now);
  return unseen.length > 0 ? 'cannot see' : users.length > 0 ? 'found' : 'nothing';
}

const before = { dependsOn: ['aws_s3_object.t0'] };

describe('a template that the plan itself puts into S3 is read', () => {
  test.each<[string, Case, string]>([
    ['the bucket is in the path, and the stack depends on the object', before, 'found'],
    [
      'the bucket is in the host',
      { ...before, url: 'https://b.s3.us-east-1.amazonaws.com/k/t.json' },
      'found',
    ],
    ['the URL refers to the object', { references: ['aws_s3_object.t0.key', 'aws_s3_object.t0'] }, 'found'],
    ['nothing makes the object come first: an older one may be read', {}, 'cannot see'],
    ['the object is of another bucket', { ...before, objects: [{ ...object, bucket: 'c' }] }, 'cannot see'],
    ['the object has another key', { ...before, objects: [{ ...object, key: 't.json' }] }, 'cannot see'],
    ['two objects would be there', { ...before, objects: [object, object] }, 'cannot see'],
    [
      'its text is in a file',
      { ...before, objects: [{ ...object, content: null, source: 't.json' }] },
      'cannot see',
    ],
    ['the URL names a version', { ...before, url: `${inPath}?versionId=1` }, 'cannot see'],
    ['the host is not of S3', { ...before, url: 'https://example.com/b/k/t.json' }, 'cannot see'],
    [
      "the bucket's name is the beginning of another one",
      { ...before, url: 'https://bb.s3.amazonaws.com/k/t.json' },
      'cannot see',
    ],
    ['the URL is none', { ...before, url: 'b/k/t.json' }, 'cannot see'],
    ...['https://s3-us-west-2.amazonaws.com/b/k/t.json', 'https://b.s3-us-west-2.amazonaws.com/k/t.json'].map(
      (url): [string, Case, string] => ['an older form of the host', { ...before, url }, 'found'],
    ),
    ...[
      'http://s3.us-east-1.amazonaws.com/b/k/t.json',
      'https://not-s3.us-east-1.amazonaws.com/b/k/t.json',
      'https://s3x.amazonaws.com/b/k/t.json',
      'https://b.c.s3.amazonaws.com/k/t.json',
      'https://b.s3x.amazonaws.com/k/t.json',
      'https://c.s3.amazonaws.com/k/t.json',
      'https://b.s3.amazonaws.com/b/k/t.json',
      'https://b.s3.amazonaws.com/t.json',
      'https://s3.us-east-1.amazonaws.com/k/t.json',
    ].map((url): [string, Case, string] => [`${url} is another place`, { ...before, url }, 'cannot see']),
    [
      'the bucket is known after apply',
      { ...before, url: 'https://s3.amazonaws.com//t.json', objects: [{ key: 't.json', content: template }] },
      'cannot see',
    ],
    [
      'the key is known after apply',
      { ...before, url: 'https://s3.amazonaws.com/b/', objects: [{ bucket: 'b', content: template }] },
      'cannot see',
    ],
  ])('%s: %#', (_, one, answer) => expect(said(one)).toBe(answer));
});
