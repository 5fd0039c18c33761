import { enforcingIn } from '../assess';
import { declaredByTemplates } from '../cloudformation/template-users';
import type {
  Declared,
  DeclaredPolicy,
  DeclaredUser,
  KnownEnforcement,
  Possibility,
  UnseenThing,
} from '../declared';
import { isObject, listAt, objectAt, textAt } from '../json-object';
import type { GateDocument } from '../document';
import { certainOf, waysOf } from './choices';
import { Configuration } from './configuration';
import { Evaluation } from './evaluation';
import { instancesAfter, instancesBefore, type Instance } from './instances';
import { Links, type Target } from './links';
import { Sources } from './sources';
import { templateAtUrl } from './template-objects';
import { Taken } from './taken';
import { Ties } from './ties';
import { missingParts, withinResource } from './unfollowed';

/** A login profile may be of so many users; of more it is not asked. */
const mostCandidates = 50;

const isMade = ({ actions }: Instance): boolean => actions.includes('create') || actions.includes('update');

/**
 * The users of a Terraform plan whose login profile it makes, or leaves in place while it takes policies away, each with the
 * policies that the plan ties to that user. What only `prior_state` and `resource_drift` hold does not count.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function declaredByPlan(
  document: Pick<GateDocument, 'file' | 'content' | 'sources'>,
  known: KnownEnforcement,
): Declared {
  return new PlanReader(document, known).declared();
}

class PlanReader {
  private readonly sources: Sources;
  private readonly after: Links;
  private readonly before: Links;
  private readonly tiesAfter: Ties;
  private readonly tiesBefore: Ties;
  private readonly profilesBefore: ReadonlyMap<string, { readonly profile: Instance }>;

  constructor(
    private readonly document: Parameters<typeof declaredByPlan>[0],
    private readonly known: KnownEnforcement,
  ) {
    const { content } = document;
    this.sources = new Sources(content, document.sources);
    const linksOf = (instances: readonly Instance[]): Links => {
      const configuration = new Configuration(content, instances);
      return new Links(
        instances,
        configuration,
        new Evaluation(content, instances, configuration, this.sources),
      );
    };
    this.after = linksOf(instancesAfter(content));
    this.before = linksOf(instancesBefore(content));
    this.tiesAfter = new Ties(this.after, known, new Taken(content));
    this.profilesBefore = new Map(this.profilesOf(this.before).map((one) => [one.profile.address, one]));
    this.tiesBefore = new Ties(this.before, known, { from: () => undefined });
  }

  declared(): Declared {
    const users = this.profilesOf(this.after).map(({ profile, user }) => this.declaredUser(profile, user));
    const lost = users.flatMap((user) => this.unseenLoss(user));
    const instances = this.after.all();
    const configuration = new Configuration(this.document.content, instances);
    const within = instances.map((instance) =>
      withinResource(instance, this.placeOf(instance), templateAtUrl(instance, instances, configuration)),
    );
    const templates = declaredByTemplates(
      within.flatMap(({ documents }) => documents),
      this.known,
    );
    const missing = missingParts(this.document.content);
    return {
      users: [...users, ...templates.users],
      unseen: [
        ...missing.map((part) => ({ ...part, place: { file: this.document.file, line: 1 } })),
        ...within.flatMap(({ unseen }) => unseen),
        ...templates.unseen,
        ...lost,
      ],
    };
  }

  /** The login profiles, and the attribute that names their user; of the awscc provider the user has it itself. */
  private profilesOf(links: Links) {
    return [
      ...links.ofType('aws_iam_user_login_profile').map((profile) => ({ profile, user: 'user' })),
      ...links
        .ofType('awscc_iam_user')
        .filter(
          ({ values, unknown }) =>
            (values['login_profile'] ?? null) !== null || unknown['login_profile'] === true,
        )
        .map((profile) => ({ profile, user: undefined })),
    ];
  }

  private declaredUser(profile: Instance, attribute: string | undefined): DeclaredUser {
    const candidates = this.usersOf(this.after, profile, attribute);
    return {
      address: profile.address,
      kind: 'candidates',
      possibilities:
        candidates.length > 0
          ? candidates.flatMap((user) => this.possibilitiesOf(user, candidates.length > 1))
          : [nobodyKnown(profile)],
      before: isMade(profile) ? undefined : this.policiesBefore(profile, attribute),
      place: this.placeOf(profile),
    };
  }

  private usersOf(links: Links, profile: Instance, attribute: string | undefined): readonly Target[] {
    if (attribute === undefined) return [links.targetOf(profile)];
    const slots = links.slots(profile, attribute, 'user');
    // If one collection is spread over the profiles, each user gets one of the passwords.
    const turn = links.spread(profile, attribute, 'user')?.indexOf(profile);
    const chosen = slots.map((slot) =>
      turn === undefined || slot.options.length === 1
        ? slot
        : { ...slot, options: slot.options.slice(turn, turn + 1) },
    );
    const isOpen = chosen.some(({ options, hidden }) => hidden.length > 0 || options.length > mostCandidates);
    return isOpen ? [] : chosen.flatMap(({ options }) => options);
  }

  private possibilitiesOf(user: Target, isOneOfSeveral: boolean): readonly Possibility[] {
    const { instance, name } = user;
    const values = instance?.values ?? {};
    const userName = textAt(values, 'name') ?? textAt(values, 'user_name') ?? name;
    return waysOf(this.tiesAfter.choicesOf(user)).map(({ policies, where }): Possibility => ({
      where: isOneOfSeveral
        ? [`the user is ${userName ?? instance?.address ?? ''}`, where]
            .filter((part) => part !== undefined)
            .join(' and ')
        : where,
      userName,
      path: instance === undefined ? undefined : (textAt(values, 'path') ?? '/'),
      tags: instance === undefined ? undefined : tagsOf(instance),
      policies,
    }));
  }

  /** An MFA device that the plan deletes has protected the user until now: the provider deactivates it first. */
  private policiesBefore(profile: Instance, attribute: string | undefined): readonly DeclaredPolicy[] {
    const then = this.profilesBefore.get(profile.address);
    if (then === undefined) return [];
    const [user] = this.usersOf(this.before, then.profile, attribute);
    if (user === undefined) return [];
    const devices = this.before
      .ofType('aws_iam_virtual_mfa_device')
      .filter(
        ({ actions, values }) => actions.includes('delete') && textAt(values, 'user_name') === user.name,
      )
      .map(({ address }): DeclaredPolicy => ({ kind: 'known-enforcement', address }));
    return [...certainOf(this.tiesBefore.choicesOf(user)), ...devices];
  }

  /** A policy or group outside the plan, which may enforce MFA, that the plan takes from a user who keeps the password. */
  private unseenLoss({ address, before = [], possibilities, place }: DeclaredUser): readonly UnseenThing[] {
    const isEnforced = possibilities.every((one) => enforcingIn(one.policies, one) !== undefined);
    const isLeft = ({ address: held }: DeclaredPolicy): boolean =>
      possibilities.every(({ policies }) => policies.some((policy) => policy.address === held));
    const lost = before.find((policy) => policy.kind === 'unseen' && !isLeft(policy));
    if (lost === undefined || isEnforced) return [];
    return [
      {
        address,
        why: `keeps its login profile and may lose ${lost.address}, which is outside the plan`,
        place,
      },
    ];
  }

  private placeOf(instance: Instance | undefined): DeclaredUser['place'] {
    const written = instance === undefined ? undefined : this.sources.placeOf(instance);
    return written ?? { file: this.document.file, line: 1 };
  }
}

const nobodyKnown = ({ address }: Instance): Possibility => ({
  userName: undefined,
  path: undefined,
  tags: undefined,
  policies: [{ kind: 'unseen', address, why: 'its user is known only after apply' }],
});

function tagsOf({ values, unknown }: Instance): Possibility['tags'] {
  const notYet = unknown['tags'];
  if (notYet === true || (isObject(notYet) && Object.keys(notYet).length > 0)) return undefined;
  // The awscc provider has a list; the aws provider's default_tags are in tags_all only.
  const listed = listAt(values, 'tags').flatMap((tag) => (isObject(tag) ? [[tag['key'], tag['value']]] : []));
  const all = { ...objectAt(values, 'tags_all'), ...objectAt(values, 'tags') };
  return [...listed, ...Object.entries(all)].flatMap(([key, value]) =>
    typeof key === 'string' && typeof value === 'string' ? [{ key, value }] : [],
  );
}
