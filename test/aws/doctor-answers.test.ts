// An answer that leaves out what AWS always has is no answer: doctor says neither `ok` nor `missing` by it.
import { expect, test } from '@jest/globals';
import type { Answer } from '../../rule/doctor/answer';
import type { OrganizationPlace, Place } from '../../rule/doctor/place';
import { readPacks } from '../../rule/doctor/pack/read';
import { readFunction } from '../../rule/doctor/function/read';
import { readProtect } from '../../rule/doctor/protect/read';
import { Reading } from '../../rule/doctor/reading';
import { readRecorders } from '../../rule/doctor/recorder/read';
import { readEventRules } from '../../rule/doctor/reevaluation/read';
import { readRules } from '../../rule/doctor/rule/read';
import { stackOf } from '../../rule/doctor/stack';
import { readStackSets } from '../../rule/doctor/stacksets/read';
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
const ofRule: Read = async (reading) => (await readRules(reading)).rules;
const ofRecorder: Read = async (reading) => (await readRecorders(reading)).recorders;
const ofInstances: Read = async (reading) => (await readStackSets(reading)).stackInstances;
const ofEvents: Read = (reading) => readEventRules(reading);
const ofRuntime: Read = async (reading) => (await readFunction(reading)).runtime;
const ofProtect: Read = async (reading) => (await readProtect(reading)).protectPolicies;
const ofStack: Read = (reading) => stackOf(reading, 'function');
const rule = {
  ConfigRuleName: 'iam-user-mfa',
  ConfigRuleState: 'ACTIVE',
  Source: { Owner: 'CUSTOM_LAMBDA' },
};
const without = <T extends object>(thing: T, key: keyof T): object =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => name !== key));
const ruled = (one: object) => ({
  ConfigRules: [one],
  ConfigRulesEvaluationStatus: [],
  EvaluationResults: [],
});
const recorded = (one: object) => ({
  ConfigurationRecorders: [{ name: 'default', ...one }],
  ConfigurationRecordersStatus: [],
  DeliveryChannels: [],
});
const pattern = JSON.stringify({
  source: ['aws.iam'],
  detail: { eventName: ['CreateLoginProfile', 'DeactivateMFADevice'] },
});
const scp = (Policy: object) => ({ Policies: [{ Id: 'p-12345678' }], Policy, Targets: [] });
const cloudFormation = (action: string, result: string): string =>
  `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result></${action}Response>`;
const instances = (status: string): string =>
  cloudFormation(
    'ListStackInstances',
    `<Summaries><member><Account>111122223333</Account>${status}</member></Summaries>`,
  );
const resources = (some: string): string =>
  cloudFormation('DescribeStackResources', `<StackResources>${some}</StackResources>`);
const malformed = { failure: { error: 'MalformedResponse' } };
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
  ['a rule', ofRule, ruled(rule), { value: [{ rule: { state: 'ACTIVE' } }] }],
  ['a rule without a state', ofRule, ruled(without(rule, 'ConfigRuleState')), malformed],
  ['a rule without a source', ofRule, ruled(without(rule, 'Source')), malformed],
  ['a rule without an owner', ofRule, ruled({ ...rule, Source: {} }), malformed],
  ['a recorder without a recording group', ofRecorder, recorded({}), malformed],
  [
    "a service's recorder without one",
    ofRecorder,
    recorded({ servicePrincipal: 'securityhub.amazonaws.com' }),
    { value: [{}] },
  ],
  [
    'a recorder with one',
    ofRecorder,
    recorded({ recordingGroup: { allSupported: true } }),
    { value: [{ allSupported: true }] },
  ],
  [
    'an EventBridge rule without a state',
    ofEvents,
    { Rules: [{ Name: 'iam', EventPattern: pattern }] },
    malformed,
  ],
  [
    'an EventBridge rule with one',
    ofEvents,
    { Rules: [{ Name: 'iam', State: 'ENABLED', EventPattern: pattern }] },
    { value: [{ enabled: true }] },
  ],
  ['a member stack without a status', ofInstances, instances(''), malformed],
  [
    'a member stack with one',
    ofInstances,
    instances('<Status>CURRENT</Status>'),
    { value: [{ status: 'CURRENT' }] },
  ],
  ['a stack without resources', ofStack, resources(''), malformed],
  [
    'a resource of a stack without a name',
    ofStack,
    resources('<member><ResourceType>AWS::SQS::Queue</ResourceType></member>'),
    malformed,
  ],
  [
    'a function without a runtime',
    ofRuntime,
    { ConfigRules: [], FunctionArn: 'arn', Policy: policy },
    malformed,
  ],
  ['a policy without content', ofProtect, scp({}), malformed],
  ['a policy with it', ofProtect, scp({ Content: '{"Sid":"ProtectTagged"}' }), { value: [{ targets: 0 }] }],
])('%s', async (_, read, answer, expected) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const found = await answering(
    () => text,
    (endpoint) => read(new Reading(place, settings(endpoint), new AbortController().signal)),
  );
  expect(found).toMatchObject(expected);
});
