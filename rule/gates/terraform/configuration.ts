import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import { modulePath, parentModule, type Instance } from './instances';

/** A reference to a resource: `exact` where the reference says which of the instances it is. */
export interface Mention {
  readonly instances: readonly Instance[];
  readonly exact: boolean;
  /** `arn`; undefined where an index hides it. */
  readonly attribute: string | undefined;
}

/**
 * Everything that goes into a value. The plan lists the references of an expression and not the expression: `m[each.key].arn`,
 * a conditional on each.key and `{ for k, p in m : p.name => p.arn }[each.key]` look the same.
 */
export interface Reach {
  readonly mentions: readonly Mention[];
  /** The parts that the plan does not show, like `local.users`. */
  readonly hidden: readonly string[];
  /** Whether a variable, a key or a number goes into it, too, which may choose among the mentions. */
  readonly isChosen: boolean;
}

const nothing: Reach = { mentions: [], hidden: [], isChosen: false };
const chosen: Reach = { ...nothing, isChosen: true };
const hiddenBy = (name: string): Reach => ({ ...nothing, hidden: [name] });

interface Place {
  /** The names of the module calls, from the root: "team.people". */
  readonly path: string;
  /** `module.team["a"]`; undefined where it means every instance of the module. */
  readonly moduleAddress: string | undefined;
  /** The resource or the module call that the expression belongs to. */
  readonly owner: JsonObject | undefined;
}

/** The `configuration` of a plan: which expressions refer to which resources, before anything has an ARN. */
export class Configuration {
  private readonly modules = new Map<string, JsonObject>();
  private readonly resources = new Map<string, JsonObject>();
  private readonly instances = new Map<string, Instance[]>();
  private readonly reaches = new Map<string, Reach>();
  private readonly providers: JsonObject;

  constructor(plan: JsonObject, instances: readonly Instance[]) {
    const configuration = objectAt(plan, 'configuration');
    this.providers = objectAt(configuration, 'provider_config');
    this.enter(objectAt(configuration, 'root_module'), '');
    for (const instance of instances) {
      const key = `${modulePath(instance.moduleAddress)} ${instance.key}`;
      const held = this.instances.get(key);
      if (held === undefined) this.instances.set(key, [instance]);
      else held.push(instance);
    }
  }

  private enter(module: JsonObject, path: string): void {
    this.modules.set(path, module);
    for (const resource of listAt(module, 'resources').filter(isObject))
      this.resources.set(`${path} ${String(resource['address'])}`, resource);
    for (const [name, call] of Object.entries(objectAt(module, 'module_calls')))
      if (isObject(call)) this.enter(objectAt(call, 'module'), child(path, name));
  }

  resourceOf({ moduleAddress, key }: Instance): JsonObject | undefined {
    return this.resources.get(`${modulePath(moduleAddress)} ${key}`);
  }

  /** What the plan has of an argument: of a resource, of `module.team`, or of `output.user`. */
  expressionAt(path: string, block: string, name: string): unknown {
    const module = this.modules.get(path) ?? {};
    const [kind, called = ''] = block.split('.');
    if (kind === 'output') return objectAt(objectAt(module, 'outputs'), called)['expression'];
    const owner =
      kind === 'module'
        ? objectAt(objectAt(module, 'module_calls'), called)
        : (this.resources.get(`${path} ${block}`) ?? {});
    return name === 'for_each' ? owner['for_each_expression'] : objectAt(owner, 'expressions')[name];
  }

  /** Of an input variable of a module. */
  defaultOf(path: string, name: string): unknown {
    return objectAt(objectAt(this.modules.get(path) ?? {}, 'variables'), name)['default'];
  }

  /** Whether the attribute is not written: apply fills it, but not with users, groups or policies. */
  leavesOut(instance: Instance, attribute: string): boolean {
    const resource = this.resourceOf(instance);
    return resource !== undefined && !(attribute in objectAt(resource, 'expressions'));
  }

  reach(instance: Instance, attribute: string): Reach {
    const owner = this.resourceOf(instance);
    if (owner === undefined) return hiddenBy('a configuration that the plan leaves out');
    const place = {
      path: modulePath(instance.moduleAddress),
      moduleAddress: instance.moduleAddress,
      owner,
    };
    const written = objectAt(owner, 'expressions')[attribute];
    const references = referencesIn(written);
    // One that is there twice is compared with something: `policy.arn == "x" ? policy.arn : "arn:..."`.
    const isCompared = !attribute.endsWith('s') && new Set(references).size < references.length;
    return join(this.expression(written, place), isCompared ? hiddenBy('a condition on it') : nothing);
  }

