import {
  GuardDutyClient,
  ListCustomDetectionRuleAssociationsCommand,
  ListCustomDetectionRulesCommand,
} from '@aws-sdk/client-guardduty';
import * as v from 'valibot';
import { paced, type Connection } from '../../aws/clients/settings';
import type { Place } from '../place';
import { allOf, type Reading } from '../reading';
import { signInRule, type GuardDutyFacts } from './facts';

const guardDutyClient = (connection: Connection): GuardDutyClient =>
  paced('guardduty', (settings) => new GuardDutyClient(settings), connection);

const ruleSchema = v.object({ RuleId: v.string(), Name: v.string() });
const associationSchema = v.object({ RuleId: v.string() });

export async function readGuardDuty(reading: Reading<Place>): Promise<GuardDutyFacts> {
  const client = reading.client(guardDutyClient);
  const [rules, live] = await Promise.all([
    reading.ask('guardduty:ListCustomDetectionRules', () =>
      allOf(
        (NextToken) => client.send(new ListCustomDetectionRulesCommand({ NextToken })),
        (page) => v.parse(v.array(ruleSchema), page.Rules ?? []),
      ),
    ),
    reading.ask('guardduty:ListCustomDetectionRuleAssociations', () =>
      allOf(
        (NextToken) =>
          client.send(new ListCustomDetectionRuleAssociationsCommand({ Mode: 'LIVE', NextToken })),
        (page) => v.parse(v.array(associationSchema), page.RuleAssociations ?? []),
      ),
    ),
  ]);
  if ('failure' in rules) return { signInRuleLive: rules };
  if ('failure' in live) return { signInRuleLive: live };
  const rule = rules.value.find(({ Name }) => Name === signInRule);
  const isLive = rule && live.value.some(({ RuleId }) => RuleId === rule.RuleId);
  return { signInRuleLive: { value: isLive } };
}
