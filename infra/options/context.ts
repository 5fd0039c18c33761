import type { Node } from 'constructs';

/** The context values of these keys. `-c exemptTagKey=` takes a value out that cdk.json sets. */
export function contextValues(node: Node, keys: Iterable<string>): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const key of keys) {
    const value: unknown = node.tryGetContext(key);
    if (value !== undefined && value !== null && value !== '') values[key] = value;
  }
  return values;
}
