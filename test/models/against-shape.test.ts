import { describe, expect, test } from '@jest/globals';
import { describeWithPython } from '../proofs/python';
import { judge } from './calls';
import { modelFolder } from './model';

describeWithPython("AWS's own models judge an exchange", () => {
  const exchange = (
    request: string,
    answer: string,
    service = 'config',
    target = 'StarlingDoveService.PutEvaluations',
  ) => judge(modelFolder() ?? '', { service, target, request, status: 200, answer });
  const evaluation = {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: 'AIDAALICE',
    ComplianceType: 'COMPLIANT',
    OrderingTimestamp: 1,
  };
  const put = (Evaluations: unknown, more: object = {}) =>
    exchange(JSON.stringify({ Evaluations, ResultToken: 'a-token', ...more }), '{}');

  test('what AWS takes is taken', () => {
    expect(put([evaluation])).toEqual({ api: 'config:PutEvaluations', request: [], answer: [] });
  });

  describe('what AWS does not know is seen', () => {
    test.each<[string, ReturnType<typeof put>, string]>([
      ['a member', put([], { Tokens: 1 }), '.Tokens is unknown'],
      [
        'a missing member',
        put([{ ...evaluation, ComplianceType: undefined }]),
        '.Evaluations[].ComplianceType is missing',
      ],
      [
        'a word',
        put([{ ...evaluation, ComplianceType: 'FINE' }]),
        '.Evaluations[].ComplianceType is FINE, none of the enum',
      ],
      [
        'a length',
        put(Array.from({ length: 101 }, () => evaluation)),
        '.Evaluations is 101, allowed: 0..100',
      ],
      ['a type', put([{ ...evaluation, Annotation: 5 }]), '.Evaluations[].Annotation is no string'],
    ])('%s', (_name, judged, text) => {
      expect(judged?.request).toEqual([text]);
    });

    test('in an answer of the query protocol', () => {
      const answer =
        '<ListUsersResponse><ListUsersResult><Users><member><UserNames>a</UserNames></member></Users></ListUsersResult></ListUsersResponse>';
      const judged = exchange('Action=ListUsers&Version=2010-05-08&MaxItems=2000', answer, 'iam', undefined);
      expect(judged?.request).toEqual(['.MaxItems is 2000, allowed: 1..1000']);
      expect(judged?.answer).toContain('.Users[].UserNames is unknown');
      expect(judged?.answer).toContain('.Users[].Arn is missing');
    });

    test('in the path, the query and the body of a REST service', () => {
      const rest = (service: string, method: string, url: string, request: string, answer: string) =>
        judge(modelFolder() ?? '', { service, target: undefined, method, url, request, status: 200, answer });
      expect(rest('lambda', 'GET', '/2015-03-31/functions/x/configuration?Qualifier=1', '', '{}')).toEqual({
        api: 'lambda:GetFunctionConfiguration',
        request: [],
        answer: [],
      });
      expect(
        rest('lambda', 'GET', '/2015-03-31/functions/x/configuration?Version=1', '', '{"Role":5}'),
      ).toEqual({
        api: 'lambda:GetFunctionConfiguration',
        request: ['?Version is unknown'],
        answer: ['.Role is no string'],
      });
      expect(rest('securityhub', 'POST', '/findings', '{"MaxResults":101}', '{"Found":[]}')).toEqual({
        api: 'securityhub:GetFindings',
        request: ['.MaxResults is 101, allowed: 1..100'],
        answer: ['.Findings is missing', '.Found is unknown'],
      });
      const listed =
        '<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents><Contents><Name>b</Name></Contents></ListBucketResult>';
      expect(rest('s3', 'GET', '/bucket?list-type=2&prefix=a&before=b', '', listed)).toEqual({
        api: 's3:ListObjectsV2',
        request: ['?before is unknown'],
        answer: ['.Contents[].Name is unknown'],
      });
      const headers = ['x-amz-date', 'x-amz-meta-mine', 'x-amz-expected-bucket-owner', 'x-amz-owner'];
      const put = { service: 's3', target: undefined, method: 'PUT', url: '/bucket/key', headers };
      expect(judge(modelFolder() ?? '', { ...put, request: 'an object', status: 200, answer: '' })).toEqual({
        api: 's3:PutObject',
        request: ['the header x-amz-owner is unknown'],
        answer: [],
      });
      expect(rest('lambda', 'GET', '/functions', '', '')?.request).toEqual(['no such operation']);
    });
  });
});
