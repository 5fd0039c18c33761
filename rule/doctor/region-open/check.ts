import type { Answer, NoAnswer } from '../answer';
import { missing, ok, unknown, type Check } from '../check';
import type { Place } from '../place';
import type { RegionOpenFacts } from './facts';

/** Whether a failure is an organization's doing: allowing the action to the caller does not help then. */
const isClosedByPolicy = ({ detail }: NoAnswer): boolean =>
  /service control policy|resource control policy/.test(detail ?? '');

const failureOf = (answer: Answer<unknown>): readonly NoAnswer[] =>
  'failure' in answer ? [answer.failure] : [];

/** Region-deny policies, as Control Tower has them, leave IAM and Config open and close what the rule runs on. */
export function checkRegionOpen(facts: RegionOpenFacts & Place): readonly Check[] {
  const { openServices, region, callerArn } = facts;
  const failures = Object.values(openServices).flatMap(failureOf);
  const closed = failures.filter(isClosedByPolicy);
  if (closed.length > 0)
    return [
      missing(
        'region-open',
        `A service control policy closes ${region} to ${closed.map(({ api }) => api).join(', ')}, asked as ${callerArn}. The rule runs on lambda, sqs, events, logs, cloudwatch and ssm: exempt them in ${region}, and role/stacksets-exec-* which deploys (through Control Tower where it owns the policy). It may be exempt already: this is about the role that was denied only.`,
        `aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ${facts.accountId}`,
      ),
    ];
  const [failure] = failures;
  if (failure !== undefined) return [unknown('region-open', `Whether ${region} is open`, failure)];
  return [ok('region-open', `Lambda, SQS, EventBridge and CloudWatch Logs may be used in ${region}.`)];
}
