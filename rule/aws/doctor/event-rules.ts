import { ListRulesCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import type { Answer, EventRule } from '../../doctor/ports';
import { allOf, asked } from './asked';

const ruleSchema = v.object({
  Name: v.string(),
  State: v.optional(v.string(), 'ENABLED'),
  EventPattern: v.optional(v.string()),
});

/** The rules that wait for IAM's events as re-evaluation does; EventBridge gives no way to ask for them by pattern. */
export const readEventRules = (
  client: EventBridgeClient,
  signal: AbortSignal,
): Promise<Answer<readonly EventRule[]>> =>
  asked('events:ListRules', signal, async () => {
    const rules = await allOf(
      (NextToken) => client.send(new ListRulesCommand({ NextToken }), { abortSignal: signal }),
      (page) => v.parse(v.array(ruleSchema), page.Rules ?? []),
    );
    return rules
      .filter(({ EventPattern }) => waitsForPasswords(EventPattern))
      .map(({ Name, State }) => ({ name: Name, enabled: State !== 'DISABLED' }));
  });

const patternSchema = v.object({
  source: v.array(v.string()),
  detail: v.object({ eventName: v.array(v.string()) }),
});

function waitsForPasswords(pattern: string | undefined): boolean {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), patternSchema), pattern);
  if (!parsed.success) return false;
  const { source, detail } = parsed.output;
  return (
    source.includes('aws.iam') &&
    detail.eventName.includes('CreateLoginProfile') &&
    detail.eventName.includes('DeactivateMFADevice')
  );
}
