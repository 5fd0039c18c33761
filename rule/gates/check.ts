import type { RuleParameters } from '../core/rule-parameters';
import { assess, enforcingIn, type GateAnswer } from './assess';
import { declaredByTemplates } from './cloudformation/template-users';
import type { Declared, DeclaredUser, KnownEnforcement, UnseenThing } from './declared';
import type { GateDocument } from './parse-document';
import { declaredByPlan } from './terraform/plan-users';

export interface CheckedUser {
  readonly user: DeclaredUser;
  readonly answer: GateAnswer;
}

export interface Checked {
  readonly users: readonly CheckedUser[];
  readonly unseen: readonly UnseenThing[];
}

/** Every user who gets a login profile in one of the documents, with the gate's answer. All templates together are one app. */
export function check(
  documents: readonly GateDocument[],
  ruleParameters: RuleParameters,
  known: KnownEnforcement,
  now: Date,
): Checked {
  const plans = documents.filter(({ kind }) => kind === 'terraform-plan');
  const templates = documents.filter(({ kind }) => kind === 'cloudformation-template');
  const declared = [
    ...plans.map((plan): Declared => declaredByPlan(plan, known)),
    declaredByTemplates(templates, known),
  ];
  return {
    users: declared
      .flatMap(({ users }) => users)
      .map((user) => ({ user, answer: assess(user, ruleParameters, now) }))
      .filter(isOfThisChange),
    unseen: declared.flatMap(({ unseen }) => unseen),
  };
}

/** A user who had the password before counts where the change takes the enforcement away. */
function isOfThisChange({ user: { before, possibilities }, answer }: CheckedUser): boolean {
  if (before === undefined) return true;
  if (answer.answer === 'enforced' || answer.answer === 'exempt') return false;
  return enforcingIn(before, { userName: possibilities[0]?.userName }) !== undefined;
}
