import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import type { Instance } from './instances';

/** What an expression refers to in the end. `hidden` names what the plan does not show, like `local.users`. */
export interface Followed {
  readonly instances: readonly Instance[];
  readonly hidden: readonly string[];
}

const nothing: Followed = { instances: [], hidden: [] };

interface Place {
  /** The names of the module calls, from the root. */
  readonly path: readonly string[];
  /** `module.team["a"]`; undefined where it means every instance of the module. */
  readonly moduleAddress: string | undefined;
  /** The key of for_each or count of the resource that the expression is of. */
  readonly index: Instance['index'];
}

/**
 * The `configuration` of a plan: which expressions refer to which resources. It says what belongs together before anything
 * has an ARN. Where for_each or count make several, all of them are meant, but for those that have the key of the asker.
 */
export class Configuration {
  private readonly root: JsonObject;

  constructor(
    plan: JsonObject,
    private readonly instances: readonly Instance[],
  ) {
    this.root = objectAt(objectAt(plan, 'configuration'), 'root_module');
  }

  follow(instance: Instance, attribute: string): Followed {
    const place = {
      path: pathOf(instance.moduleAddress),
      moduleAddress: instance.moduleAddress,
      index: instance.index,
    };
    const resource = this.resource(place.path, keyOf(instance));
    if (resource === undefined)
      return { instances: [], hidden: ['a configuration that the plan leaves out'] };
    return this.expression(objectAt(resource, 'expressions')[attribute], place, resource, new Set());
  }

  /** The key of the provider's configuration, like `aws.production`: another one may be another account. */
  providerOf(instance: Instance): string | undefined {
    const resource = this.resource(pathOf(instance.moduleAddress), keyOf(instance));
    return textAt(resource ?? {}, 'provider_config_key')?.replace(/^.*:/, '');
  }

  private module(path: readonly string[]): JsonObject {
    return path.reduce(
      (module, name) => objectAt(objectAt(objectAt(module, 'module_calls'), name), 'module'),
      this.root,
    );
  }

  private resource(path: readonly string[], key: string): JsonObject | undefined {
    return listAt(this.module(path), 'resources')
      .filter(isObject)
      .find((resource) => resource['address'] === key);
  }

  private expression(
    expression: unknown,
    place: Place,
    resource: JsonObject | undefined,
    seen: ReadonlySet<string>,
  ): Followed {
    const references = specific(referencesIn(expression));
    return references
      .map((reference) => this.reference(reference, place, resource, seen))
      .reduce(merge, nothing);
  }

  private reference(
    reference: string,
    place: Place,
    resource: JsonObject | undefined,
    seen: ReadonlySet<string>,
  ): Followed {
    const step = `${place.path.join('.')} ${reference}`;
    if (seen.has(step)) return nothing;
    const next = new Set([...seen, step]);
    const [head = '', name = ''] = reference.split(/[.[]/);
    switch (head) {
      case 'var':
        return this.variable(name, place, next);
      case 'module':
        return this.output(reference, place, next);
      case 'local':
        return { instances: [], hidden: [reference] };
      case 'each':
        if (name === 'key') return nothing;
        return this.expression(resource?.['for_each_expression'], place, undefined, next);
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
        return nothing;
      default:
        return this.found(reference, place);
    }
  }

  /** The argument of the module call, which is an expression of the module around it. */
  private variable(name: string, place: Place, seen: ReadonlySet<string>): Followed {
    const call = place.path.at(-1);
    if (call === undefined) return { instances: [], hidden: [`var.${name}`] };
    const path = place.path.slice(0, -1);
    const moduleCall = objectAt(objectAt(this.module(path), 'module_calls'), call);
    const outer = {
      path,
      moduleAddress: place.moduleAddress === undefined ? undefined : parentOf(place.moduleAddress),
      index: moduleIndex(place.moduleAddress) ?? place.index,
    };
    return this.expression(objectAt(moduleCall, 'expressions')[name], outer, moduleCall, seen);
  }

  /** `module.team.user_name`, or every output where an index keeps the name from being told. */
  private output(reference: string, place: Place, seen: ReadonlySet<string>): Followed {
    const [, call = '', rest = ''] = /^module\.([\w-]+)(?:\[[^\]]*\])?\.?(.*)$/.exec(reference) ?? [];
    const path = [...place.path, call];
    const outputs = objectAt(this.module(path), 'outputs');
    const [output = ''] = rest.split(/[.[]/);
    const wanted = output === '' ? Object.values(outputs) : [outputs[output]];
    return wanted
      .map((one) =>
        this.expression(
          isObject(one) ? one['expression'] : undefined,
          { ...place, path, moduleAddress: undefined },
          undefined,
          seen,
        ),
      )
      .reduce(merge, nothing);
  }

  private found(reference: string, place: Place): Followed {
    const [, key = '', written] = /^((?:data\.)?[a-z][\w-]*\.[\w-]+)(?:\[([^\]]*)\])?/.exec(reference) ?? [];
    const here = this.instances.filter(
      (instance) =>
        keyOf(instance) === key &&
        pathOf(instance.moduleAddress).join('.') === place.path.join('.') &&
        (place.moduleAddress === undefined || instance.moduleAddress === place.moduleAddress),
    );
    const index = written === undefined ? place.index : indexOf(written);
    const exact = here.filter((instance) => instance.index === index);
    if (written !== undefined) return { instances: exact, hidden: [] };
    return { instances: exact.length > 0 && index !== undefined ? exact : here, hidden: [] };
  }
}

/** Without the shorter forms that Terraform lists beside each reference: `aws_iam_user.a` beside `aws_iam_user.a.name`. */
const specific = (references: readonly string[]): readonly string[] =>
  references.filter(
    (reference) =>
      !references.some(
        (other) =>
          other !== reference && /^[.[]/.test(other.slice(reference.length)) && other.startsWith(reference),
      ),
  );

function referencesIn(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  const own = listAt(expression, 'references').filter((reference) => typeof reference === 'string');
  const inner = Object.entries(expression).filter(
    ([key]) => key !== 'references' && key !== 'constant_value',
  );
  return [...own, ...inner.flatMap(([, value]) => referencesIn(value))];
}

const merge = (a: Followed, b: Followed): Followed => ({
  instances: [...new Set([...a.instances, ...b.instances])],
  hidden: [...new Set([...a.hidden, ...b.hidden])],
});

const keyOf = ({ mode, type, name }: Instance): string => `${mode === 'data' ? 'data.' : ''}${type}.${name}`;

/** `module.a["x.y"].module.b` is a call of `b` within a call of `a`. */
const pathOf = (moduleAddress: string): readonly string[] =>
  [...moduleAddress.matchAll(/module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)].map(
    ([, name = '']) => name,
  );

const parentOf = (moduleAddress: string): string =>
  moduleAddress.replace(/\.?module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/, '');

function moduleIndex(moduleAddress: string | undefined): Instance['index'] {
  const written = /\[("(?:[^"\\]|\\.)*"|\d+)\]$/.exec(moduleAddress ?? '')?.[1];
  return written === undefined ? undefined : indexOf(written);
}

const indexOf = (written: string): string | number =>
  /^\d+$/.test(written) ? Number(written) : written.replace(/^"|"$/g, '').replaceAll('\\"', '"');
