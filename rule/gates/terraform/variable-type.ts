import { areOfOneType, type Value } from './value';

/**
 * Whether a variable of a type holds the value as it was given: Terraform makes texts of numbers, one type of all parts of a
 * collection, and takes away the attributes that an object's type does not have.
 */
export function isOfType(value: Value, type: string): boolean {
  if (value.kind === 'any') return value.values.every((one) => isOfType(one, type));
  if (value.kind === 'unknown' || value.kind === 'named') return true;
  if (value.kind === 'literal' && value.value === null) return true;
  const [, kind = '', inner = ''] = /^\s*(\w+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(type) ?? [];
  const holds = (parts: readonly Value[]): boolean =>
    parts.every((part) => isOfType(part, inner)) && (inner.trim() !== 'any' || areOfOneType(parts));
  switch (kind) {
    case 'any':
      return true;
    case 'string':
      return value.kind === 'later' || (value.kind === 'literal' && typeof value.value === 'string');
    case 'number':
      return value.kind === 'literal' && typeof value.value === 'number';
    case 'bool':
      return value.kind === 'literal' && typeof value.value === 'boolean';
    case 'list':
      return value.kind === 'list' && !value.isSet && holds(value.items);
    case 'set':
      return value.kind === 'list' && holds(value.items);
    case 'map':
      return value.kind === 'map' && holds([...value.entries.values()]);
    case 'object': {
      const types = attributesOf(inner);
      return (
        value.kind === 'map' &&
        [...value.entries].every(([name, part]) => isOfType(part, types.get(name) ?? 'none'))
      );
    }
    default:
      return type.trim() === '';
  }
}

/** Of `{ name = string, groups = list(string) }`, the type of each. */
function attributesOf(text: string): ReadonlyMap<string, string> {
  const body = text.trim().slice(1, -1);
  const found: string[] = [''];
  let depth = 0;
  for (const [token] of body.matchAll(/[([{]|[)\]}]|[,\n]|[^([{)\]},\n]+/g)) {
    if (/[([{]/.test(token)) depth += 1;
    if (/[)\]}]/.test(token)) depth -= 1;
    if (depth === 0 && /[,\n]/.test(token)) found.push('');
    else found.push(`${found.pop() ?? ''}${token}`);
  }
  return new Map(
    found.flatMap((one) => {
      const [, name, type] = /^\s*([\w-]+)\s*[=:]\s*([\s\S]+)$/.exec(one) ?? [];
      return name === undefined || type === undefined ? [] : [[name, type]];
    }),
  );
}
