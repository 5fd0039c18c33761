import { InvalidDocumentError } from '../invalid-document-error';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import type { GateDocument } from '../parse-document';
import { expandLoops } from './loops';

type Template = Pick<GateDocument, 'file' | 'content' | 'lineOf'>;

export interface Resource {
  readonly template: Template;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** The resource's own `Condition`, if it has one. */
  readonly conditions: readonly string[];
}

/** What a property comes to as far as the templates show it. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'resource'; readonly resource: Resource; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Member {
  readonly value: Value;
  readonly raw: unknown;
  /** The conditions of `Fn::If` under which it is in the list. */
  readonly conditions: readonly string[];
}

export interface TemplatesOptions {
  /** A CDK app that is not synthesized yet refers to a resource of another stack as to one of its own. */
  readonly refersToOtherTemplates?: boolean;
}

/** The resources of one or several templates, and what their references lead to. */
export class Templates {
  private readonly resources: readonly Resource[];
  private readonly byTemplate = new Map<Template, Map<string, Resource>>();
  private readonly exports = new Map<string, { value: unknown; template: Template }>();

  constructor(
    templates: readonly Template[],
    private readonly options: TemplatesOptions = {},
  ) {
    for (const template of templates) {
      const here = new Map<string, Resource>();
      for (const [logicalId, body] of Object.entries(expandLoops(objectAt(template.content, 'Resources')))) {
        const type = isObject(body) ? textAt(body, 'Type') : undefined;
        if (!isObject(body) || type === undefined) continue;
        const condition = textAt(body, 'Condition');
        here.set(logicalId, {
          template,
          logicalId,
          type,
          properties: objectAt(body, 'Properties'),
          conditions: condition === undefined ? [] : [condition],
        });
      }
      this.byTemplate.set(template, here);
      for (const output of Object.values(objectAt(template.content, 'Outputs'))) {
        const name = isObject(output) ? textAt(objectAt(output, 'Export'), 'Name') : undefined;
        if (name !== undefined && isObject(output))
          this.exports.set(name, { value: output['Value'], template });
      }
    }
    this.resources = [...this.byTemplate.values()].flatMap((here) => [...here.values()]);
  }

