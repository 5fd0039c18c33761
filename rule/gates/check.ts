import type { RuleParameters } from '../core/rule-parameters';
import { assess, enforcingIn, type GateAnswer } from './assess';
import { accountsIn, declaredByTemplates } from './cloudformation/template-users';
import { InvalidDocumentError } from './invalid-document-error';
import type { Declared, DeclaredUser, KnownEnforcement, UnseenThing } from './declared';
import type { GateDocument } from './document';
import { declaredByPlan } from './terraform/plan-users';

export interface CheckedUser {
  readonly user: DeclaredUser;
  readonly answer: GateAnswer;
}

export interface Checked {
  readonly users: readonly CheckedUser[];
  readonly unseen: readonly UnseenThing[];
}

/** Every user who gets a login profile in one of the documents, with the gate's answer. */
export function check(
  documents: readonly GateDocument[],
  ruleParameters: RuleParameters,
  known: KnownEnforcement,
  now: Date,
): Checked {
  const plans = documents.filter(({ kind }) => kind === 'terraform-plan');
  const templates = documents.filter(({ kind }) => kind === 'cloudformation-template');
  const declared = [
    ...plans.map((plan) => inDocument(plan.file, declaredByPlan(plan, known))),
    ...accountsIn(templates).map((together) => readable(together, known, documents.length === 1)),
    { users: [], unseen: documents.flatMap(furtherIn) },
  ];
  return {
    users: declared
      .flatMap(({ users }) => users)
      .map((user) => ({ user, answer: assess(user, ruleParameters, now) }))
      .filter(isOfThisChange),
    unseen: declared.flatMap(({ unseen }) => unseen),
  };
}

/** Two plans may be of the same .tf files. */
const inDocument = (document: string, { users, unseen }: Declared): Declared => ({
  users: users.map((user) => ({ ...user, document })),
  unseen: unseen.map((thing) => ({ ...thing, document })),
});

/** A template that leads nowhere stops only what it is read with, unless there is nothing else. */
function readable(templates: readonly GateDocument[], known: KnownEnforcement, isAlone: boolean): Declared {
  try {
    return declaredByTemplates(templates, known);
  } catch (error) {
    if (isAlone || !(error instanceof InvalidDocumentError)) throw error;
    const unseen = templates.map(({ file }) => ({
      address: file,
      why: `is not followed (${error.message})`,
      place: { file, line: 1 },
    }));
    return { users: [], unseen };
  }
}

/** One is enough to say so. */
const mostFurther = 20;

const furtherIn = ({ file, further = [] }: GateDocument): readonly UnseenThing[] =>
  further.slice(0, mostFurther).map((line) => ({
    address: `document at line ${line}`,
    why: 'is a further YAML document, of which CloudFormation would read one at most',
    place: { file, line },
  }));

/** A user who had the password before counts where the change takes the enforcement away. */
function isOfThisChange({ user: { before, possibilities }, answer }: CheckedUser): boolean {
  if (before === undefined) return true;
  if (answer.answer === 'enforced' || answer.answer === 'exempt') return false;
  return enforcingIn(before, { userName: possibilities[0]?.userName }) !== undefined;
}
