import { fitsPattern } from '../../core/wildcard';
import { isEnforcement } from '../../enforcement/is-enforcement';
import type { DeclaredPolicy, KnownEnforcement } from '../declared';
import { keptOf, type InlinePolicy } from '../inline-policies';
import { InvalidDocumentError } from '../invalid-document-error';
import { isObject, textAt } from '../json-object';
import { policyText, type Reading } from './policy-text';
import { choices, type Scope } from './scope';
import { isMade, type Resource } from './template';
import { isLiteral, withoutVariables, type Value } from './value';
import { mayBeList, Values } from './values';
import { noWorld, Undecided } from './worlds';

type Kind = 'User' | 'Group';

/** The resources that tie themselves to a user or a group, and the property that names it. */
const tying: Readonly<Record<Kind, readonly (readonly [type: string, property: string])[]>> = {
  User: [
    ['AWS::IAM::ManagedPolicy', 'Users'],
    ['AWS::IAM::Policy', 'Users'],
    ['AWS::IAM::UserPolicy', 'UserName'],
    ['AWS::IAM::UserToGroupAddition', 'Users'],
  ],
  Group: [
    ['AWS::IAM::ManagedPolicy', 'Groups'],
    ['AWS::IAM::Policy', 'Groups'],
    ['AWS::IAM::GroupPolicy', 'GroupName'],
  ],
};

/** A text, as far as it decides about another: the written parts around its variables. */
interface Shape {
  readonly lower: string;
  readonly parts: readonly string[];
  readonly isMadeUp: boolean;
}

interface Tie {
  readonly resource: Resource;
  readonly property: string;
}

type Match = { readonly is: 'yes' | 'no' } | { readonly is: 'maybe'; readonly why: string };

/** The ties of a policy to a user in CloudFormation, world by world. */
export class Ties {
  private readonly byResource = new Map<Resource, Set<Tie>>();
  private readonly byName = new Map<string, Set<Tie>>();
  /** Ties whose members only an evaluation tells; those with a text that has variables; and all that have a written name. */
  private readonly open: Readonly<Record<Kind, Set<Tie>>> = { User: new Set(), Group: new Set() };
  private readonly partly: Readonly<Record<Kind, [Tie, string][]>> = { User: [], Group: [] };
  private readonly named: Readonly<Record<Kind, Set<Tie>>> = { User: new Set(), Group: new Set() };
  /** Ties to the same members in every world. */
  private readonly fixed = new Set<Tie>();
  private readonly shapes = new Map<string, Shape>();
  private readonly inAnyWorld: Values;

  constructor(
    private readonly scope: Scope,
    private readonly known: KnownEnforcement,
  ) {
    this.inAnyWorld = new Values(scope, noWorld);
    for (const kind of ['User', 'Group'] as const)
      for (const [type, property] of tying[kind])
        for (const resource of scope.ofType(type)) this.index(kind, { resource, property });
  }

  policiesOf(user: Resource, reading: Reading): readonly DeclaredPolicy[] {
    const { values } = reading;
    const ties = this.tiedTo('User', user, values);
    const memberships = ties.filter(({ tie }) => tie.resource.type === 'AWS::IAM::UserToGroupAddition');
    const boundary = values.of(user.properties['PermissionsBoundary'] ?? noBoundary, user.template);
    const all = [
      ...this.ofPrincipal(user, ties, reading),
      ...this.managed(boundary, reading),
      ...this.members(user, 'Groups', values, 'a group', (value) => this.ofGroup(value, reading)),
      ...memberships.flatMap(({ tie: { resource }, match }) => {
        const value = values.of(resource.properties['GroupName'], resource.template);
        return asFarAs(match, this.ofGroup(value, reading), reading);
      }),
    ];
    // Many groups can have one policy.
    return [...new Set(all)];
  }

  private index(kind: Kind, tie: Tie): void {
    const { template, properties } = tie.resource;
    if (properties[tie.property] === undefined) return;
    const members = choices(properties[tie.property]);
    if (!JSON.stringify(properties[tie.property] ?? '').includes('"Fn::If"')) this.fixed.add(tie);
    for (const raw of members) {
      const named = this.plainly(raw, template, Array.isArray(properties[tie.property]));
      if (named === undefined) this.open[kind].add(tie);
      else if (typeof named !== 'string') add(this.byResource, named, tie);
      else if (isLiteral(named)) {
        add(this.byName, `${kind} ${named.toLowerCase()}`, tie);
        this.named[kind].add(tie);
      } else this.partly[kind].push([tie, named]);
    }
  }

