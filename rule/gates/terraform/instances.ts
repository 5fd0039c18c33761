import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';

/** One resource as it will be after apply. */
export interface Instance {
  readonly address: string;
  /** `module.team["a"]`, or empty. */
  readonly moduleAddress: string;
  readonly type: string;
  readonly name: string;
  readonly mode: 'managed' | 'data';
  readonly index: string | number | undefined;
  readonly actions: readonly string[];
  readonly after: JsonObject;
  /** `true` where a value is known only after apply. */
  readonly afterUnknown: JsonObject;
}

/** What is there after apply. A `forget` leaves the thing in the account and the plan, but no longer manages it. */
export function changedInstances(plan: JsonObject): readonly Instance[] {
  return listAt(plan, 'resource_changes').flatMap((change) => {
    if (!isObject(change) || textAt(change, 'deposed') !== undefined) return [];
    const body = objectAt(change, 'change');
    const { after } = body;
    if (!isObject(after)) return [];
    return [instanceOf(change, listAt(body, 'actions').map(String), after, objectAt(body, 'after_unknown'))];
  });
}

/** Data sources that were read while planning: their values stand in `prior_state`. Nothing else of it is looked at. */
export function dataInstances(plan: JsonObject): readonly Instance[] {
  const values = objectAt(objectAt(plan, 'prior_state'), 'values');
  const visit = (module: JsonObject): readonly Instance[] => [
    ...listAt(module, 'resources')
      .filter(isObject)
      .filter((resource) => resource['mode'] === 'data')
      .map((resource) =>
        instanceOf(
          { ...resource, module_address: module['address'] },
          ['read'],
          objectAt(resource, 'values'),
          {},
        ),
      ),
    ...listAt(module, 'child_modules').filter(isObject).flatMap(visit),
  ];
  return visit(objectAt(values, 'root_module'));
}

function instanceOf(
  source: JsonObject,
  actions: readonly string[],
  after: JsonObject,
  afterUnknown: JsonObject,
): Instance {
  const { index } = source;
  return {
    address: textAt(source, 'address') ?? '',
    moduleAddress: textAt(source, 'module_address') ?? '',
    type: textAt(source, 'type') ?? '',
    name: textAt(source, 'name') ?? '',
    mode: source['mode'] === 'data' ? 'data' : 'managed',
    index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
    actions,
    after,
    afterUnknown,
  };
}
