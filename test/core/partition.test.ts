import { expect, test } from '@jest/globals';
import { partitionOf } from '../../rule/core/partition';

test.each([
  ['us-east-1', 'aws'],
  ['eu-central-2', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['a-cn-north-1', 'aws'],
  ['a-us-gov-west-1', 'aws'],
  ['a-us-iso-east-1', 'aws'],
  ['a-us-isob-east-1', 'aws'],
  ['a-eu-isoe-west-1', 'aws'],
  ['a-us-isof-south-1', 'aws'],
  ['a-eusc-de-east-1', 'aws'],
])('the partition of %s is %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