  /** The name or the resource that an expression is in every world. */
  private plainly(
    raw: unknown,
    template: Resource['template'],
    isMember: boolean,
  ): Resource | string | undefined {
    // Of two functions at once nobody knows what they are.
    const [ref, ...more] = isObject(raw) ? Object.values(raw) : [];
    const isReference = isObject(raw) && 'Ref' in raw && more.length === 0;
    const own = isReference ? this.scope.resource(template, String(ref)) : undefined;
    if (own !== undefined) return own;
    try {
      const value = this.inAnyWorld.of(raw, template);
      if (value.kind === 'resource') return value.resource;
      const isList = isObject(raw) && !isMember && mayBeList(raw, template);
      return value.kind === 'text' && !isList ? value.text : value.kind === 'nothing' ? '' : undefined;
    } catch (error) {
      if (!(error instanceof Undecided || error instanceof InvalidDocumentError)) throw error;
      return undefined;
    }
  }

  private tiedTo(
    kind: Kind,
    principal: Resource,
    values: Values,
  ): readonly { readonly tie: Tie; readonly match: Match }[] {
    const { text: name } = values.nameOf(principal);
    const found = new Map<Tie, Match>();
    const look = (tie: Tie, known?: Match): void => {
      if (found.get(tie)?.is === 'yes') return;
      const isKnown = known !== undefined && this.fixed.has(tie);
      if (!isKnown) found.set(tie, this.match(tie, principal, values));
      else if (isMade(tie.resource, values.world)) found.set(tie, known);
    };
    for (const tie of this.byResource.get(principal) ?? []) look(tie, { is: 'yes' });
    const isDoubled = this.scope.isDoubled(principal, values.world);
    const byName = isLiteral(name) ? this.byName.get(`${kind} ${name.toLowerCase()}`) : this.named[kind];
    // A name that is made up is none that is written.
    if (!this.shapeOf(name).isMadeUp)
      for (const tie of byName ?? []) look(tie, isLiteral(name) && !isDoubled ? { is: 'yes' } : undefined);
    for (const [tie, text] of this.partly[kind]) {
      const match = this.sameText(text, name);
      if (match.is !== 'no') look(tie, isDoubled ? undefined : match);
    }
    for (const tie of this.open[kind]) look(tie);
    return [...found].flatMap(([tie, match]) => (match.is === 'no' ? [] : [{ tie, match }]));
  }

  private match({ resource, property }: Tie, principal: Resource, values: Values): Match {
    if (!isMade(resource, values.world)) return { is: 'no' };
    const members = values.members(resource.properties[property], resource.template);
    if (members === undefined) return { is: 'maybe', why: `its ${property}, known only when it is deployed` };
    const matches = members.map((raw) => this.means(values.of(raw, resource.template), principal, values));
    return matches.find(({ is }) => is === 'yes') ?? matches.find(({ is }) => is === 'maybe') ?? { is: 'no' };
  }

  private means(value: Value, principal: Resource, values: Values): Match {
    if (value.kind === 'nothing') return { is: 'no' };
    if (value.kind === 'unknown') return { is: 'maybe', why: value.why };
    if (value.kind === 'resource') return { is: value.resource === principal ? 'yes' : 'no' };
    const match = this.sameText(value.text, values.nameOf(principal).text);
    if (match.is === 'yes' && this.scope.isDoubled(principal, values.world))
      return { is: 'maybe', why: `several resources are named ${value.text}` };
    return match;
  }

  private sameText(a: string, b: string): Match {
    const [x, y] = [this.shapeOf(a), this.shapeOf(b)];
    if (x.lower === y.lower) return { is: 'yes' };
    // A name that CloudFormation makes up ends in letters that nobody writes down.
    if ((x.isMadeUp && y.parts.join('') !== '') || (y.isMadeUp && x.parts.join('') !== ''))
      return { is: 'no' };
    return canBeSame(x, y)
      ? { is: 'maybe', why: this.scope.variables.why(x.parts.length === 1 ? b : a) }
      : { is: 'no' };
  }

  private shapeOf(text: string): Shape {
    const known = this.shapes.get(text);
    if (known !== undefined) return known;
    const lower = text.toLowerCase();
    const made = {
      lower,
      parts: withoutVariables(lower, '\u0000').split('\u0000'),
      isMadeUp: this.scope.variables.why(text).startsWith('the name of '),
    };
    this.shapes.set(text, made);
    return made;
  }

