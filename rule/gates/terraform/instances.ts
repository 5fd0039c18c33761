import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import { cloudControlValues } from './cloud-control';

/** One resource as it is at one moment: before the plan is applied, or after. */
export interface Instance {
  readonly address: string;
  /** `module.team["a"]`, or empty. */
  readonly moduleAddress: string;
  /** `aws_iam_user`; of a resource of Cloud Control the awscc provider's name for it. */
  readonly type: string;
  /** The resource in the configuration of its module: `aws_iam_user.people`, `data.aws_iam_group.all`. */
  readonly key: string;
  readonly isData: boolean;
  readonly index: string | number | undefined;
  readonly actions: readonly string[];
  readonly values: JsonObject;
  /** `true` where a value is known only after apply. */
  readonly unknown: JsonObject;
}

/** The instances after apply. A `forget` leaves the thing in the account, but no longer manages it. */
export const instancesAfter = (plan: JsonObject): readonly Instance[] => [
  ...changesOf(plan).flatMap(({ change, body, actions }) => {
    const values = actions.includes('forget') ? body['before'] : body['after'];
    return isObject(values) ? [instanceOf(change, actions, values, objectAt(body, 'after_unknown'))] : [];
  }),
  ...dataInstances(plan),
];

/** The instances now, as far as the plan manages them. */
export const instancesBefore = (plan: JsonObject): readonly Instance[] => [
  ...changesOf(plan).flatMap(({ change, body, actions }) => {
    const values = body['before'] ?? (actions.includes('no-op') ? body['after'] : undefined);
    return isObject(values) ? [instanceOf(change, actions, values, {})] : [];
  }),
  ...dataInstances(plan),
];

const changesOf = (plan: JsonObject) =>
  listAt(plan, 'resource_changes')
    .filter(isObject)
    .filter((change) => textAt(change, 'deposed') === undefined)
    .map((change) => {
      const body = objectAt(change, 'change');
      return { change, body, actions: listAt(body, 'actions').map(String) };
    });

/** Data sources that were read while planning: their values are in `prior_state`. Nothing else of it counts. */
function dataInstances(plan: JsonObject): readonly Instance[] {
  const visit = (module: JsonObject): readonly Instance[] => [
    ...listAt(module, 'resources')
      .filter(isObject)
      .filter((resource) => resource['mode'] === 'data')
      .map((resource) =>
        instanceOf({ ...resource, module_address: module['address'] }, [], objectAt(resource, 'values'), {}),
      ),
    ...listAt(module, 'child_modules').filter(isObject).flatMap(visit),
  ];
  return visit(objectAt(objectAt(objectAt(plan, 'prior_state'), 'values'), 'root_module'));
}

function instanceOf(
  source: JsonObject,
  actions: readonly string[],
  values: JsonObject,
  unknown: JsonObject,
): Instance {
  const { index } = source;
  const isData = source['mode'] === 'data';
  const type = textAt(source, 'type') ?? '';
  return {
    address: textAt(source, 'address') ?? '',
    moduleAddress: textAt(source, 'module_address') ?? '',
    key: `${isData ? 'data.' : ''}${type}.${textAt(source, 'name') ?? ''}`,
    isData,
    index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
    actions,
    ...(cloudControlValues(type, values) ?? { type, values }),
    unknown,
  };
}

const step = String.raw`module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?`;
const steps = new RegExp(step, 'g');
const lastStep = new RegExp(String.raw`\.?${step}$`);

/** `module.a["x.y"].module.b` is a call of `b` within a call of `a`: "a.b". */
export const modulePath = (moduleAddress: string): string =>
  [...moduleAddress.matchAll(steps)].map(([, name]) => name).join('.');

export const parentModule = (moduleAddress: string): string => moduleAddress.replace(lastStep, '');
