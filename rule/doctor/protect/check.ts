import { ok, plural, unseen, warning, type Check } from '../check';
import type { ProtectFacts } from './facts';

/** The SCP is an option: only one that is there and attached to nothing is worth a warning. */
export function checkProtect({ protectPolicies: answer }: ProtectFacts): readonly Check[] {
  if ('failure' in answer) return [unseen('protect', 'Whether the SCP protect is attached', answer.failure)];
  return answer.value.map(({ name, targets }) =>
    targets > 0
      ? ok('protect', `The service control policy ${name} is attached to ${plural(targets, 'target')}.`)
      : warning(
          'protect',
          `The service control policy ${name} is attached to nothing: an administrator of a member account can change or remove the rule there.`,
          'aws organizations attach-policy --policy-id POLICY --target-id ROOT',
        ),
  );
}
