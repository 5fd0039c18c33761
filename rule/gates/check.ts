import type { RuleParameters } from '../core/rule-parameters';
import { assess, type GateAnswer } from './assess';
import type { DeclaredUser, KnownEnforcement } from './declared';
import type { GateDocument } from './parse-document';
import { usersOfTemplates } from './cloudformation/template-users';
import { usersOfPlan } from './terraform/plan-users';

export interface CheckedUser {
  readonly user: DeclaredUser;
  readonly answer: GateAnswer;
}

/** Every user who gets a login profile in one of the documents, with the gate's answer. All templates together are one app. */
export function check(
  documents: readonly GateDocument[],
  ruleParameters: RuleParameters,
  known: KnownEnforcement,
  now: Date,
): readonly CheckedUser[] {
  const plans = documents.filter(({ kind }) => kind === 'terraform-plan');
  const templates = documents.filter(({ kind }) => kind === 'cloudformation-template');
  return [...plans.flatMap((plan) => usersOfPlan(plan, known)), ...usersOfTemplates(templates, known)].map(
    (user) => ({
      user,
      answer: assess(user, ruleParameters, now),
    }),
  );
}
