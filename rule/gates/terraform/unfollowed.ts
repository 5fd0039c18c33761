import { declaredByTemplates } from '../cloudformation/template-users';
import { noKnownEnforcement, type Declared, type UnseenThing } from '../declared';
import { InvalidDocumentError } from '../invalid-document-error';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../json-object';
import { parseDocument, type GateDocument } from '../parse-document';
import type { Instance } from './instances';

/** The attribute in which a resource holds a CloudFormation template. */
const templateAttributes: Readonly<Record<string, string>> = {
  aws_cloudformation_stack: 'template_body',
  aws_cloudformation_stack_set: 'template_body',
  awscc_cloudformation_stack: 'template_body',
  awscc_cloudformation_stack_set: 'template_body',
};

/** These may make a login profile, or a template that does. */
const mayHoldUsers = (type: string): boolean =>
  /^(aws|awscc)_iam_user(_login_profile)?$|^awscc?_cloudformation_stack|^aws_cloudcontrolapi_resource$/.test(
    type,
  ) || type === 'aws_serverlessapplicationrepository_cloudformation_stack';

/** What may hold users and is not followed, and the templates within the plan, which are. */
export function unfollowed(
  { file, content }: Pick<GateDocument, 'file' | 'content'>,
  instances: readonly Instance[],
  placeOf: (instance: Instance | undefined) => UnseenThing['place'],
): { readonly templates: Declared; readonly unseen: readonly UnseenThing[] } {
  const made = instances.filter(({ actions }) => actions.includes('create') || actions.includes('update'));
  const read = made.map((instance) => templateIn(instance, file, placeOf(instance)));
  return {
    templates: {
      users: read.flatMap(({ users }) => users),
      unseen: read.flatMap(({ unseen }) => unseen),
    },
    unseen: [
      ...missingParts(content).map(({ address, why }) => ({ address, why, place: placeOf(undefined) })),
    ],
  };
}

function templateIn(instance: Instance, file: string, place: UnseenThing['place']): Declared {
  const { address, type, values } = instance;
  const unseen = (why: string): Declared => ({ users: [], unseen: [{ address, why, place }] });
  if (type === 'aws_cloudcontrolapi_resource')
    return /^AWS::(IAM::User|CloudFormation::)/.test(textAt(values, 'type_name') ?? 'AWS::IAM::User')
      ? unseen('is a resource of Cloud Control whose desired state is known only after apply')
      : nothing;
  if (type === 'aws_serverlessapplicationrepository_cloudformation_stack')
    return unseen('is an application whose template is elsewhere');
  const attribute = templateAttributes[type];
  if (attribute === undefined) return nothing;
  const text = values[attribute];
  if (typeof text !== 'string' && !isObject(text))
    return unseen('is a stack whose template is elsewhere, or known only after apply');
  try {
    const body = typeof text === 'string' ? text : JSON.stringify(text);
    const template = parseDocument(`${file}#${address}`, body);
    const { users, unseen: inside } = declaredByTemplates([template], noKnownEnforcement);
    const within = <T extends { readonly address: string }>(one: T): T => ({
      ...one,
      address: `${address}/${one.address}`,
      place,
    });
    return { users: users.map(within), unseen: inside.map(within) };
  } catch (error) {
    if (error instanceof InvalidDocumentError) return unseen('holds a template that is none');
    throw error;
  }
}

const nothing: Declared = { users: [], unseen: [] };

/** A plan that leaves changes out is no proof of anything. */
function missingParts(plan: JsonObject): readonly Pick<UnseenThing, 'address' | 'why'>[] {
  const { resource_changes: changes, complete } = plan;
  const holds = hasResources(objectAt(objectAt(plan, 'planned_values'), 'root_module'));
  const deferred = listAt(plan, 'deferred_changes')
    .filter(isObject)
    .map((one) => ({ change: objectAt(one, 'resource_change'), reason: textAt(one, 'reason') ?? 'unknown' }))
    .filter(({ change }) => mayHoldUsers(textAt(change, 'type') ?? 'aws_iam_user'))
    .map(({ change, reason }) => ({
      address: textAt(change, 'address') ?? 'a change',
      why: `is deferred to a later plan (${reason})`,
    }));
  return [
    ...(!Array.isArray(changes) && (holds || 'resource_changes' in plan)
      ? [{ address: 'the plan', why: 'has no resource_changes' }]
      : []),
    ...(complete === false
      ? [{ address: 'the plan', why: 'is not complete: changes are left for a later plan' }]
      : []),
    ...deferred,
  ];
}

function hasResources(module: JsonObject): boolean {
  return (
    listAt(module, 'resources').length > 0 ||
    listAt(module, 'child_modules').filter(isObject).some(hasResources)
  );
}
