import type { DeclaredPolicy, KnownEnforcement } from '../declared';
import { keptOf, type InlinePolicy } from '../inline-policies';
import { isObject, listAt, textAt } from '../json-object';
import { certainOf, different, identityOfPolicy, settled, type Choice, type Option } from './choices';
import type { Instance } from './instances';
import { isSettled, type Links, type Slot, type Target } from './links';
import type { Taken } from './taken';
import { memberships, principals, type Kind, type Principal, type Tie } from './principals';

/** A resource that names a principal, or only may do so. */
interface Tied {
  readonly instance: Instance;
  readonly certain: boolean;
}

interface TieIndex {
  readonly byKey: ReadonlyMap<string, readonly Tied[]>;
  /** Resources that may name anybody. */
  readonly anybody: readonly Tied[];
}

/** An attribute that may name more than these is taken to name anybody. */
const mostNamed = 50;

/** The ties of a policy to a user in the provider's resources. */
export class Ties {
  private readonly indexes = new Map<string, TieIndex>();
  private readonly groups = new Map<string, readonly Choice[]>();
  private readonly ofAnybody = new Map<string, readonly Choice[]>();
  private readonly reduced = new Map<readonly Target[], readonly Target[]>();
  private readonly texts = new Map<Instance, DeclaredPolicy>();
  private readonly inlines = new Map<Tied, InlinePolicy>();

  constructor(
    private readonly links: Links,
    private readonly known: KnownEnforcement,
    private readonly taken: Pick<Taken, 'from'>,
  ) {}

  choicesOf(user: Target): readonly Choice[] {
    const { instance } = user;
    const own = instance === undefined ? [] : this.slotsOf(instance, ['groups'], 'group');
    return [
      ...this.ofPrincipal(user, principals.user),
      ...(instance === undefined ? [] : this.managed(instance, ['permissions_boundary'])),
      ...own.flatMap((slot) => this.memberOf(slot, true)),
      ...this.membershipsOf(user),
      ...this.anybody('members', () => this.membershipsOf(nobody)),
    ];
  }

  private membershipsOf(user: Target): readonly Choice[] {
    return memberships.flatMap(({ type, member, group }) =>
      this.tied([type, member], 'user', user).flatMap(({ instance, certain }) =>
        this.slotsOf(instance, [group], 'group').flatMap((slot) => {
          const [only] = slot.options;
          const taker = this.taken.from(instance.address, 'user', user.name, only?.name);
          return this.memberOf(slot, certain && taker === undefined);
        }),
      ),
    );
  }

  /** The same for all: made once. */
  private anybody(id: string, make: () => readonly Choice[]): readonly Choice[] {
    const made = this.ofAnybody.get(id) ?? different(make());
    this.ofAnybody.set(id, made);
    return made;
  }

  private memberOf(slot: Slot, certain: boolean): readonly Choice[] {
    const [only] = slot.options;
    if (isSettled(slot) && certain && only !== undefined) return this.ofGroup(only);
    const options = slot.options.map((group): Option => ({
      policies: certainOf(this.ofGroup(group)),
      where: `the group is ${labelOf(group)}`,
    }));
    return [this.open(options, slot, certain, 'a group of the user')];
  }

  /** The options of a value, with what else it may be. */
  private open(options: Choice, { hidden, optional }: Slot, certain: boolean, address: string): Choice {
    const why = `it comes from ${hidden.join(', ')}`;
    const unseen: Choice =
      hidden.length > 0
        ? [{ policies: [{ kind: 'unseen', address, why }], where: `${address} is another` }]
        : [];
    const none: Choice =
      optional || !certain ? [{ policies: [], where: `${address} is not for the user` }] : [];
    return [...options, ...unseen, ...none];
  }

  private ofGroup(group: Target): readonly Choice[] {
    const held = this.groups.get(group.key);
    if (held !== undefined) return held;
    const made = this.readGroup(group);
    this.groups.set(group.key, made);
    return made;
  }

  private readGroup(group: Target): readonly Choice[] {
    if (group.name !== undefined && this.known.groups.includes(group.name))
      return [settled([{ kind: 'known-enforcement', address: `the group ${group.name}` }])];
    const own = this.ofPrincipal(group, principals.group);
    if (group.instance !== undefined) return own;
    const outside = {
      kind: 'unseen',
      address: `the group ${group.name ?? ''}`,
      why: 'it is outside the plan',
    } as const;
    return [...own, settled([outside])];
  }

  private ofPrincipal(principal: Target, of: Principal): readonly Choice[] {
    return [
      ...this.readPrincipal(principal, of),
      ...this.anybody(of.kind, () => this.readPrincipal(nobody, of)),
    ];
  }

