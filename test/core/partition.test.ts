import { describe, expect, test } from '@jest/globals';
import { signInRegionsIn } from '../../rule/cli/scan/sign-ins';
import { iamRegionOf, iamRegions, partitionOf, partitionOfArn } from '../../rule/core/partition';
import { asffReport } from '../../rule/report/machine/asff';
import { ocsfReport } from '../../rule/report/machine/ocsf';
import { subjectOfScan } from '../../rule/findings/report-subject';
import { aFinding, aScan } from '../formats/scans';

describe.each([
  ['aws', 'us-east-1', ['eu-central-2', 'me-central-1']],
  ['aws-cn', 'cn-north-1', ['cn-northwest-1']],
  ['aws-us-gov', 'us-gov-west-1', ['us-gov-east-1']],
  ['aws-iso', 'us-iso-east-1', ['us-iso-west-1']],
  ['aws-iso-b', 'us-isob-east-1', []],
  ['aws-iso-e', 'eu-isoe-west-1', []],
  ['aws-iso-f', 'us-isof-south-1', ['us-isof-east-1']],
  ['aws-eusc', 'eusc-de-east-1', []],
])('the partition %s', (partition, iamRegion, others) => {
  test('has its regions and its IAM region', () => {
    expect([iamRegion, ...others].map(partitionOf)).toEqual([iamRegion, ...others].map(() => partition));
    expect(iamRegionOf(partition)).toBe(iamRegion);
    expect(iamRegions).toContain(iamRegion);
  });

  test('is not left by --sign-ins', () => {
    expect(signInRegionsIn(partition)).toContain(iamRegion);
    expect(signInRegionsIn(partition).map(partitionOf)).toEqual(
      signInRegionsIn(partition).map(() => partition),
    );
  });

  test('is not left by ASFF and OCSF', () => {
    const gone = aFinding({ userName: 'gone', arn: '' });
    const here = aFinding({ userName: 'ann', arn: `arn:${partition}:iam::111122223333:user/ann` });
    const unreadable = {
      userName: 'ben',
      account: '111122223333',
      api: 'iam:ListMFADevices',
      error: 'Throttling',
    };
    const subject = subjectOfScan(aScan({ findings: [gone, here], unreadable: [unreadable] }));
    const partitionsIn = (text: string): unknown =>
      new Set([...text.matchAll(/arn:([\w-]+):|artition": ?"([\w-]+)"/g)].map(([, arn, key]) => arn ?? key));
    expect(partitionsIn(asffReport(subject))).toEqual(new Set([partition]));
    expect(asffReport(subject)).toContain(`:securityhub:${iamRegion}:`);
    expect(partitionsIn(ocsfReport(subject))).toEqual(new Set([partition]));
  });
});

test.each([
  ['a-cn-north-1'],
  ['a-us-gov-west-1'],
  ['a-us-iso-east-1'],
  ['a-us-isob-east-1'],
  ['a-eu-isoe-west-1'],
  ['a-us-isof-south-1'],
  ['a-eusc-de-east-1'],
])('%s is of no partition but aws', (region) => {
  expect(partitionOf(region)).toBe('aws');
});

test('an unknown partition has the IAM region of aws, and no ARN is of aws', () => {
  expect(iamRegionOf('aws-new')).toBe('us-east-1');
  expect(partitionOfArn(undefined, '', 'no arn')).toBe('aws');
  expect(partitionOfArn('text about arn:aws-cn:iam::111122223333:user/ann')).toBe('aws');
  expect(partitionOfArn('', 'arn:aws-cn:iam::111122223333:user/ann')).toBe('aws-cn');
});