  ofType(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resource of a type that a value means: by reference, or by its name or ARN. */
  resource(value: Value, type: string, nameProperty: string): Resource | undefined {
    if (value.kind === 'resource') return value.resource.type === type ? value.resource : undefined;
    if (value.kind === 'unknown') return undefined;
    const name = /:policy\/(?:.*\/)?([^/]+)$/.exec(value.text)?.[1] ?? value.text;
    return this.ofType(type).find((candidate) => {
      const named = this.value(candidate.properties[nameProperty], candidate);
      return named.kind === 'text' && named.text.toLowerCase() === name.toLowerCase();
    });
  }

  /** @param keepRaw leaves the members as they are: inline policies are no references */
  members(list: unknown, from: Resource, keepRaw = false): readonly Member[] {
    return expand(list, []).map(({ raw, conditions }) => ({
      raw,
      conditions,
      value: keepRaw ? unknown('an object') : this.value(raw, from),
    }));
  }

  value(raw: unknown, from: Pick<Resource, 'template'>): Value {
    return this.evaluate(raw, from.template, []);
  }

  private evaluate(raw: unknown, template: Template, imported: readonly string[]): Value {
    if (typeof raw === 'string') return { kind: 'text', text: raw };
    if (typeof raw === 'number' || typeof raw === 'boolean') return { kind: 'text', text: String(raw) };
    if (!isObject(raw)) return unknown('a value of an unknown form');
    const [[name, argument] = ['', undefined]] = Object.entries(raw);
    switch (name) {
      case 'Ref':
        return this.reference(String(argument), template);
      case 'Fn::GetAtt': {
        const [logicalId = ''] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
        return this.reference(logicalId, template);
      }
      case 'Fn::Sub':
        return this.substituted(argument, template, imported);
      case 'Fn::Join':
        return this.joined(argument, template, imported);
      case 'Fn::ImportValue':
        return this.imported(argument, template, imported);
      default:
        return unknown(`${name} is known only when it is deployed`);
    }
  }

  private reference(logicalId: string, template: Template): Value {
    const pseudo = pseudoParameters[logicalId];
    if (pseudo !== undefined) return { kind: 'text', text: pseudo };
    const here = this.byTemplate.get(template)?.get(logicalId);
    if (here !== undefined) return { kind: 'resource', resource: here, why: logicalId };
    const elsewhere = this.resources.filter((resource) => resource.logicalId === logicalId);
    const [other, ...more] = this.options.refersToOtherTemplates === true ? elsewhere : [];
    if (other !== undefined && more.length === 0)
      return { kind: 'resource', resource: other, why: logicalId };
    const parameter = logicalId in objectAt(template.content, 'Parameters');
    return unknown(parameter ? `the parameter ${logicalId}` : `${logicalId} is not in the template`);
  }

  private substituted(argument: unknown, template: Template, imported: readonly string[]): Value {
    const [text, values] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, {}];
    if (typeof text !== 'string') return unknown('Fn::Sub of no text');
    const given = isObject(values) ? values : {};
    const whole = /^\$\{([^!}][^}]*)\}$/.exec(text)?.[1];
    if (whole !== undefined) return this.named(whole, given, template, imported);
    let why: string | undefined;
    const result = text.replace(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      const value = this.named(name, given, template, imported);
      if (value.kind === 'text') return value.text;
      why ??= value.why;
      return '';
    });
    return why === undefined ? { kind: 'text', text: result.replace(/\$\{!/g, '${') } : unknown(why);
  }

  private named(name: string, given: JsonObject, template: Template, imported: readonly string[]): Value {
    return name in given
      ? this.evaluate(given[name], template, imported)
      : this.reference(name.split('.')[0] ?? name, template);
  }

  private joined(argument: unknown, template: Template, imported: readonly string[]): Value {
    const [separator, parts] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
    if (typeof separator !== 'string' || !Array.isArray(parts)) return unknown('Fn::Join of an unknown form');
    const values = parts.map((part: unknown) => this.evaluate(part, template, imported));
    if (values.length === 1 && values[0] !== undefined) return values[0];
    const texts = values.map((value) => (value.kind === 'text' ? value.text : undefined));
    if (texts.every((part) => part !== undefined)) return { kind: 'text', text: texts.join(separator) };
    return unknown('Fn::Join of values that are known only when it is deployed');
  }

  private imported(argument: unknown, template: Template, imported: readonly string[]): Value {
    const name = this.evaluate(argument, template, imported);
    if (name.kind !== 'text') return unknown('an imported value');
    const found = this.exports.get(name.text);
    if (found === undefined) return unknown(`the export ${name.text} is of another stack`);
    if (imported.includes(name.text))
      throw new InvalidDocumentError(template.file, `has an export that leads back to itself (${name.text})`);
    return this.evaluate(found.value, found.template, [...imported, name.text]);
  }
}

const unknown = (why: string): Value => ({ kind: 'unknown', why });

/** Any value that has the right form: only names and the ends of ARNs are compared. */
const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::StackName': 'stack',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The members of a list, both branches of every `Fn::If` among them. */
function expand(
  list: unknown,
  conditions: readonly string[],
): readonly { raw: unknown; conditions: readonly string[] }[] {
  if (list === undefined || list === null) return [];
  if (Array.isArray(list)) return list.flatMap((member: unknown) => expand(member, conditions));
  if (isObject(list)) {
    if (list['Ref'] === 'AWS::NoValue') return [];
    const [condition, whenTrue, whenFalse] = listAt(list, 'Fn::If');
    if (typeof condition === 'string') {
      return [
        ...expand(whenTrue, [...conditions, condition]),
        ...expand(whenFalse, [...conditions, `not ${condition}`]),
      ];
    }
  }
  return [{ raw: list, conditions }];
}
