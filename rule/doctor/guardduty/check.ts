import { ok, unseen, type Check } from '../check';
import { signInRule, type GuardDutyFacts } from './facts';

/** Advice: GuardDuty alerts on the sign-in itself, this project names the users who could: no alert here. */
export function checkGuardDuty({ signInRuleLive: answer }: GuardDutyFacts): readonly Check[] {
  if ('failure' in answer) return [unseen('guardduty', `GuardDuty's rule ${signInRule}`, answer.failure)];
  if (answer.value === undefined) return [];
  return [
    answer.value
      ? ok(
          'guardduty',
          `GuardDuty's custom detection rule ${signInRule} is live: it reports each such sign-in.`,
        )
      : ok(
          'guardduty',
          `GuardDuty's custom detection rule ${signInRule} is off here: switch it on to hear of each sign-in without MFA. The rule does not need it.`,
        ),
  ];
}
