import { checked, ok, warning, type Check } from './check';
import type { AccountFacts } from './ports';

export function checkSecurityHub(facts: Pick<AccountFacts, 'securityHub' | 'region'>): readonly Check[] {
  return checked('security-hub', 'Security Hub CSPM', facts.securityHub, (on) => [
    on
      ? ok('security-hub', 'Security Hub CSPM is on.')
      : warning(
          'security-hub',
          'Security Hub CSPM is off here: findings are seen in AWS Config only. The rule does not need it.',
          `aws securityhub enable-security-hub --region ${facts.region} --no-enable-default-standards`,
        ),
  ]);
}
