import { checked, ok, warning, type Check } from '../check';
import type { Place } from '../place';
import type { SecurityHubFacts } from './facts';

export function checkSecurityHub(facts: SecurityHubFacts & Place): readonly Check[] {
  return checked('security-hub', 'Security Hub CSPM', facts.securityHub, (on) => [
    on
      ? ok('security-hub', 'Security Hub CSPM is on.')
      : 'value' in facts.securityHubPolicy && facts.securityHubPolicy.value
        ? warning(
            'security-hub',
            'Security Hub CSPM is off here, and a policy of the organization (SECURITYHUB_CSPM_POLICY) decides that: change the policy, because what is switched on by hand may be switched off again. The rule does not need it.',
          )
        : warning(
            'security-hub',
            'Security Hub CSPM is off here: findings are seen in AWS Config only. The rule does not need it.',
            `aws securityhub enable-security-hub --region ${facts.region} --no-enable-default-standards`,
          ),
  ]);
}
