import { dirname, join, normalize } from 'node:path';
import { isObject, objectAt } from '../json-object';
import { Conditions } from './conditions';
import { isMade, Template, type Resource, type TemplateDocument } from './template';
import { nameProperties, Variables, type Value } from './value';
import type { World } from './worlds';

/** How deep stacks are nested at most. */
const maxNesting = 10;
/** So many resources are made by nesting templates; stacks beyond are not followed. */
const maxNested = 20_000;

interface Export {
  readonly name: unknown;
  readonly raw: unknown;
  readonly condition: unknown;
  readonly template: Template;
}

/** How expressions are evaluated in one world. */
export interface Evaluation {
  readonly world: World;
  readonly of: (raw: unknown, template: Template) => Value;
}

/** The templates of one account, in which a name is one thing. */
export class Scope {
  readonly variables = new Variables();
  readonly conditions = new Conditions();
  readonly templates: readonly Template[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly byName = new Map<string, Resource[]>();
  private readonly nested = new Map<Resource, Template>();
  private readonly exports: readonly Export[];

  constructor(documents: readonly TemplateDocument[]) {
    const inner = new Set(
      documents.flatMap((one) => madeBy('Stack', one, documents).map(([, made]) => made)),
    );
    const templates: Template[] = [];
    const uses = new Map<string, number>();
    let nested = 0;
    const add = (document: TemplateDocument, stack: Resource | undefined, depth: number): void => {
      const before = uses.get(document.file) ?? 0;
      uses.set(document.file, before + 1);
      const nesting = stack && { stack, prefix: before > 0 ? `${stack.logicalId}/` : '' };
      const template = new Template(`template ${templates.length}`, document, nesting);
      templates.push(template);
      if (stack !== undefined) this.nested.set(stack, template);
      nested += depth === 0 ? 0 : 1 + template.resources.size;
      if (depth === maxNesting || nested > maxNested) return;
      for (const [id, made] of madeBy('Stack', document, documents))
        add(made, template.resources.get(id), depth + 1);
    };
    for (const document of documents) if (!inner.has(document)) add(document, undefined, 0);
    // Templates that nest each other have no outer one.
    for (const document of documents) if (!uses.has(document.file)) add(document, undefined, 0);
    this.templates = templates;
    for (const resource of templates.flatMap((template) => [...template.resources.values()])) {
      push(this.byType, resource.type, resource);
      for (const name of namesOf(resource)) push(this.byName, `${resource.type} ${name}`, resource);
    }
    this.exports = templates.flatMap((template) => {
      const outputs = objectAt(template.content, 'Outputs');
      return Object.keys(outputs).map((id): Export => {
        const { Export: exported, Value: raw, Condition: condition } = objectAt(outputs, id);
        return { name: isObject(exported) ? exported['Name'] : undefined, raw, condition, template };
      });
    });
  }

  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resources of a type that may have the name; all those whose name only the deployment tells are among them. */
  mayBeNamed(type: string, name: string | undefined): readonly Resource[] {
    if (name === undefined) return this.ofType(type);
    const named = this.byName.get(`${type} ${name.toLowerCase()}`) ?? [];
    return [...named, ...(this.byName.get(`${type} ${anyName}`) ?? [])];
  }

  /** A reference of a CDK app that is not synthesized yet names the stack, too: `STACK\u0000ID`. */
  resource(template: Template, reference: string): Resource | undefined {
    const [stack, id] = reference.split('\u0000');
    if (stack === undefined || id === undefined) return template.resources.get(reference);
    return this.templates.find(({ document }) => document.file === stack)?.resources.get(id);
  }

  nestedIn(stack: Resource): Template | undefined {
    return this.nested.get(stack);
  }

  /** The one output that exports the name. */
  exportOf(name: string, { world, of }: Evaluation): Export | undefined {
    const found = this.exports.filter(({ name: raw, condition, template }) => {
      const named = of(raw, template);
      return (
        named.kind === 'text' &&
        named.text === name &&
        template.isMade(world) &&
        (typeof condition !== 'string' || world.isTrue(template, condition))
      );
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /** Whether another resource of this type has the same written name in this world, which no account allows. */
  isDoubled(resource: Resource, world: World): boolean {
    const [name = anyName, ...more] = namesOf(resource);
    if (name === anyName || more.length > 0) return false;
    const named = this.byName.get(`${resource.type} ${name}`) ?? [];
    return named.some((one) => one !== resource && isMade(one, world));
  }
}

const anyName = '\u0000';

/** The written names that a resource can have. */
function namesOf({ type, properties }: Resource): readonly string[] {
  return [...new Set(choices(properties[nameProperties[type] ?? '']).flatMap(written))];
}

const written = (raw: unknown): readonly string[] =>
  raw === undefined || (isObject(raw) && raw['Ref'] === 'AWS::NoValue')
    ? []
    : [typeof raw === 'string' && !raw.includes('{{resolve:') ? raw.toLowerCase() : anyName];

/** The values that an expression can have: each branch of each choice, and each member of each list. */
export function choices(raw: unknown): readonly unknown[] {
  if (Array.isArray(raw)) return raw.flatMap(choices);
  if (!isObject(raw)) return [raw];
  const { 'Fn::If': choice } = raw;
  return Array.isArray(choice) ? choice.slice(1).flatMap(choices) : [raw];
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}

/** The documents that a document's stacks, or its StackSets, are made of, as far as they are among those that were read. */
export const madeBy = <T extends TemplateDocument>(
  type: 'Stack' | 'StackSet',
  document: TemplateDocument,
  documents: readonly T[],
): readonly (readonly [logicalId: string, made: T])[] =>
  Object.entries(objectAt(document.content, 'Resources')).flatMap(([id, body]) => {
    const made =
      isObject(body) && body['Type'] === `AWS::CloudFormation::${type}`
        ? documentAt(objectAt(body, 'Properties')['TemplateURL'], document, documents)
        : undefined;
    return made === undefined ? [] : [[id, made] as const];
  });

/** `aws cloudformation package` takes a path beside the template; a CDK assembly knows the file of each asset. */
function documentAt<T extends TemplateDocument>(
  url: unknown,
  { file, nested }: TemplateDocument,
  documents: readonly T[],
): T | undefined {
  const texts = textsIn(url);
  const asset = [...(nested ?? [])].find(([end]) => texts.some((text) => text.endsWith(end)))?.[1];
  const relative =
    typeof url === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(url) ? join(dirname(file), url) : undefined;
  return documents.find(
    (one) => one.file !== file && (one.file === asset || normalize(one.file) === relative),
  );
}

function textsIn(raw: unknown): readonly string[] {
  if (typeof raw === 'string') return [raw];
  return typeof raw === 'object' && raw !== null ? Object.values(raw).flatMap(textsIn) : [];
}
