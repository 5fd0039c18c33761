import type { Declared, DeclaredUser, KnownEnforcement, Possibility } from '../declared';
import { isObject, objectAt, textAt } from '../json-object';
import type { GateDocument } from '../parse-document';
import type { Instance } from './instances';
import { Plan } from './links';
import { Ties } from './ties';

const loginProfileType = 'aws_iam_user_login_profile';

/**
 * The users of a Terraform plan whose login profile it creates or updates, each with the policies that the plan ties to that
 * user. What the plan deletes, and what only `prior_state` and `resource_drift` hold, does not count.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function declaredByPlan(document: GateDocument, known: KnownEnforcement): Declared {
  const plan = new Plan(document.content);
  const ties = new Ties(plan, known);
  const place = { file: document.file, line: 1 };
  const profiles = plan
    .ofType(loginProfileType)
    .filter(({ actions }) => actions.includes('create') || actions.includes('update'))
    .map((profile) => ({ profile, users: plan.targets(profile, 'user', 'aws_iam_user') }));
  const ofCloudControl = plan
    .ofType('awscc_iam_user')
    .filter(({ actions }) => actions.includes('create') || actions.includes('update'))
    .filter(
      ({ after, afterUnknown }) => isObject(after['login_profile']) || afterUnknown['login_profile'] === true,
    )
    .map((user) => ({ profile: user, users: [plan.targetOf(user, 'user_name')] }));
  const users = [...profiles, ...ofCloudControl].flatMap(({ profile, users }) =>
    // By a condition it may be any of several users, so each of them counts.
    (users.length > 0 ? users : [undefined]).map((user): DeclaredUser => {
      const resource = user?.instances[0];
      const resourceName = resource === undefined ? undefined : textAt(resource.after, 'name');
      return {
        address: profile.address,
        kind: 'worlds',
        possibilities: [
          {
            userName: user?.name ?? resourceName,
            path: resource === undefined ? undefined : (textAt(resource.after, 'path') ?? '/'),
            tags: resource === undefined ? undefined : tagsOf(resource),
            policies: user === undefined ? [] : ties.policiesOf(user),
          },
        ],
        place,
      };
    }),
  );
  return { users, unseen: [] };
}

function tagsOf({ after, afterUnknown }: Instance): Possibility['tags'] {
  const unknown = afterUnknown['tags'] === true || isObject(afterUnknown['tags']);
  if (unknown && Object.keys(objectAt(afterUnknown, 'tags')).length > 0) return undefined;
  if (afterUnknown['tags'] === true) return undefined;
  // The provider's default_tags are in tags_all only.
  const tags = { ...objectAt(after, 'tags_all'), ...objectAt(after, 'tags') };
  return Object.entries(tags).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
}
