import { isDeepStrictEqual } from 'node:util';
import type { TemplateBody } from '../organization-synth';

type Resources = Readonly<Record<string, TemplateBody['Resources'][string]>>;

/** What an update takes away or makes anew, by logical id: an id that goes, another type, or a property that cannot be changed. */
export function replacements(
  before: Resources,
  after: Resources,
  createOnly: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [id, { Type }] of Object.entries(before)) {
    const now = after[id];
    if (now === undefined) found.set(id, 'goes');
    else if (now.Type !== Type) found.set(id, now.Type);
  }
  // Whatever names a resource in such a property goes with it, and so on.
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [id, { Type, Properties: old }] of Object.entries(before)) {
      const now = after[id];
      if (found.has(id) || now === undefined) continue;
      const names = createOnly.get(Type);
      if (names === undefined) throw new Error(`${Type}: no schema`);
      const changed = [...names].find(
        (name) =>
          !(
            Type === 'AWS::SSM::Document' &&
            versioned.has(name) &&
            now.Properties['UpdateMethod'] === 'NewVersion'
          ) &&
          (!isDeepStrictEqual(old[name], now.Properties[name]) || namesOneOf(now.Properties[name], found)),
      );
      if (changed !== undefined) found.set(id, changed);
    }
  }
  return found;
}

/** A document with UpdateMethod NewVersion is not replaced for these. */
const versioned = new Set([
  'Content',
  'Attachments',
  'VersionName',
  'DocumentFormat',
  'TargetType',
  'Requires',
]);

function namesOneOf(value: unknown, ids: ReadonlyMap<string, string>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { Ref, 'Fn::GetAtt': attribute } = value as {
    readonly Ref?: unknown;
    readonly 'Fn::GetAtt'?: unknown;
  };
  const id = Array.isArray(attribute) ? String(attribute[0]) : Ref;
  return (
    (typeof id === 'string' && ids.has(id)) || Object.values(value).some((inner) => namesOneOf(inner, ids))
  );
}