  private members(
    from: Resource,
    property: string,
    values: Values,
    what: string,
    policiesOf: (value: Value, raw: unknown) => readonly DeclaredPolicy[],
  ): readonly DeclaredPolicy[] {
    const members = values.members(from.properties[property], from.template);
    if (members === undefined)
      return [
        unseen(`${what} (${property} of ${from.logicalId})`, 'the list is known only when it is deployed'),
      ];
    return members.flatMap((raw) => policiesOf(values.of(raw, from.template), raw));
  }

  private ofGroup(value: Value, reading: Reading): readonly DeclaredPolicy[] {
    if (value.kind === 'nothing') return [];
    const found = this.resourcesOf(value, 'AWS::IAM::Group', reading.values);
    const [group] = found.sure;
    if (group !== undefined)
      return this.ofPrincipal(group, this.tiedTo('Group', group, reading.values), reading);
    if (value.kind === 'text' && this.known.groups.includes(value.text))
      return [{ kind: 'known-enforcement', address: `the group ${value.text}` }];
    const name = value.kind === 'text' && isLiteral(value.text) ? `the group ${value.text}` : undefined;
    const why =
      value.kind === 'unknown'
        ? value.why
        : value.kind === 'text'
          ? this.scope.variables.why(value.text)
          : '';
    return [unseen(name ?? `a group (${why})`, found.why ?? 'it is outside the template')];
  }

  /** Inline, attached by the principal itself, or attached by the policy. */
  private ofPrincipal(
    principal: Resource,
    ties: ReturnType<Ties['tiedTo']>,
    reading: Reading,
  ): readonly DeclaredPolicy[] {
    const { values } = reading;
    const { template, logicalId } = principal;
    const written: InlinePolicy[] = [];
    const unknown = this.members(principal, 'Policies', values, 'an inline policy', (_, raw) => {
      if (!isObject(raw) || !('PolicyDocument' in raw))
        return [unseen(template.addressOf(logicalId), 'an inline policy is known only when it is deployed')];
      const address = `${template.addressOf(logicalId)}/${textAt(raw, 'PolicyName') ?? ''}`;
      const policies = policyText(address, raw['PolicyDocument'], template, reading);
      written.push({
        name: this.inlineName(raw['PolicyName'] ?? `${address}${written.length}`, template, values),
        policies,
      });
      return [];
    });
    const attached = this.members(principal, 'ManagedPolicyArns', values, 'a managed policy', (value) =>
      this.managed(value, reading),
    );
    const policies = ties.filter(({ tie }) => tie.resource.type !== 'AWS::IAM::UserToGroupAddition');
    const sure = policies.filter(({ match }) => match.is === 'yes');
    const perhaps = policies.filter(({ match }) => match.is !== 'yes');
    const isManaged = ({ tie }: { tie: Tie }): boolean => tie.resource.type === 'AWS::IAM::ManagedPolicy';
    const inline = (of: typeof sure): readonly InlinePolicy[] =>
      of.filter((one) => !isManaged(one)).map(({ tie }) => this.inlineOf(tie.resource, reading));
    const certain = [...written, ...inline(sure)];
    const isSame = (name: string, other: string): boolean => this.sameText(name, other).is !== 'no';
    const own = [
      ...unknown,
      ...certain.flatMap(keptOf(certain, inline(perhaps), reading, isSame)),
      ...attached,
      ...sure.filter(isManaged).flatMap(({ tie }) => ofResource(tie.resource, reading)),
    ];
    // What may be somebody else's adds nothing to an enforcement.
    if (own.some((one) => one.kind === 'document' && isEnforcement(one.document, reading))) return own;
    return [
      ...own,
      ...perhaps.flatMap(({ tie, match }) => asFarAs(match, ofResource(tie.resource, reading), reading)),
    ];
  }

  /** Its text is read when it is asked for. */
  private inlineOf(resource: Resource, reading: Reading): InlinePolicy {
    const { properties, template, logicalId } = resource;
    return {
      name: this.inlineName(properties['PolicyName'] ?? logicalId, template, reading.values),
      get policies() {
        return ofResource(resource, reading);
      },
    };
  }

  /** CloudFormation refuses a policy without a name: in its place is one of its own. */
  private inlineName(raw: unknown, template: Resource['template'], values: Values): string | undefined {
    const value = values.of(raw, template);
    if (value.kind === 'resource') return values.nameOf(value.resource).text;
    return value.kind === 'text' ? value.text : undefined;
  }

