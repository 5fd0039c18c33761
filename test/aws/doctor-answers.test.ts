// An answer that leaves out what AWS always has is no answer: doctor says neither `ok` nor `missing` by it.
import { expect, test } from '@jest/globals';
import type { Answer } from '../../rule/doctor/answer';
import type { OrganizationPlace, Place } from '../../rule/doctor/place';
import { readPacks } from '../../rule/doctor/pack/read';
import { Reading } from '../../rule/doctor/reading';
import { readTopic } from '../../rule/doctor/topic/read';
import { readTrails } from '../../rule/doctor/trail/read';
import { answering, settings } from './answering';

const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/all';
const policy = '{"Statement":[]}';
const attributes = (key: string): string =>
  `<GetTopicAttributesResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><GetTopicAttributesResult><Attributes><entry><key>${key}</key><value>${policy}</value></entry></Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>`;

const place: Place & OrganizationPlace = {
  accountId: '111122223333',
  partition: 'aws',
  callerArn: 'arn:aws:iam::111122223333:user/auditor',
  region: 'us-east-1',
  now: new Date(0),
  topicArn: 'arn:aws:sns:us-east-1:111122223333:security',
  callerAccountId: '111122223333',
  managementAccountId: '111122223333',
  accounts: 1,
};
type Read = (reading: Reading<Place & OrganizationPlace>) => Promise<Answer<unknown> | undefined>;

const ofTrails: Read = async (reading) => {
  const { trails } = await readTrails(reading);
  return 'value' in trails ? trails.value[0]?.selectors : trails;
};
const ofTopic: Read = async (reading) => (await readTopic(reading)).topicPolicy;
const ofPacks: Read = async (reading) => {
  const { packs } = await readPacks(reading);
  return 'value' in packs ? packs.value[0]?.status : packs;
};
const trail = { trailList: [{ Name: 'all', TrailARN: arn, HomeRegion: 'us-east-1' }], IsLogging: true };
const pack = {
  OrganizationConformancePacks: [{ OrganizationConformancePackName: 'iam-user-mfa' }],
  OrganizationConformancePackDetailedStatuses: [],
};

test.each<[string, Read, object | string, object]>([
  [
    'selectors of no make',
    ofTrails,
    { ...trail, TrailARN: arn },
    { failure: { error: 'MalformedResponse' } },
  ],
  [
    'the default selectors',
    ofTrails,
    { ...trail, TrailARN: arn, EventSelectors: [{ ReadWriteType: 'All' }] },
    { value: { basic: [{ managementEvents: true }] } },
  ],
  ['a topic without a policy', ofTopic, attributes('Owner'), { failure: { error: 'MalformedResponse' } }],
  ['a topic with one', ofTopic, attributes('Policy'), { value: [] }],
  [
    'a pack without a status',
    ofPacks,
    { ...pack, OrganizationConformancePackStatuses: [] },
    { failure: { error: 'MalformedResponse' } },
  ],
  [
    'a pack with one',
    ofPacks,
    { ...pack, OrganizationConformancePackStatuses: [{ Status: 'CREATE_SUCCESSFUL' }] },
    { value: { status: 'CREATE_SUCCESSFUL' } },
  ],
])('%s', async (_, read, answer, expected) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const found = await answering(
    () => text,
    (endpoint) => read(new Reading(place, settings(endpoint), new AbortController().signal)),
  );
  expect(found).toMatchObject(expected);
});
