import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import { memberships, principals, type Kind } from './principals';

/**
 * The ties that a plan takes away. Terraform fixes no order between a resource that takes one and another that gives the same:
 * after a resource got another address without `moved`, or was replaced with create_before_destroy, the tie may be gone.
 */
export class Taken {
  private readonly by = new Map<string, { readonly address: string; readonly isLast: boolean }[]>();

  constructor(plan: JsonObject) {
    for (const change of listAt(plan, 'resource_changes').filter(isObject)) {
      const [body, address] = [objectAt(change, 'change'), textAt(change, 'address') ?? ''];
      const actions = listAt(body, 'actions');
      const type = textAt(change, 'type') ?? '';
      const isDeleted = actions.includes('delete');
      if (!isDeleted && !actions.includes('update')) continue;
      const left = new Set(isDeleted ? [] : tiesOf(type, objectAt(body, 'after')));
      for (const tie of tiesOf(type, objectAt(body, 'before')))
        if (!left.has(tie))
          this.by.set(tie, [...(this.by.get(tie) ?? []), { address, isLast: actions[0] === 'create' }]);
    }
  }

  /** The resource that may take away what a resource at an address gives. */
  from(address: string, kind: Kind, name: string | undefined, given: string | undefined): string | undefined {
    return this.by
      .get(tieOf(kind, name ?? '', given ?? ''))
      ?.find((one) => one.isLast || one.address !== address)?.address;
  }
}

const tieOf = (kind: Kind, name: string, given: string): string => `${kind} ${name.toLowerCase()} ${given}`;

function tiesOf(type: string, values: JsonObject): readonly string[] {
  const at = (attribute: string): readonly string[] =>
    [values[attribute]].flat().filter((one) => typeof one === 'string');
  const pairs = (kind: Kind, names: string, ...given: readonly string[]): readonly string[] =>
    at(names).flatMap((name) => given.flatMap(at).map((one) => tieOf(kind, name, one)));
  return [
    ...memberships
      .filter((one) => one.type === type)
      .flatMap(({ member, group }) => pairs('user', member, group)),
    ...Object.values(principals).flatMap(({ kind, inline, attachments, attachedTo }) =>
      [...inline, ...attachments, attachedTo]
        .filter(([tied]) => tied === type)
        .flatMap(([, names]) => pairs(kind, names, 'policy_arn', 'name', 'policy_name')),
    ),
  ];
}