  private managed(value: Value, reading: Reading): readonly DeclaredPolicy[] {
    if (value.kind === 'nothing') return [];
    if (value.kind === 'unknown') return [unseen('a managed policy', value.why)];
    const found = this.resourcesOf(value, 'AWS::IAM::ManagedPolicy', reading.values);
    const [policy] = found.sure;
    if (policy !== undefined) return ofResource(policy, reading);
    if (value.kind === 'resource') return [unseen(value.resource.logicalId, 'it is no managed policy')];
    // Of AWS's own managed policies none denies what is done without MFA.
    if (/^arn:[^:]*:iam::aws:policy\//.test(value.text)) return [];
    const { variables } = this.scope;
    const isKnown = this.known.policyArns.some((arn) => {
      const [, partition = '', , , account = ''] = arn.split(':');
      return (
        variables.replaced(value.text, { 'AWS::Partition': partition, 'AWS::AccountId': account }) === arn
      );
    });
    const shown = withoutVariables(value.text, '*');
    if (isKnown) return [{ kind: 'known-enforcement', address: shown }];
    const address = shown === '*' ? `a managed policy (${variables.why(value.text)})` : shown;
    return [unseen(address, found.why ?? 'its text is outside the template')];
  }

  /** The one resource that a value means for sure, or why it may be one. */
  private resourcesOf(
    value: Value,
    type: string,
    values: Values,
  ): { readonly sure: readonly Resource[]; readonly why?: string | undefined } {
    if (value.kind === 'resource') return { sure: value.resource.type === type ? [value.resource] : [] };
    if (value.kind !== 'text') return { sure: [] };
    const isPolicy = type === 'AWS::IAM::ManagedPolicy';
    const arn = /^arn:[^:]*:iam::([^:]*):policy(\/|\/.*\/)([^/]+)$/s.exec(value.text);
    const text = isPolicy ? arn?.[3] : value.text;
    if (text === undefined) return { sure: [] };
    const matches = this.scope
      .mayBeNamed(type, isLiteral(text) ? text : undefined)
      .filter((resource) => isMade(resource, values.world))
      .filter((resource) => !isPolicy || this.isAt(resource, arn?.[1] ?? '', arn?.[2] ?? '', values))
      .map((resource) => ({ resource, match: this.means({ kind: 'text', text }, resource, values) }));
    const sure = matches.filter(({ match }) => match.is === 'yes').map(({ resource }) => resource);
    const why = matches.flatMap(({ match }) => (match.is === 'maybe' ? [match.why] : []))[0];
    return sure.length === 1 ? { sure } : { sure: [], why: why && `it depends on ${why}` };
  }

  /** Whether an ARN of this account and path can be the policy's. */
  private isAt({ template, properties }: Resource, account: string, path: string, values: Values): boolean {
    const own = values.of({ Ref: 'AWS::AccountId' }, template);
    const at = values.of(properties['Path'] ?? '/', template);
    return own.kind === 'text' && own.text === account && at.kind === 'text' && at.text === path;
  }
}

const noBoundary = { Ref: 'AWS::NoValue' };

const ofResource = (
  { template, logicalId, properties }: Resource,
  reading: Reading,
): readonly DeclaredPolicy[] =>
  policyText(template.addressOf(logicalId), properties['PolicyDocument'], template, reading);

/** A policy that may be somebody else's counts where it would enforce, and is then unseen. */
function asFarAs(
  match: Match,
  policies: readonly DeclaredPolicy[],
  { userName }: Reading,
): readonly DeclaredPolicy[] {
  if (match.is !== 'maybe') return policies;
  return policies.flatMap((policy) => {
    if (policy.kind === 'unseen') return [policy];
    if (policy.kind === 'document' && !isEnforcement(policy.document, { userName })) return [];
    return [unseen(policy.address, `whether it is for this user depends on ${match.why}`)];
  });
}

/** Whether two texts can be the same, by what is written around their variables. */
function canBeSame(x: Shape, y: Shape): boolean {
  const ends = [x.parts[0] ?? '', y.parts[0] ?? '', x.parts.at(-1) ?? '', y.parts.at(-1) ?? ''] as const;
  const [head, otherHead, tail, otherTail] = ends;
  if (!head.startsWith(otherHead) && !otherHead.startsWith(head)) return false;
  if (!tail.endsWith(otherTail) && !otherTail.endsWith(tail)) return false;
  const [literal, open] = x.parts.length === 1 ? [x, y] : [y, x];
  return literal.parts.length > 1 || fitsPattern(literal.lower, open.parts.join('*'));
}

const unseen = (address: string, why: string): DeclaredPolicy => ({ kind: 'unseen', address, why });

function add<K, T>(map: Map<K, Set<T>>, key: K, one: T): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([one]));
  else set.add(one);
}
