import { isObject, type JsonObject } from '../json-object';

/**
 * Resources with every `Fn::ForEach` over a written list put in its place; a loop over a parameter stays out, as nobody
 * knows what it makes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).flatMap(([key, body]): readonly (readonly [string, unknown])[] =>
      key.startsWith('Fn::ForEach::') ? Object.entries(expandLoop(body)) : [[key, body]],
    ),
  );
}

function expandLoop(body: unknown): JsonObject {
  if (!Array.isArray(body)) return {};
  const [identifier, values, fragment] = body as readonly unknown[];
  if (typeof identifier !== 'string' || !Array.isArray(values) || !isObject(fragment)) return {};
  const made = values
    .filter((value) => typeof value === 'string')
    .flatMap((value) => Object.entries(substituted(fragment, identifier, value)));
  return expandLoops(Object.fromEntries(made));
}

/** `${Name}` is the value, `&{Name}` for its letters and digits. */
function substituted(fragment: JsonObject, identifier: string, value: string): JsonObject {
  const replace = (text: string): string =>
    text
      .replaceAll(`\${${identifier}}`, value)
      .replaceAll(`&{${identifier}}`, value.replace(/[^A-Za-z0-9]/g, ''));
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return replace(node);
    if (Array.isArray(node)) return node.map(visit);
    if (!isObject(node)) return node;
    if (node['Ref'] === identifier) return value;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [replace(key), visit(inner)]));
  };
  const result = visit(fragment);
  return isObject(result) ? result : {};
}
