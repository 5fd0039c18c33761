import { isObject, textAt, type JsonObject } from '../json-object';

/**
 * A resource of `aws_cloudcontrolapi_resource` in the awscc provider's terms, which writes CloudFormation's names in snake
 * case; undefined of another resource, and of one whose desired state is not known yet.
 */
export function cloudControlValues(
  type: string,
  values: JsonObject,
): { readonly type: string; readonly values: JsonObject } | undefined {
  if (type !== 'aws_cloudcontrolapi_resource') return undefined;
  const [, service = '', kind = ''] = /^AWS::(\w+)::(\w+)$/.exec(textAt(values, 'type_name') ?? '') ?? [];
  const state = parsed(textAt(values, 'desired_state'));
  if (kind === '' || state === undefined) return undefined;
  return { type: `awscc_${service.toLowerCase()}_${snake(kind)}`, values: renamed(state) };
}

function parsed(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const snake = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toLowerCase();

/** Of the members and of lists in them; a document within keeps its names. */
const renamed = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      snake(name),
      Array.isArray(inner) ? inner.map((item: unknown) => (isObject(item) ? renamed(item) : item)) : inner,
    ]),
  );
