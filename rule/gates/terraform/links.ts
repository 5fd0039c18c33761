import { listAt, objectAt, textAt } from '../json-object';
import type { Configuration, Mention, Reach } from './configuration';
import type { Instance } from './instances';
import { kinds, namesOf, type Kind } from './principals';
import type { Value } from './value';
import type { Evaluation } from './evaluation';

/** The targets of an attribute: a resource of the plan, or a name or ARN outside of it. */
export interface Target {
  readonly name: string | undefined;
  readonly instance: Instance | undefined;
  /** Equal for the same user, group or policy. */
  readonly key: string;
}

/** One value of an attribute. With one option and nothing hidden the plan settles it. */
export interface Slot {
  readonly options: readonly Target[];
  /** Other parts of it that the plan does not show: then it may be anything. */
  readonly hidden: readonly string[];
  /** Whether it may be left out, as in a list whose length only apply decides. */
  readonly optional: boolean;
}

export const isSettled = ({ options, hidden, optional }: Slot): boolean =>
  options.length === 1 && hidden.length === 0 && !optional;

type Unsettled = Pick<Slot, 'options' | 'hidden'> & Reach;

/** The resources of one moment, and what their attributes point at: by a known value first, else by the configuration. */
export class Links {
  private readonly byType = new Map<string, Instance[]>();
  private readonly byName = new Map<string, Instance[]>();
  private readonly siblings = new Map<string, Instance[]>();
  private readonly accountIds = new Map<string, string>();
  private readonly accounts = new Set<string>();
  private readonly unsettled = new Map<string, Unsettled>();

  constructor(
    instances: readonly Instance[],
    private readonly configuration: Configuration,
    private readonly evaluation: Evaluation,
  ) {
    for (const instance of instances) {
      if (!instance.isData) put(this.byType, instance.type, instance);
      put(this.siblings, siblingsKey(instance), instance);
      const [, id] = /^arn:[\w-]+:iam::(\d{12}):/.exec(textAt(instance.values, 'arn') ?? '') ?? [];
      const account = this.configuration.accountOf(instance);
      if (account !== undefined) this.accounts.add(account);
      if (id !== undefined && account !== undefined) this.accountIds.set(account, id);
      for (const kind of kinds)
        if (kind !== 'inlinePolicy' && (!instance.isData || kind === 'policy'))
          for (const name of namesIn(instance, kind)) put(this.byName, `${kind} ${name}`, instance);
    }
  }

  ofType(type: string): readonly Instance[] {
    return this.byType.get(type) ?? [];
  }

  /** Every value of an attribute, one or a list of them. */
  slots(instance: Instance, attribute: string, kind: Kind): readonly Slot[] {
    const value = instance.values[attribute];
    const unknown = instance.unknown[attribute];
    const known = (Array.isArray(value) ? value : [value]).flatMap((item) =>
      typeof item === 'string' ? [this.named(item, instance, attribute, kind)] : [],
    );
    const count = Array.isArray(unknown) ? unknown.filter(hasUnknown).length : hasUnknown(unknown) ? 1 : 0;
    if (count === 0 || this.configuration.leavesOut(instance, attribute)) return known;
    const written = this.evaluation.valueOf(instance, attribute);
    if (written !== undefined) return this.slotsOf(written, instance, attribute, kind);
    const { options, hidden, mentions, isChosen } = this.unsettledOf(instance, attribute, kind);
    if (unknown === true && attribute.endsWith('s')) {
      // A list that apply arranges, or from which it takes what a condition says.
      const listed = options.map((option): Slot => ({ options: [option], hidden: [], optional: true }));
      return [...known, ...listed, ...(hidden.length > 0 ? [{ options: [], hidden, optional: true }] : [])];
    }
    const isWhole = !isChosen && (mentions.length === 1 || isEach(mentions, count));
    if (isWhole && count === options.length)
      return [...known, ...options.map((option): Slot => ({ options: [option], hidden, optional: false }))];
    // More values than mentions: a collection is among them, or one is there twice.
    const others = count > mentions.length && options.length === 1 ? ['a value made by apply'] : [];
    return [
      ...known,
      ...Array.from({ length: count }, () => ({
        options,
        hidden: [...hidden, ...others],
        optional: false,
      })),
    ];
  }

