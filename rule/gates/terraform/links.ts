import { textAt, type JsonObject } from '../json-object';
import { Configuration } from './configuration';
import { changedInstances, dataInstances, type Instance } from './instances';

/** What an attribute points at: resources of the plan, or a name or ARN that is outside of it, or nothing that can be seen. */
export interface Target {
  readonly name: string | undefined;
  readonly instances: readonly Instance[];
  /** Where neither is known: the rest of a sentence. */
  readonly why: string;
}

/** The attribute of a resource by which others name it. */
const nameAttribute: Readonly<Record<string, readonly string[]>> = {
  aws_iam_user: ['name'],
  aws_iam_group: ['name'],
  awscc_iam_group: ['group_name'],
  awscc_iam_user: ['user_name'],
  aws_iam_policy: ['arn'],
  aws_iam_user_policy: ['name'],
  aws_iam_group_policy: ['name'],
};

/** The attributes that hold many; the others hold one. */
const lists: ReadonlySet<string> = new Set([
  'users',
  'groups',
  'policy_arns',
  'policy_names',
  'managed_policy_arns',
]);

/** Equal things of the two providers. */
const alike: Readonly<Record<string, readonly string[]>> = {
  aws_iam_user: ['aws_iam_user', 'awscc_iam_user'],
  aws_iam_group: ['aws_iam_group', 'awscc_iam_group'],
  awscc_iam_group: ['aws_iam_group', 'awscc_iam_group'],
  aws_iam_policy: ['aws_iam_policy', 'awscc_iam_managed_policy'],
};

/** The resources of a plan, and what their attributes lead to: by a known value first, else by the configuration. */
export class Plan {
  private readonly instances: readonly Instance[];
  private readonly configuration: Configuration;

  constructor(plan: JsonObject) {
    this.instances = [...changedInstances(plan), ...dataInstances(plan)];
    this.configuration = new Configuration(plan, this.instances);
  }

  ofType(type: string): readonly Instance[] {
    return this.instances.filter((instance) => instance.mode === 'managed' && instance.type === type);
  }

  /** The resources of a type whose attribute names this user or group. */
  tiedTo(type: string, attribute: string, principalType: string, principal: Target): readonly Instance[] {
    return this.ofType(type).filter((instance) =>
      this.targets(instance, attribute, principalType).some((target) => same(target, principal)),
    );
  }

  targetOf(instance: Instance, attribute: string): Target {
    return {
      name: textAt(instance.after, attribute),
      instances: [instance],
      why: 'its name is known only after apply',
    };
  }

  /** Everything that an attribute, one value or a list, points at. */
  targets(instance: Instance, attribute: string, type: string): readonly Target[] {
    const value = instance.after[attribute];
    const known = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
    const targets = known.map((name): Target => ({
      name,
      instances: this.meant(this.called(name, type), instance, attribute),
      why: '',
    }));
    if (!hasUnknown(instance.afterUnknown[attribute])) return targets;
    const { hidden } = this.configuration.follow(instance, attribute);
    const fitting = this.fitting(instance, attribute, type);
    const followed = fitting
      .map((found): Target => ({ name: nameOf(found), instances: [found], why: '' }))
      .filter((target) => !targets.some((one) => same(one, target)));
    if (hidden.length === 0 && fitting.length > 0) return [...targets, ...followed];
    const why = hidden.length > 0 ? `it comes from ${hidden.join(', ')}` : 'it is known only after apply';
    return [...targets, ...followed, { name: undefined, instances: [], why }];
  }

  /**
   * Whether only apply tells which of several an attribute points at, as with a condition: what it may point at are more than
   * it holds, or other things go into it, too.
   */
  isUndecided(instance: Instance, attribute: string, type: string): boolean {
    const unknown = instance.afterUnknown[attribute];
    if (!hasUnknown(unknown) || this.fitting(instance, attribute, type).length === 0) return false;
    const holds = Array.isArray(unknown) ? unknown.length : lists.has(attribute) ? Infinity : 1;
    return (
      this.dependsOnMore(instance, attribute, type) || this.targets(instance, attribute, type).length > holds
    );
  }

  /** Whether anything but what it may point at goes into it. */
  dependsOnMore(instance: Instance, attribute: string, type: string): boolean {
    const { instances, hidden } = this.configuration.follow(instance, attribute);
    return hidden.length > 0 || this.fitting(instance, attribute, type).length < instances.length;
  }

  private fitting(instance: Instance, attribute: string, type: string): readonly Instance[] {
    const types = alike[type] ?? [type];
    return this.configuration
      .follow(instance, attribute)
      .instances.filter((found) => types.includes(found.type));
  }

  /** The instances that for_each or count make of one resource. */
  siblings(instance: Instance): readonly Instance[] {
    return this.ofType(instance.type).filter(
      (one) => one.name === instance.name && one.moduleAddress === instance.moduleAddress,
    );
  }

  /** A plan may make one name in several accounts: the reference says which is meant, or else the provider's configuration. */
  private meant(called: readonly Instance[], instance: Instance, attribute: string): readonly Instance[] {
    const managed = called.filter(({ mode }) => mode === 'managed');
    if (managed.length < 2) return called;
    const { instances } = this.configuration.follow(instance, attribute);
    const referred = managed.filter((one) => instances.includes(one));
    if (referred.length > 0) return referred;
    const provider = this.configuration.providerOf(instance);
    const besides = managed.filter((one) => this.configuration.providerOf(one) === provider);
    return besides.length > 0 ? besides : called;
  }

  /** A literal ARN of a policy that the plan makes has no ARN in the plan yet, but its path and name. */
  private called(name: string, type: string): readonly Instance[] {
    const types = alike[type] ?? [type];
    return this.instances.filter((instance) => {
      if (!types.includes(instance.type)) return false;
      if (nameOf(instance)?.toLowerCase() === name.toLowerCase()) return true;
      const own = textAt(instance.after, 'name') ?? textAt(instance.after, 'managed_policy_name');
      return own !== undefined && name.endsWith(`:policy${textAt(instance.after, 'path') ?? '/'}${own}`);
    });
  }
}

/** Where the plan shows both, one name can be two: in two accounts. */
const same = (one: Target, other: Target): boolean =>
  one.instances.length > 0 && other.instances.length > 0
    ? one.instances.some((instance) => other.instances.includes(instance))
    : one.name !== undefined && one.name.toLowerCase() === other.name?.toLowerCase();

const nameOf = ({ type, after }: Instance): string | undefined =>
  (nameAttribute[type] ?? []).map((attribute) => textAt(after, attribute)).find((name) => name !== undefined);

function hasUnknown(value: unknown): boolean {
  if (value === true) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}
