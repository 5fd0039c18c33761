import type { Declared, DeclaredPolicy, DeclaredUser, KnownEnforcement, Possibility } from '../declared';
import { isObject, listAt, textAt } from '../json-object';
import type { GateDocument } from '../parse-document';
import { Templates, type Resource, type TemplatesOptions, type Value } from './values';

/**
 * The users of CloudFormation templates who get a login profile, each with the policies that the templates tie to that user,
 * directly or by group. Several templates are one app: exports, and equal names, lead from one to another.
 * @throws InvalidDocumentError where a reference leads back to itself
 */
export function declaredByTemplates(
  documents: readonly Pick<GateDocument, 'file' | 'content' | 'lineOf'>[],
  known: KnownEnforcement,
  options: TemplatesOptions = {},
): Declared {
  const templates = new Templates(documents, options);
  const ties = new Ties(templates, known);
  const users = templates
    .ofType('AWS::IAM::User')
    .filter((user) => isMade(user.properties['LoginProfile']))
    .map((user): DeclaredUser => {
      const name = templates.value(user.properties['UserName'], user);
      const path = templates.value(user.properties['Path'] ?? '/', user);
      return {
        address: user.logicalId,
        kind: 'worlds',
        possibilities: [
          {
            userName: name.kind === 'text' ? name.text : undefined,
            path: path.kind === 'text' ? path.text : undefined,
            tags: tagsOf(user, templates),
            policies: ties.policiesOf(user),
          },
        ],
        place: { file: user.template.file, line: user.template.lineOf(user.logicalId) },
      };
    });
  return { users, unseen: [] };
}

/** A login profile under a condition can be made, so it counts. */
export function isMade(loginProfile: unknown): boolean {
  if (loginProfile === undefined || loginProfile === null) return false;
  if (!isObject(loginProfile)) return true;
  if (loginProfile['Ref'] === 'AWS::NoValue') return false;
  const [, ...branches] = listAt(loginProfile, 'Fn::If');
  return branches.length === 0 || branches.some(isMade);
}

function tagsOf(user: Resource, templates: Templates): Possibility['tags'] {
  const { Tags: tags = [] } = user.properties;
  if (!Array.isArray(tags)) return undefined;
  const read = tags.map((tag: unknown) => {
    const key = isObject(tag) ? templates.value(tag['Key'], user) : undefined;
    const value = isObject(tag) ? templates.value(tag['Value'], user) : undefined;
    return key?.kind === 'text' && value?.kind === 'text' ? { key: key.text, value: value.text } : undefined;
  });
  return read.every((tag) => tag !== undefined) ? read : undefined;
}

/** What ties a policy to a user in CloudFormation, and under which conditions. */
class Ties {
  constructor(
    private readonly templates: Templates,
    private readonly known: KnownEnforcement,
  ) {}

  policiesOf(user: Resource): readonly DeclaredPolicy[] {
    const held = [
      ...this.ofPrincipal(user, 'Users', 'AWS::IAM::UserPolicy', 'UserName'),
      ...this.ofGroups(user),
    ];
    return held.map((policy) => unlessConditional(policy, user));
  }

  private ofGroups(user: Resource): readonly Held[] {
    const named = this.templates.members(user.properties['Groups'], user);
    const added = this.templates
      .ofType('AWS::IAM::UserToGroupAddition')
      .filter((addition) => this.names(addition.properties['Users'], addition, user))
      .flatMap((addition) =>
        this.templates
          .members([addition.properties['GroupName']], addition)
          .map((member) => ({ ...member, conditions: [...member.conditions, ...addition.conditions] })),
      );
    return [...named, ...added].flatMap(({ value, conditions }) =>
      this.ofGroup(value).map((held) => ({ ...held, conditions: [...held.conditions, ...conditions] })),
    );
  }