  private readPrincipal(principal: Target, of: Principal): readonly Choice[] {
    const { instance } = principal;
    const ties = of.inline.flatMap((tie) => this.tied(tie, of.kind, principal));
    const ofItsOwn = (instance === undefined ? [] : listAt(instance.values, 'policies')).map((policy) => ({
      name: isObject(policy) ? textAt(policy, 'policy_name')?.toLowerCase() : undefined,
      policies: [
        policyText(instance?.address ?? '', isObject(policy) ? policy['policy_document'] : undefined),
      ],
    }));
    const inlineOf = (of: readonly Tied[]): readonly InlinePolicy[] => of.map((tied) => this.inlineOf(tied));
    const sure = [...ofItsOwn, ...inlineOf(ties.filter(({ certain }) => certain))];
    const anybody = sure.length === 0 ? [] : of.inline.flatMap((tie) => this.tied(tie, of.kind, nobody));
    const perhaps = inlineOf([...ties.filter(({ certain }) => !certain), ...anybody]);
    const user = { userName: principal.name };
    const kept = keptOf(sure, perhaps, user, (name, other) => name === other);
    const inline = ties.flatMap((tied) => {
      const [{ address }, name] = [tied.instance, textAt(tied.instance.values, 'name')];
      return this.attached(
        tied,
        kept(this.inlineOf(tied)),
        this.isKept(`at ${address}`, name, principal, of, 'inline'),
        this.taken.from(address, of.kind, principal.name, name),
      );
    });
    const attachments = of.attachments.flatMap((tie) =>
      this.tied(tie, of.kind, principal).flatMap((tied) => this.ofAttachment(tied, tie, principal, of)),
    );
    const ofPolicies = this.tied(of.attachedTo, of.kind, principal).flatMap((tied) =>
      this.attached(
        tied,
        [this.textOf(tied.instance)],
        'yes',
        this.taken.from(
          tied.instance.address,
          of.kind,
          principal.name,
          textAt(tied.instance.values, 'policy_arn'),
        ),
      ),
    );
    const own = instance === undefined ? [] : this.managed(instance, ['managed_policy_arns']);
    const inside = ofItsOwn.map((policy) => settled(kept(policy)));
    return [...inline, ...attachments, ...ofPolicies, ...own, ...inside];
  }

  private inlineOf(tied: Tied): InlinePolicy {
    const made = this.inlines.get(tied) ?? {
      name: this.links.inlineName(tied.instance)?.toLowerCase(),
      policies: [this.textOf(tied.instance)],
    };
    this.inlines.set(tied, made);
    return made;
  }

  private attached(
    { instance, certain }: Tied,
    policies: readonly DeclaredPolicy[],
    kept: Kept,
    taker: string | undefined,
  ): readonly Choice[] {
    if (kept === 'no') return [];
    const option = { policies, where: `${instance.address} is for the user` };
    const where =
      taker === undefined
        ? `${instance.address} is not for the user`
        : `${taker} takes the same away after ${instance.address} gave it`;
    const isCertain = certain && kept === 'yes' && taker === undefined;
    return [isCertain ? [option] : [option, { policies: [], where }]];
  }

  private ofAttachment(tied: Tied, tie: Tie, principal: Target, of: Principal): readonly Choice[] {
    const { instance, certain } = tied;
    const isExclusive = instance.type === of.attachedExclusive[0];
    const spread = this.links.spread(instance, 'policy_arn', 'policy');
    const toPrincipal = new Set(
      spread === undefined
        ? []
        : this.tied(tie, of.kind, principal)
            .filter((one) => one.certain)
            .map((one) => one.instance),
    );
    const isSpread = spread?.every((one) => toPrincipal.has(one)) === true;
    return this.slotsOf(instance, ['policy_arn', 'policy_arns'], 'policy').flatMap(
      (slot): readonly Choice[] => {
        const policies = isSpread ? slot.options : this.differentTexts(slot.options, principal, of);
        const options = policies.map((policy): readonly Choice[] =>
          this.attached(
            { instance, certain: certain && !slot.optional },
            this.ofPolicy(policy),
            isExclusive ? 'yes' : this.isKept(policy.key, policy.name, principal, of, 'attached'),
            this.taken.from(instance.address, of.kind, principal.name, policy.name),
          ),
        );
        if (isSpread || (slot.options.length === 1 && slot.hidden.length === 0)) return options.flat();
        const where = (index: number): string => `${instance.address} attaches ${labelOf(policies[index])}`;
        const merged = options.flatMap((choices, index): Choice =>
          (choices[0] ?? [{ policies: [], where: '' }]).map(({ policies }) => ({
            policies,
            where: where(index),
          })),
        );
        return [this.open(merged, slot, certain, instance.address)];
      },
    );
  }

  /** Policies of one text are one option, unless an exclusive list may take one of them away. */
  private differentTexts(options: readonly Target[], principal: Target, of: Principal): readonly Target[] {
    if (options.length < 2 || this.exclusives(of.attachedExclusive, principal, of).length > 0) return options;
    const texts = (one: Target): string => this.ofPolicy(one).map(identityOfPolicy).join();
    const made = this.reduced.get(options) ?? [...new Map(options.map((one) => [texts(one), one])).values()];
    this.reduced.set(options, made);
    return made;
  }