  all(): readonly Instance[] {
    return [...this.byType.values()].flat();
  }

  /** Of an inline policy. Where the configuration has none the provider makes one up, and each is another. */
  inlineName(instance: Instance): string | undefined {
    const isMadeUp = this.configuration.leavesOut(instance, 'name');
    return textAt(instance.values, 'name') ?? (isMadeUp ? `at ${instance.address}` : undefined);
  }

  targetOf(instance: Instance): Target {
    return { name: nameOf(instance), instance, key: `at ${instance.address}` };
  }

  /**
   * If for_each spreads a collection over the instances of a resource, one for each: the instances, in the order of the
   * options. Undefined where two of them may hold the same.
   */
  spread(instance: Instance, attribute: string, kind: Kind): readonly Instance[] | undefined {
    const own = objectAt(this.configuration.resourceOf(instance) ?? {}, 'expressions');
    const [first, second = 'each.value'] = listAt(objectAt(own, attribute), 'references');
    if (typeof first !== 'string' || !first.startsWith('each.value') || second !== 'each.value')
      return undefined;
    const { options, hidden, mentions, isChosen } = this.unsettledOf(instance, attribute, kind);
    const siblings = this.siblings.get(siblingsKey(instance)) ?? [];
    const indexes = new Set(siblings.map(({ index }) => index));
    const isWhole = mentions.length === 1 && options.every((one) => indexes.has(one.instance?.index));
    return (isWhole || isEach(mentions, siblings.length)) &&
      !isChosen &&
      hidden.length === 0 &&
      siblings.length === options.length
      ? siblings
      : undefined;
  }

  private unsettledOf(instance: Instance, attribute: string, kind: Kind): Unsettled {
    const id = `${siblingsKey(instance)} ${attribute}`;
    const held = this.unsettled.get(id);
    if (held !== undefined) return held;
    const { mentions, hidden, isChosen } = this.configuration.reach(instance, attribute);
    const { types, by: names } = namesOf[kind];
    const isFitting = ({ instances, attribute: by }: Mention): boolean =>
      instances.every(({ type }) => types.includes(type)) && (by === undefined || names.includes(by));
    const fitting = mentions.filter(isFitting);
    const others = mentions.filter((mention) => !isFitting(mention));
    const candidates = [...new Set(fitting.flatMap(({ instances }) => instances))];
    const found = {
      isChosen,
      mentions: fitting,
      options: candidates.map((one) => this.targetOf(one)),
      hidden: [
        ...new Set([...hidden, ...others.flatMap(({ instances }) => instances.map(({ key }) => key))]),
      ],
    };
    const made =
      found.options.length + found.hidden.length > 0
        ? found
        : { ...found, hidden: ['a value made by apply'] };
    this.unsettled.set(id, made);
    return made;
  }

  /** Of a value that the .tf files have. */
  private slotsOf(value: Value, asker: Instance, attribute: string, kind: Kind): readonly Slot[] {
    if (value.kind === 'list') return value.items.map((item) => this.slotOf(item, asker, attribute, kind));
    if (value.kind !== 'any' || value.values.every((one) => one.kind !== 'list')) {
      const slot = this.slotOf(value, asker, attribute, kind);
      // Of a list of which only references are known, as of a module that lies elsewhere, something may be taken.
      return [{ ...slot, optional: slot.optional || (attribute.endsWith('s') && slot.options.length > 0) }];
    }
    return value.values
      .flatMap((one) => this.slotsOf(one, asker, attribute, kind))
      .map((slot) => ({ ...slot, optional: true }));
  }

  private slotOf(value: Value, asker: Instance, attribute: string, kind: Kind): Slot {
    if (value.kind === 'any') {
      const slots = value.values.map((one) => this.slotOf(one, asker, attribute, kind));
      const unique = new Map(slots.flatMap(({ options }) => options).map((one) => [one.key, one]));
      return {
        options: [...unique.values()],
        hidden: slots.flatMap(({ hidden }) => hidden),
        optional: slots.some(({ optional }) => optional),
      };
    }
    if (value.kind === 'literal' && value.value === null) return { options: [], hidden: [], optional: true };
    if (value.kind === 'literal') return this.named(String(value.value), asker, attribute, kind);
    const { types, by } = namesOf[kind];
    if (value.kind === 'later' && types.includes(value.instance.type) && by.includes(value.attribute))
      return { options: [this.targetOf(value.instance)], hidden: [], optional: false };
    const hidden = value.kind === 'later' ? value.instance.key : 'an expression that is not followed';
    return { options: [], hidden: [hidden], optional: false };
  }

