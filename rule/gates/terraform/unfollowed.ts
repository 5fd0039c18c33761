import { innerTemplate, type Inner } from '../cloudformation/inner-templates';
import type { UnseenThing } from '../declared';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import type { Instance } from './instances';

const templates = new Set(
  ['aws', 'awscc'].flatMap((provider) => [
    `${provider}_cloudformation_stack`,
    `${provider}_cloudformation_stack_set`,
  ]),
);
const elsewhere = [
  'aws_serverlessapplicationrepository_cloudformation_stack',
  'aws_servicecatalog_provisioned_product',
  'awscc_servicecatalog_cloudformation_provisioned_product',
];
const cloudControl = 'aws_cloudcontrolapi_resource';
const users = ['aws_iam_user_login_profile', 'awscc_iam_user', cloudControl, ...elsewhere];

/** The templates that a resource holds, and what may hold users in it and is not followed. */
export function withinResource(
  { address, type, values, actions }: Instance,
  { file, line }: UnseenThing['place'],
  atUrl: string | undefined,
): Inner {
  const place = { file, line };
  const unseen = (why: string): Inner => ({ documents: [], unseen: [{ address, why, place }] });
  if (!actions.includes('create') && !actions.includes('update')) return nothing;
  if (elsewhere.includes(type)) return unseen('has a template that is elsewhere');
  if (
    type === cloudControl &&
    /^AWS::(IAM::User|CloudFormation::)|^$/.test(textAt(values, 'type_name') ?? '')
  )
    return unseen('has a desired state that is known only after apply');
  if (!templates.has(type)) return nothing;
  const body = values['template_body'] ?? atUrl;
  return body === undefined
    ? unseen('has a template that is elsewhere, or known only after apply')
    : innerTemplate({ file }, address, line, body);
}

const nothing: Inner = { documents: [], unseen: [] };

/** A plan that leaves changes out is no proof of anything. */
export function missingParts(plan: JsonObject): readonly Pick<UnseenThing, 'address' | 'why'>[] {
  const isWithout =
    'resource_changes' in plan || hasResources(objectAt(objectAt(plan, 'planned_values'), 'root_module'));
  const deferred = listAt(plan, 'deferred_changes').flatMap((one) => {
    const change = isObject(one) ? objectAt(one, 'resource_change') : {};
    const type = textAt(change, 'type') ?? cloudControl;
    const why = `is deferred to a later plan (${isObject(one) ? (textAt(one, 'reason') ?? 'unknown') : 'unknown'})`;
    return templates.has(type) || users.includes(type)
      ? [{ address: textAt(change, 'address') ?? 'a change', why }]
      : [];
  });
  return [
    ...(listAt(plan, 'resource_changes').every(isChange)
      ? []
      : [{ address: 'the plan', why: 'has a change without its address, its actions or its values' }]),
    ...(!Array.isArray(plan['resource_changes']) && isWithout
      ? [{ address: 'the plan', why: 'has no resource_changes' }]
      : []),
    ...(plan['complete'] === false
      ? [{ address: 'the plan', why: 'is not complete: changes are left for a later plan' }]
      : []),
    ...deferred,
  ];
}

/** With all that says what becomes of which resource. */
function isChange(one: unknown): boolean {
  if (!isObject(one) || !['address', 'type', 'name'].every((name) => textAt(one, name) !== undefined))
    return false;
  const { actions, before, after } = objectAt(one, 'change');
  return (
    Array.isArray(actions) &&
    actions.some((action) => typeof action === 'string') &&
    isObject(before ?? {}) &&
    (isObject(after) || !['create', 'update', 'no-op'].some((action) => actions.includes(action)))
  );
}

const hasResources = (module: JsonObject): boolean =>
  listAt(module, 'resources').length > 0 ||
  listAt(module, 'child_modules').filter(isObject).some(hasResources);
