import type { UnseenThing } from '../declared';
import { InvalidDocumentError } from '../invalid-document-error';
import { isObject } from '../json-object';
import type { GateDocument } from '../document';
import { parseIfKnown } from '../parse-document';

export interface Inner {
  readonly documents: readonly GateDocument[];
  readonly unseen: readonly UnseenThing[];
}

/**
 * A template that is written within another document: an object, or its text in JSON or YAML. Its stacks are made elsewhere, so
 * it is a scope of its own; its findings have the address of the resource that holds it.
 */
export function innerTemplate(
  outer: Pick<GateDocument, 'file' | 'prefix'>,
  address: string,
  line: number,
  body: unknown,
): Inner {
  const { file } = outer;
  const place = { file, line };
  const unseen = (why: string): Inner => ({
    documents: [],
    unseen: [{ address: `${outer.prefix ?? ''}${address}`, why, place }],
  });
  const text =
    isObject(body) && !Object.keys(body).some((key) => /^(Ref|Fn::.*)$/.test(key))
      ? JSON.stringify(body)
      : body;
  if (typeof text !== 'string') return unseen('has a template that is known only when it is deployed');
  try {
    const found = parseIfKnown(file, text);
    if (found?.kind !== 'cloudformation-template') return unseen('has a template that is none');
    const prefix = `${outer.prefix ?? ''}${address}/`;
    return { documents: [{ ...found, prefix, scope: `${file}#${prefix}`, lineOf: () => line }], unseen: [] };
  } catch (error) {
    if (!(error instanceof InvalidDocumentError)) throw error;
    return unseen('has a template that cannot be read');
  }
}