  private ofGroup(value: Value): readonly Held[] {
    const group = this.templates.resource(value, 'AWS::IAM::Group', 'GroupName');
    if (group !== undefined) {
      return this.ofPrincipal(group, 'Groups', 'AWS::IAM::GroupPolicy', 'GroupName').map((held) => ({
        ...held,
        conditions: [...held.conditions, ...group.conditions],
      }));
    }
    const name = value.kind === 'text' ? value.text : '';
    if (this.known.groups.includes(name)) return [enforcing(`the group ${name}`)];
    const address = value.kind === 'text' ? `the group ${value.text}` : `a group (${value.why})`;
    return [unseen(address, 'it is outside the template')];
  }

  /** Inline, attached by the principal itself, or attached by the policy. */
  private ofPrincipal(
    principal: Resource,
    listName: 'Users' | 'Groups',
    inlineType: string,
    nameOfPrincipal: string,
  ): readonly Held[] {
    const { templates } = this;
    const inline = templates
      .members(principal.properties['Policies'], principal, true)
      .map(({ raw, conditions }) =>
        isObject(raw)
          ? {
              ...textOf(`${principal.logicalId}/${textAt(raw, 'PolicyName') ?? ''}`, raw['PolicyDocument']),
              conditions,
            }
          : {
              ...unseen(principal.logicalId, 'an inline policy is known only when it is deployed'),
              conditions,
            },
      );
    const attached = templates
      .members(principal.properties['ManagedPolicyArns'], principal)
      .map(({ value, conditions }) => {
        const held = this.managed(value);
        return { ...held, conditions: [...held.conditions, ...conditions] };
      });
    const attaching = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) =>
      templates
        .ofType(type)
        .filter((policy) => this.names(policy.properties[listName], policy, principal))
        .map(ofResource),
    );
    const own = templates
      .ofType(inlineType)
      .filter((policy) => this.names([policy.properties[nameOfPrincipal]], policy, principal))
      .map(ofResource);
    return [...inline, ...attached, ...attaching, ...own];
  }

  private managed(value: Value): Held {
    const policy = this.templates.resource(value, 'AWS::IAM::ManagedPolicy', 'ManagedPolicyName');
    if (policy !== undefined) return ofResource(policy);
    const arn = value.kind === 'text' ? value.text : undefined;
    if (arn === undefined) {
      const why = value.kind === 'unknown' ? value.why : 'it is no managed policy';
      return unseen('a managed policy', why);
    }
    if (this.known.policyArns.includes(arn)) return enforcing(arn);
    // Of AWS's own managed policies none denies what is done without MFA.
    if (/:iam::aws:policy\//.test(arn))
      return { kind: 'document', address: arn, document: {}, conditions: [] };
    return unseen(arn, 'its text is outside the template');
  }

  private names(list: unknown, from: Resource, principal: Resource): boolean {
    return this.templates
      .members(list, from)
      .some(
        ({ value }) =>
          this.templates.resource(value, principal.type, nameProperty(principal.type)) === principal,
      );
  }
}

type Held = DeclaredPolicy & { readonly conditions: readonly string[] };

const nameProperty = (type: string): string => (type === 'AWS::IAM::User' ? 'UserName' : 'GroupName');

function ofResource(policy: Resource): Held {
  return { ...textOf(policy.logicalId, policy.properties['PolicyDocument']), conditions: policy.conditions };
}

function textOf(address: string, document: unknown): DeclaredPolicy {
  if (isObject(document) && 'Statement' in document) return { kind: 'document', address, document };
  return { kind: 'unseen', address, why: 'its text is known only when it is deployed' };
}

const unseen = (address: string, why: string): Held => ({ kind: 'unseen', address, why, conditions: [] });

const enforcing = (address: string): Held => ({ kind: 'known-enforcement', address, conditions: [] });

/** A policy that comes under a condition of its own may be left out while the user is made. */
function unlessConditional({ conditions, ...policy }: Held, user: Resource): DeclaredPolicy {
  const own = conditions.filter((condition) => !user.conditions.includes(condition));
  if (own.length === 0) return policy;
  return { kind: 'unseen', address: policy.address, why: `it depends on the condition ${own.join(', ')}` };
}
