import { isEnforcement } from '../../enforcement/is-enforcement';
import type { DeclaredPolicy } from '../declared';
import { isObject } from '../json-object';
import { loopPrefix } from '../loops';
import type { Scope } from './scope';
import type { Template } from './template';
import { isLiteral, withoutVariables } from './value';
import type { Values } from './values';

/** The context in which a policy is read: its template, the world, and the user whom it would bind. */
export interface Reading {
  readonly scope: Scope;
  readonly values: Values;
  readonly userName: string | undefined;
}

/**
 * A policy with its document as it comes out in one world. Of what only the deployment tells, the document holds a text that no
 * enforcement is made of; where another text would make it one, it is unseen, too.
 */
export function policyText(
  address: string,
  raw: unknown,
  template: Template,
  reading: Reading,
): readonly DeclaredPolicy[] {
  const { userName } = reading;
  const known = template.constantPolicies.get(address);
  if (known !== undefined && known.raw === raw) return [known.read];
  const strict = new Text(template, reading, false);
  const document = parsed(strict.of(raw, 'PolicyDocument'));
  const isTooLong = document !== undefined && JSON.stringify(document).length > maxCharacters;
  const read: DeclaredPolicy = isTooLong
    ? { kind: 'unseen', address, why: 'it is longer than any policy that IAM takes' }
    : { kind: 'document', address, document };
  if (strict.why === undefined && !/"(Ref|Fn::\w+)":/.test(JSON.stringify(raw)))
    template.constantPolicies.set(address, { raw, read });
  if (isTooLong || strict.why === undefined || isEnforcement(document, { userName })) return [read];
  const hopeful = new Text(template, reading, true).of(raw, 'PolicyDocument');
  if (!isEnforcement(hopeful, { userName })) return [read];
  return [read, { kind: 'unseen', address, why: `its text depends on ${strict.why}` }];
}

/**
 * Of a role's inline policies; those of users and groups, and managed ones, have fewer.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const maxCharacters = 10_240;

/** CloudFormation takes the JSON of a document, too. */
function parsed(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

const withoutMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const enforcement = { Effect: 'Deny', Action: '*', Resource: '*', Condition: withoutMfa };

/** The text by which an element helps most to enforce. */
const best: Readonly<Record<string, unknown>> = {
  policydocument: { Statement: [enforcement] },
  statement: enforcement,
  effect: 'Deny',
  action: '*',
  resource: '*',
  notaction: 'iam:GetUser',
  condition: withoutMfa,
  bool: withoutMfa.BoolIfExists,
  boolifexists: withoutMfa.BoolIfExists,
  'aws:multifactorauthpresent': 'false',
};

class Text {
  /** The first thing that only the deployment tells. */
  why: string | undefined;

  constructor(
    private readonly template: Template,
    private readonly reading: Reading,
    private readonly isHopeful: boolean,
  ) {}

  of(raw: unknown, element: string): unknown {
    const { values } = this.reading;
    const taken = values.branch(raw, this.template);
    if (Array.isArray(taken)) return taken.flatMap((member: unknown) => this.of(member, element) ?? []);
    if (typeof taken === 'string') return this.expression(taken, element);
    if (!isObject(taken)) return taken;
    const names = Object.keys(taken);
    if (names.includes('Fn::Transform')) return this.open('a macro', element);
    if (names.some((name) => name.startsWith(loopPrefix))) return this.open('a loop', element);
    if (names.length === 1 && 'Fn::ToJsonString' in taken) return this.of(taken['Fn::ToJsonString'], element);
    if (names.length === 1 && /^(Ref$|Fn::)/.test(names[0] ?? '')) return this.expression(taken, element);
    return Object.fromEntries(
      Object.entries(taken)
        .map(([key, inner]) => [key, this.of(inner, key)] as const)
        .filter(([, inner]) => inner !== undefined),
    );
  }

  private expression(raw: unknown, element: string): unknown {
    const value = this.reading.values.of(raw, this.template);
    const members = this.reading.values.members(raw, this.template);
    if (members?.includes(raw) === false) return this.of(members, element);
    if (value.kind === 'text') return this.text(value.text, element);
    if (value.kind === 'unknown') return this.open(value.why, element);
    if (value.kind === 'nothing') return undefined;
    if (element.toLowerCase() === 'aws:username')
      return this.text(this.reading.values.nameOf(value.resource).text, element);
    // Elsewhere a resource is some name or ARN, and no wildcard.
    return `resource:${value.resource.logicalId}`;
  }

  private text(text: string, element: string): unknown {
    // Any account and any partition are those of the user.
    const { variables } = this.reading.scope;
    const own = variables.replaced(text, { 'AWS::AccountId': '*', 'AWS::Partition': '*' });
    return isLiteral(own) ? own : this.open(variables.why(own), element, withoutVariables(own));
  }

  /** @param fixed what is written of a text; with it, the text is no wildcard */
  private open(why: string, element: string, fixed = ''): unknown {
    this.why ??= why;
    // As a policy variable it makes no condition hold for sure, a negated one neither.
    const key = element.toLowerCase();
    // A wildcard among the actions that a Deny leaves out leaves out all of them.
    if (!this.isHopeful) return key === 'notaction' ? '*' : '${known only when it is deployed}';
    if ((key === 'action' || key === 'resource') && /[^*]/.test(fixed)) return fixed;
    return Object.hasOwn(best, key) ? best[key] : undefined;
  }
}