  /** The account of a resource, as far as the configuration of its provider tells accounts apart; undefined: any. */
  accountOf(instance: Instance): string | undefined {
    const key = textAt(this.resourceOf(instance) ?? {}, 'provider_config_key');
    const provider = this.providers[key ?? ''];
    if (!isObject(provider)) return key;
    // IAM is the same in every region of an account.
    const others = Object.entries(objectAt(provider, 'expressions')).filter(
      ([name]) => name !== 'region' && name !== 'default_tags',
    );
    const text = JSON.stringify(others);
    return /:iam::(\d{12}):role\//.exec(text)?.[1] ?? text;
  }

  private expression(expression: unknown, place: Place): Reach {
    return referencesIn(expression)
      .map((reference) => this.reference(reference, place))
      .reduce(join, nothing);
  }

  private reference(reference: string, place: Place): Reach {
    const [head = '', name = ''] = reference.split(/[.[]/);
    switch (head) {
      case 'each':
        return name === 'key'
          ? chosen
          : this.expression(place.owner?.['for_each_expression'], { ...place, owner: undefined });
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
        return chosen;
      default: {
        const id = `${place.path} ${place.moduleAddress ?? '*'} ${reference}`;
        const held = this.reaches.get(id);
        if (held !== undefined) return held;
        this.reaches.set(id, nothing);
        const made =
          head === 'var'
            ? this.variable(name, place)
            : head === 'module'
              ? this.output(reference, place)
              : this.resource(reference, place);
        this.reaches.set(id, made);
        return made;
      }
    }
  }

  /** The argument of the module call, which is an expression of the module around it. The root's are known to the plan. */
  private variable(name: string, { path, moduleAddress }: Place): Reach {
    if (path === '') return chosen;
    const dot = path.lastIndexOf('.');
    const around = path.slice(0, Math.max(dot, 0));
    const calls = objectAt(this.modules.get(around) ?? {}, 'module_calls');
    const owner = objectAt(calls, path.slice(dot + 1));
    const outer = moduleAddress === undefined ? undefined : parentModule(moduleAddress);
    return this.expression(objectAt(owner, 'expressions')[name], {
      path: around,
      moduleAddress: outer,
      owner,
    });
  }

  /** `module.team.user_name`, or every output where an index hides its name. */
  private output(reference: string, place: Place): Reach {
    const [, call = '', index = '', name = ''] =
      /^module\.([\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/.exec(reference) ?? [];
    const path = child(place.path, call);
    const outputs = objectAt(this.modules.get(path) ?? {}, 'outputs');
    const of = objectAt(objectAt(this.modules.get(place.path) ?? {}, 'module_calls'), call);
    const isOne = index !== '' || !('for_each_expression' in of || 'count_expression' in of);
    const address = [place.moduleAddress, `module.${call}${index}`].filter((part) => part !== '').join('.');
    const moduleAddress = place.moduleAddress !== undefined && isOne ? address : undefined;
    const named = name === '' ? Object.values(outputs) : [outputs[name]];
    // A module or an output that the plan does not have.
    if (named.length === 0 || !named.every(isObject)) return hiddenBy(reference);
    return named
      .map((one) => this.expression(one['expression'], { path, moduleAddress, owner: undefined }))
      .reduce(join, nothing);
  }

  private resource(reference: string, { path, moduleAddress }: Place): Reach {
    const [, key = '', index, attribute] =
      /^((?:data\.)?[a-z][\w-]*\.[\w-]+)(?:\[("(?:[^"\\]|\\.)*"|[^\]]*)\])?(?:\.([\w-]+))?/.exec(reference) ??
      [];
    const here = (this.instances.get(`${path} ${key}`) ?? []).filter(
      (one) => moduleAddress === undefined || one.moduleAddress === moduleAddress,
    );
    // As of a local value: the plan has nothing of those.
    if (here.length === 0) return hiddenBy(reference);
    const instances = index === undefined ? here : here.filter((one) => JSON.stringify(one.index) === index);
    const exact = index !== undefined || instances.every((one) => one.index === undefined);
    return {
      ...nothing,
      mentions: [{ instances, exact: exact && instances.length === 1, attribute }],
    };
  }
}

const child = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Of `module.policy["a"]` Terraform lists no shorter form: a `module.policy` after it is the whole of it. */
const moduleInstance = /^module\.[\w-]+\[("(?:[^"\\]|\\.)*"|\d+)\]$/;

/** Terraform lists after each reference its shorter forms: `aws_iam_user.a.name`, then `aws_iam_user.a`. */
export function referencesIn(expression: unknown): readonly string[] {
  if (!isObject(expression)) return [];
  let last = '';
  return listAt(expression, 'references').flatMap((reference) => {
    if (typeof reference !== 'string') return [];
    const isPart = last.startsWith(reference) && /[.[]/.test(last.charAt(reference.length));
    const isShorter = isPart && !moduleInstance.test(last);
    last = reference;
    return isShorter ? [] : [reference];
  });
}

const join = (a: Reach, b: Reach): Reach => ({
  mentions: [...new Set([...a.mentions, ...b.mentions])],
  hidden: [...new Set([...a.hidden, ...b.hidden])],
  isChosen: a.isChosen || b.isChosen,
});