  private exclusives(tie: Tie, principal: Target, of: Principal): readonly Tied[] {
    return [...this.tied(tie, of.kind, principal), ...this.tied(tie, of.kind, nobody)];
  }

  /** The managed policies that an attribute of the principal itself names. */
  private managed(instance: Instance, attributes: readonly string[]): readonly Choice[] {
    return this.slotsOf(instance, attributes, 'policy').map((slot) => {
      const options = slot.options.map((policy): Option => ({
        policies: this.ofPolicy(policy),
        where: `${instance.address} has ${labelOf(policy)}`,
      }));
      return this.open(options, slot, true, instance.address);
    });
  }

  private ofPolicy({ name, instance }: Target): readonly DeclaredPolicy[] {
    if (name !== undefined && this.known.policyArns.includes(name))
      return [{ kind: 'known-enforcement', address: name }];
    if (instance !== undefined) return [this.textOf(instance)];
    // Of AWS's own managed policies none denies what is done without MFA.
    if (name === undefined || name === '' || /:iam::aws:policy\//.test(name)) return [];
    return [{ kind: 'unseen', address: name, why: 'its text is outside the plan' }];
  }

  private textOf(instance: Instance): DeclaredPolicy {
    const held = this.texts.get(instance);
    if (held !== undefined) return held;
    const made = policyText(
      instance.address,
      instance.values['policy'] ?? instance.values['policy_document'],
    );
    this.texts.set(instance, made);
    return made;
  }

  /** An exclusive resource takes away each policy that it does not list, and may take away what only apply decides. */
  private isKept(
    key: string,
    name: string | undefined,
    principal: Target,
    of: Principal,
    how: 'inline' | 'attached',
  ): Kept {
    const tie = how === 'inline' ? of.inlineExclusive : of.attachedExclusive;
    const [attribute, kind] =
      how === 'inline' ? (['policy_names', 'inlinePolicy'] as const) : (['policy_arns', 'policy'] as const);
    const answers = this.exclusives(tie, principal, of).map(({ instance, certain }): Kept => {
      const slots = this.slotsOf(instance, [attribute], kind);
      const isListed = slots.some(
        (slot) =>
          isSettled(slot) &&
          slot.options.some((one) => one.key === key || (name !== undefined && one.name === name)),
      );
      return isListed ? 'yes' : certain && slots.every(isSettled) ? 'no' : 'perhaps';
    });
    return answers.includes('no') ? 'no' : answers.includes('perhaps') ? 'perhaps' : 'yes';
  }

  private slotsOf(instance: Instance, attributes: readonly string[], kind: Kind): readonly Slot[] {
    return attributes.flatMap((attribute) => this.links.slots(instance, attribute, kind));
  }

  private tied([type, attribute]: Tie, kind: 'user' | 'group', principal: Target): readonly Tied[] {
    const id = `${type} ${attribute}`;
    const index = this.indexes.get(id) ?? this.indexOf(type, attribute, kind);
    this.indexes.set(id, index);
    return principal === nobody ? index.anybody : (index.byKey.get(principal.key) ?? []);
  }

  private indexOf(type: string, attribute: string, kind: 'user' | 'group'): TieIndex {
    const byKey = new Map<string, Tied[]>();
    const anybody: Tied[] = [];
    for (const instance of this.links.ofType(type)) {
      const slots = this.links.slots(instance, attribute, kind);
      const certain = new Set(slots.filter(isSettled).flatMap(keysOf));
      const isOpen = slots.some(({ options, hidden }) => hidden.length > 0 || options.length > mostNamed);
      if (isOpen) anybody.push({ instance, certain: false });
      for (const key of isOpen ? certain : new Set(slots.flatMap(keysOf))) {
        const tied = { instance, certain: certain.has(key) };
        const held = byKey.get(key);
        if (held === undefined) byKey.set(key, [tied]);
        else held.push(tied);
      }
    }
    return { byKey, anybody };
  }
}

const keysOf = ({ options }: Slot): readonly string[] => options.map(({ key }) => key);

/** The resources that may name anybody are asked for by this. */
const nobody: Target = { name: undefined, instance: undefined, key: '' };

type Kept = 'yes' | 'no' | 'perhaps';

const labelOf = (target: Target | undefined): string => target?.instance?.address ?? target?.name ?? '';

/** The provider holds a policy as its JSON text. */
function policyText(address: string, held: unknown): DeclaredPolicy {
  if (isObject(held)) return { kind: 'document', address, document: held };
  if (typeof held !== 'string') return { kind: 'unseen', address, why: 'its text is known only after apply' };
  try {
    const document: unknown = JSON.parse(held);
    return { kind: 'document', address, document };
  } catch {
    return { kind: 'unseen', address, why: 'its text is not JSON' };
  }
}
