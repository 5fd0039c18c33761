import { setMaxListeners } from 'node:events';
import { readDeadLetters } from '../../aws/doctor/dead-letters';
import type { DoctorClients } from '../../aws/doctor/clients';
import { readEventRules } from '../../aws/doctor/event-rules';
import { readGroups } from '../../aws/doctor/groups';
import { readSecurityHub } from '../../aws/doctor/hub';
import { readRecorders } from '../../aws/doctor/recorders';
import { readRules } from '../../aws/doctor/rules';
import { stackOf, type Stack } from '../../aws/doctor/stack';
import { readTopic } from '../../aws/doctor/topic';
import { readTrails } from '../../aws/doctor/trails';
import { IamGroups } from '../../aws/iam/iam-groups';
import { isEnforcement } from '../../enforcement/is-enforcement';
import type { AccountFacts, Answer, RuleFacts } from '../../doctor/ports';

export interface Asked {
  readonly accountId: string;
  readonly partition: string;
  readonly callerArn: string;
  readonly region: string;
  readonly now: Date;
  readonly topicArn?: string | undefined;
}

/** Everything that doctor asks of one account, side by side; what has no answer costs no other question its own. */
export async function accountFacts(
  clients: DoctorClients,
  { topicArn, ...identity }: Asked,
  signal: AbortSignal,
): Promise<AccountFacts> {
  // Some twenty questions side by side listen to it, and Node takes more than ten for a leak.
  setMaxListeners(0, signal);
  const stackOfResource = (id: string): Promise<Answer<Stack | undefined>> =>
    stackOf(clients.cloudFormation, id, signal);
  const [recorders, trails, rules, eventRules, groups, securityHub, topic] = await Promise.all([
    readRecorders(clients.config, signal),
    readTrails(clients.cloudTrailIn, identity.region, signal),
    readRules(clients.config, identity.accountId, signal).then(async (answer) => ({
      answer,
      deadLetters: await readDeadLetters(clients.sqs, await stackOfRule(answer, stackOfResource), signal),
    })),
    readEventRules(clients.events, signal),
    readGroups({
      client: clients.iam,
      signal,
      enforces: (groupName) => enforces(clients, groupName, identity, signal),
      stackOf: stackOfResource,
    }),
    readSecurityHub(clients.securityHub, signal),
    topicArn === undefined ? undefined : readTopic(clients.sns, topicArn, signal),
  ]);
  return {
    ...identity,
    ...recorders,
    trails,
    rules: rules.answer,
    eventRules,
    deadLetters: rules.deadLetters,
    groups,
    securityHub,
    topic,
  };
}

/** The stack of the rule's function: a pack's rule is in none. */
async function stackOfRule(
  rules: Answer<readonly RuleFacts[]>,
  stackOfResource: (id: string) => Promise<Answer<Stack | undefined>>,
): Promise<Answer<Stack | undefined>> {
  if ('failure' in rules) return rules;
  const [first] = rules.value;
  const functionName = first?.rule.sourceIdentifier?.split(':')[6];
  return functionName === undefined ? { value: undefined } : stackOfResource(functionName);
}

async function enforces(
  { iam }: DoctorClients,
  groupName: string,
  { accountId, partition }: Asked,
  signal: AbortSignal,
): Promise<boolean> {
  const documents = await new IamGroups(iam, signal).policyDocuments(groupName);
  if (documents === 'no-such-group') return false;
  const anyMember = { userName: 'member', arn: `arn:${partition}:iam::${accountId}:user/member` };
  return documents.some((document) => isEnforcement(document, anyMember));
}
