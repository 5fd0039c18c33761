import { fitsPattern } from '../../core/wildcard';
import { isEnforcement } from '../../enforcement/is-enforcement';
import type { DeclaredPolicy, KnownEnforcement } from '../declared';
import { isObject, textAt } from '../json-object';
import { policyText, type Reading } from './policy-text';
import { choices, type Scope } from './scope';
import { isMade, type Resource } from './template';
import { isLiteral, withoutVariables, type Value } from './value';
import type { Values } from './values';

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

interface Tie {
  readonly resource: Resource;
  readonly property: string;
}

type Match = { readonly is: 'yes' | 'no' } | { readonly is: 'maybe'; readonly why: string };

/** The ties of a policy to a user in CloudFormation, world by world. */
export class Ties {
  private readonly byResource = new Map<Resource, Set<Tie>>();
  private readonly byName = new Map<string, Set<Tie>>();
  /** Ties whose members only an evaluation tells, and all that have a written name. */
  private readonly open: Readonly<Record<Kind, Set<Tie>>> = { User: new Set(), Group: new Set() };
  private readonly named: Readonly<Record<Kind, Set<Tie>>> = { User: new Set(), Group: new Set() };

  constructor(
    private readonly scope: Scope,
    private readonly known: KnownEnforcement,
  ) {
    for (const kind of ['User', 'Group'] as const)
      for (const [type, property] of tying[kind])
        for (const resource of scope.ofType(type)) this.index(kind, { resource, property });
  }

  policiesOf(user: Resource, reading: Reading): readonly DeclaredPolicy[] {
    const { values } = reading;
    const ties = this.tiedTo('User', user, values);
    const memberships = ties.filter(({ tie }) => tie.resource.type === 'AWS::IAM::UserToGroupAddition');
    const boundary = values.of(user.properties['PermissionsBoundary'] ?? noBoundary, user.template);
    return [
      ...this.ofPrincipal(user, ties, reading),
      ...this.managed(boundary, reading),
      ...this.members(user, 'Groups', values, 'a group', (value) => this.ofGroup(value, reading)),
      ...memberships.flatMap(({ tie: { resource }, match }) => {
        const value = values.of(resource.properties['GroupName'], resource.template);
        return asFarAs(match, this.ofGroup(value, reading), reading);
      }),
    ];
  }

  private index(kind: Kind, tie: Tie): void {
    const { template, properties } = tie.resource;
    for (const raw of choices(properties[tie.property])) {
      const named = this.plainly(raw, template);
      if (named === undefined) this.open[kind].add(tie);
      else if (typeof named === 'string') {
        add(this.byName, `${kind} ${named.toLowerCase()}`, tie);
        this.named[kind].add(tie);
      } else add(this.byResource, named, tie);
    }
  }

  /** The name or the resource that an expression is in every world. */
  private plainly(raw: unknown, template: Resource['template']): Resource | string | undefined {
    if (typeof raw === 'string') return raw.includes('{{resolve:') ? undefined : raw;
    if (!isObject(raw)) return undefined;
    const { Ref: id } = raw;
    if (id === 'AWS::NoValue') return '';
    return typeof id === 'string' ? this.scope.resource(template, id) : undefined;
  }

  private tiedTo(
    kind: Kind,
    principal: Resource,
    values: Values,
  ): readonly { readonly tie: Tie; readonly match: Match }[] {
    const name = values.nameOf(principal);
    const byName =
      name.kind === 'text' && isLiteral(name.text)
        ? (this.byName.get(`${kind} ${name.text.toLowerCase()}`) ?? [])
        : this.named[kind];
    const candidates = new Set([...(this.byResource.get(principal) ?? []), ...byName, ...this.open[kind]]);
    return [...candidates].flatMap((tie) => {
      const match = this.match(tie, principal, values);
      return match.is === 'no' ? [] : [{ tie, match }];
    });
  }

