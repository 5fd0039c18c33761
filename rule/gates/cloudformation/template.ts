import type { DeclaredPolicy, Place } from '../declared';
import { isObject, objectAt, textAt, type JsonObject } from '../json-object';
import type { GateDocument } from '../document';
import type { Argument, ConditionSource } from './formulas';
import type { World } from './worlds';

export interface Resource {
  readonly template: Template;
  readonly logicalId: string;
  readonly type: string;
  readonly body: JsonObject;
  readonly properties: JsonObject;
  /** The resource's own `Condition`, if it has one. */
  readonly condition: string | undefined;
}

/** The stack resource that makes a template a nested stack. */
export interface Nesting {
  readonly stack: Resource;
  /** Before the logical ids, where one template is nested several times. */
  readonly prefix: string;
}

export type TemplateDocument = Omit<GateDocument, 'kind'>;

/** One template of a scope. */
export class Template implements ConditionSource {
  readonly content: JsonObject;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Policies that are the same in every world, as read, by address. */
  readonly constantPolicies = new Map<string, { readonly raw: unknown; readonly read: DeclaredPolicy }>();

  /** @param id of this template alone, so that parameters of one name are told apart */
  constructor(
    readonly id: string,
    readonly document: TemplateDocument,
    readonly nesting?: Nesting,
  ) {
    this.content = document.content;
    this.resources = new Map(
      Object.entries(objectAt(this.content, 'Resources')).flatMap(
        ([logicalId, body]): readonly (readonly [string, Resource])[] => {
          const type = isObject(body) ? textAt(body, 'Type') : undefined;
          if (!isObject(body) || type === undefined) return [];
          const properties = objectAt(body, 'Properties');
          const condition = textAt(body, 'Condition');
          return [[logicalId, { template: this, logicalId, type, body, properties, condition }]];
        },
      ),
    );
  }

  get environment(): string {
    const { environment, scope } = this.document;
    return this.nesting?.stack.template.environment ?? environment ?? scope ?? this.id;
  }

  addressOf(logicalId: string): string {
    return `${this.nesting?.prefix ?? ''}${this.document.prefix ?? ''}${logicalId}`;
  }

  placeOf(logicalId: string): Place {
    const { file, lineOf } = this.document;
    return { file, line: lineOf(logicalId) };
  }

  parameter(name: string): JsonObject | undefined {
    const parameters = objectAt(this.content, 'Parameters');
    return Object.hasOwn(parameters, name) ? objectAt(parameters, name) : undefined;
  }

  /** Whether a parameter is a list. */
  isList(parameter: string): boolean {
    const { Type: type } = this.parameter(parameter) ?? {};
    return /^(AWS::SSM::Parameter::Value<)?(CommaDelimitedList|List<)/.test(String(type));
  }

  /** Of a nested stack: the value that the outer template gives to the parameter, or else its default. */
  argument(parameter: string): (Argument & { readonly template: Template }) | undefined {
    const { stack } = this.nesting ?? {};
    if (stack === undefined) return undefined;
    const given = objectAt(stack.properties, 'Parameters');
    if (Object.hasOwn(given, parameter)) return { raw: given[parameter], template: stack.template };
    const { Default: otherwise, Type: type } = this.parameter(parameter) ?? {};
    const isKnown = otherwise !== undefined && !String(type).startsWith('AWS::SSM::');
    return isKnown ? { raw: otherwise, template: this } : undefined;
  }

  isMade(world: World): boolean {
    return this.nesting === undefined || isMade(this.nesting.stack, world);
  }
}

/** Whether a resource is there in a world. */
export const isMade = ({ template, condition }: Resource, world: World): boolean =>
  (condition === undefined || world.isTrue(template, condition)) && template.isMade(world);