  /** A plan may make one name in several accounts: the reference says which is meant, or else the provider's configuration. */
  private named(name: string, asker: Instance, attribute: string, kind: Kind): Slot {
    const account = this.configuration.accountOf(asker);
    // A resource whose block is removed is in no configuration: it may be of any account.
    const accounts = account === undefined && this.accounts.size > 0 ? [...this.accounts] : [account ?? ''];
    const outside = accounts.map((one) => ({
      name,
      instance: undefined,
      key: `${kind} ${one} ${name.toLowerCase()}`,
    }));
    const called = this.called(name, account, kind).filter(
      (one) => !areTwo(account, this.configuration.accountOf(one)),
    );
    const besides = called.filter((one) => {
      const own = this.configuration.accountOf(one);
      return own === undefined || account === undefined || own === account;
    });
    const slot = (options: readonly Target[]): Slot => ({ options, hidden: [], optional: false });
    if (called.length === 0) return slot(outside);
    if (called.length > 1 || besides.length === 0) {
      const { mentions } = this.configuration.reach(asker, attribute);
      const referred = mentions.flatMap(({ instances }) => instances).filter((one) => called.includes(one));
      if (referred.length === 1) return slot(referred.map((one) => this.targetOf(one)));
      if (besides.length === 0 && called.length > 1) return slot(outside);
    }
    const options = (besides.length > 0 ? besides : called).map((one) => ({ ...this.targetOf(one), name }));
    return slot(besides.length > 0 ? options : [...options, ...outside]);
  }

  private called(name: string, account: string | undefined, kind: Kind): readonly Instance[] {
    const held = (key: string): readonly Instance[] => this.byName.get(`${kind} ${key}`) ?? [];
    if (kind !== 'policy') return held(name.toLowerCase());
    const [, id, path = ''] = /^arn:[\w-]+:iam::(\d{12}):policy(\/.*)$/.exec(name) ?? [];
    const own = account === undefined ? undefined : this.accountIds.get(account);
    const made = own !== undefined && own !== id ? [] : held(path);
    const found = [...held(name), ...made];
    const managed = found.filter(({ isData }) => !isData);
    return managed.length > 0 ? managed : found.slice(0, 1);
  }
}

const areTwo = (...accounts: readonly (string | undefined)[]): boolean =>
  new Set(accounts).size === 2 && accounts.every((account) => /^\d{12}$/.test(account ?? ''));

const siblingsKey = ({ moduleAddress, key }: Instance): string => `${moduleAddress} ${key}`;

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** One mention for each value, and each of one resource: a list as it is written. */
const isEach = (mentions: readonly Mention[], count: number): boolean =>
  mentions.length === count && mentions.every(({ exact }) => exact);

const nameOf = ({ type, values }: Instance): string | undefined =>
  kinds
    .filter((kind) => namesOf[kind].types.includes(type))
    .flatMap((kind) => namesOf[kind].by.map((attribute) => textAt(values, attribute)))
    .find((name) => name !== undefined);

/** A policy that the plan makes has no ARN in the plan yet, but its path and its name. */
function namesIn(instance: Instance, kind: Kind): readonly string[] {
  if (!namesOf[kind].types.includes(instance.type)) return [];
  const name = nameOf(instance);
  if (kind !== 'policy') return name === undefined ? [] : [name.toLowerCase()];
  const own = textAt(instance.values, 'name') ?? textAt(instance.values, 'managed_policy_name');
  const path = own === undefined ? [] : [`${textAt(instance.values, 'path') ?? '/'}${own}`];
  return name === undefined ? path : [name];
}

function hasUnknown(value: unknown): boolean {
  if (value === true) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}