  private match({ resource, property }: Tie, principal: Resource, values: Values): Match {
    if (!isMade(resource, values.world)) return { is: 'no' };
    const members = values.members(resource.properties[property], resource.template);
    if (members === undefined)
      return { is: 'maybe', why: `its ${property} are known only when it is deployed` };
    const matches = members.map((raw) => this.means(values.of(raw, resource.template), principal, values));
    return matches.find(({ is }) => is === 'yes') ?? matches.find(({ is }) => is === 'maybe') ?? { is: 'no' };
  }

  private means(value: Value, principal: Resource, values: Values): Match {
    if (value.kind === 'nothing') return { is: 'no' };
    if (value.kind === 'unknown') return { is: 'maybe', why: value.why };
    if (value.kind === 'resource') return { is: value.resource === principal ? 'yes' : 'no' };
    const name = values.nameOf(principal);
    const match = this.sameText(value.text, name.kind === 'text' ? name.text : '');
    if (match.is === 'yes' && this.scope.isDoubled(principal, values.world))
      return { is: 'maybe', why: `several resources are named ${value.text}` };
    return match;
  }

  private sameText(a: string, b: string): Match {
    if (a.toLowerCase() === b.toLowerCase()) return { is: 'yes' };
    if (isLiteral(a) && isLiteral(b)) return { is: 'no' };
    const open = isLiteral(a) ? b : a;
    // A name that CloudFormation makes up ends in letters that nobody writes down.
    const { variables } = this.scope;
    const isMadeUp = (text: string): boolean => variables.why(text).startsWith('the name of ');
    if ((isMadeUp(a) && withoutVariables(b) !== '') || (isMadeUp(b) && withoutVariables(a) !== ''))
      return { is: 'no' };
    return fixedPartsFit(a, b) ? { is: 'maybe', why: variables.why(open) } : { is: 'no' };
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
    return members.flatMap((raw) => policiesOf(isInline(raw) ? noText : values.of(raw, from.template), raw));
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
    const inline = this.members(principal, 'Policies', values, 'an inline policy', (_, raw) => {
      if (isObject(raw) && 'PolicyDocument' in raw)
        return policyText(
          `${template.addressOf(logicalId)}/${textAt(raw, 'PolicyName') ?? ''}`,
          raw['PolicyDocument'],
          template,
          reading,
        );
      return [unseen(template.addressOf(logicalId), 'an inline policy is known only when it is deployed')];
    });
    const attached = this.members(principal, 'ManagedPolicyArns', values, 'a managed policy', (value) =>
      this.managed(value, reading),
    );
    const attaching = ties
      .filter(({ tie }) => tie.resource.type !== 'AWS::IAM::UserToGroupAddition')
      .flatMap(({ tie, match }) => asFarAs(match, ofResource(tie.resource, reading), reading));
    return [...inline, ...attached, ...attaching];
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
const noText: Value = { kind: 'unknown', why: '' };
const isInline = (raw: unknown): boolean => isObject(raw) && 'PolicyDocument' in raw;

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
function fixedPartsFit(a: string, b: string): boolean {
  const parts = (text: string): readonly string[] =>
    withoutVariables(text.toLowerCase(), '\u0000').split('\u0000');
  const [first, second] = [parts(a), parts(b)];
  const [head, tail] = [
    (one: readonly string[]) => one[0] ?? '',
    (one: readonly string[]) => one.at(-1) ?? '',
  ];
  const fit = (x: string, y: string, has: 'startsWith' | 'endsWith'): boolean => x[has](y) || y[has](x);
  if (first.length > 1 && second.length > 1)
    return fit(head(first), head(second), 'startsWith') && fit(tail(first), tail(second), 'endsWith');
  const [open, text] = first.length > 1 ? [first, b] : [second, a];
  return fitsPattern(text.toLowerCase(), open.join('*'));
}

const unseen = (address: string, why: string): DeclaredPolicy => ({ kind: 'unseen', address, why });

function add<K, T>(map: Map<K, Set<T>>, key: K, one: T): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([one]));
  else set.add(one);
}
