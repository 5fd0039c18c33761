import type { UnseenThing } from '../declared';
import { isObject, objectAt, type JsonObject } from '../json-object';
import { loopPrefix } from '../loops';
import { madeBy, type Scope } from './scope';
import type { Resource, Template, TemplateDocument } from './template';

/** Macros of AWS that make no IAM resources of their own, or whose loops are read here. */
const followed = /^AWS::(LanguageExtensions|Serverless-|CodeDeployBlueGreen|SecretsManager-)/;

/** Every part of a template that may make users, or tie policies to them, and cannot be followed. */
export function unseenIn(
  template: Template,
  scope: Scope,
  documents: readonly TemplateDocument[],
): readonly UnseenThing[] {
  const stackSets = madeBy('StackSet', template.document, documents).map(([id]) => id);
  const thing = (id: string, why: string): UnseenThing => ({
    address: template.addressOf(id),
    why,
    place: template.placeOf(id),
  });
  const { Transform: transform, 'Fn::Transform': included } = template.document.content;
  const { stack } = template.nesting ?? {};
  const given = stack === undefined ? {} : objectAt(stack.properties, 'Parameters');
  const macros = [transform, included]
    .flat()
    .map((one) => (isObject(one) ? one['Name'] : one))
    .filter((name) => name !== undefined && !(typeof name === 'string' && followed.test(name)));
  return [
    ...macros.map((name) => thing('Transform', `is the macro ${shown(name)}, which may change everything`)),
    ...[...(template.document.overDefaults ?? [])]
      .filter((name) => Object.hasOwn(given, name) && given[name] !== template.parameter(name)?.['Default'])
      .map((name) => thing(name, `is what loops are over, and ${stack?.logicalId} gives it another value`)),
    ...(template.document.loops ?? [])
      .filter(({ fragment }) => mayHoldUsers(fragment))
      .map(({ loop }) => thing(loop, `is ${openLoop}`)),
    ...Object.entries(objectAt(template.content, 'Resources')).flatMap(([id, body]) => {
      const why = id.startsWith('Fn::')
        ? `is ${macroOf(body)}`
        : isObject(body)
          ? whyUnseen(body, id, template, scope)
          : undefined;
      if (stackSets.includes(id)) return [];
      return why === undefined ? [] : [thing(id, why)];
    }),
  ];
}

/** Why nobody knows the properties, or some of them. */
const openProperties = (properties: JsonObject): string | undefined => {
  const key = Object.keys(properties).find((one) => one.startsWith('Fn::'));
  if (key === undefined) return undefined;
  return `has properties by ${key.startsWith(loopPrefix) ? openLoop : macroOf(properties['Fn::Transform'])}`;
};

export const isMadeByMacro = (properties: JsonObject): boolean => openProperties(properties) !== undefined;

const openLoop = 'a loop over what is known only when it is deployed';
const shown = (name: unknown): string => (typeof name === 'string' ? name : 'of an unknown name');
const macroOf = (body: unknown): string =>
  `the macro ${shown(isObject(body) ? body['Name'] : undefined)}, whose resources are elsewhere`;

function whyUnseen(body: Resource['body'], id: string, template: Template, scope: Scope): string | undefined {
  const { Type: type } = body;
  if ('Fn::Transform' in body) return `is made by ${macroOf(body['Fn::Transform'])}`;
  if (typeof type !== 'string') return undefined;
  if (type.endsWith('::MODULE')) return `is the module ${type}, whose resources are elsewhere`;
  const properties = objectAt(body, 'Properties');
  if (ofUsers.test(type)) return openProperties(properties);
  if (!type.startsWith('AWS::') || type === 'AWS::CloudFormation::CustomResource')
    return /LoginProfile/i.test(type) || /(Create|Update)LoginProfile/i.test(JSON.stringify(properties))
      ? 'is no resource of AWS, and makes a login profile'
      : undefined;
  if (type === 'AWS::Serverless::Application') return 'is an application whose template is elsewhere';
  if (type === 'AWS::ServiceCatalog::CloudFormationProvisionedProduct')
    return 'is a product whose template is elsewhere';
  const resource = template.resources.get(id);
  const isStack = type === 'AWS::CloudFormation::Stack';
  if (
    isStack &&
    resource !== undefined &&
    scope.nestedIn(resource) === undefined &&
    !('TemplateBody' in properties)
  )
    return 'is a nested stack whose template is elsewhere';
  if (type === 'AWS::CloudFormation::StackSet' && !('TemplateBody' in properties))
    return 'is a StackSet whose template is elsewhere';
  return undefined;
}

/** Users, and what ties a policy to one. */
const ofUsers = /^AWS::IAM::(User|Group|Policy|ManagedPolicy|UserPolicy|GroupPolicy|UserToGroupAddition)$/;

const mayHoldUsers = (fragment: unknown): boolean =>
  /"Type":(?!")|AWS::IAM::|AWS::CloudFormation::Stack|AWS::Serverless::Application|::MODULE|Fn::Transform/.test(
    JSON.stringify(fragment),
  );
