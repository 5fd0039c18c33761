import type { Declared, DeclaredUser, KnownEnforcement, Possibility, UnseenThing } from '../declared';
import { isObject, objectAt } from '../json-object';
import { innerTemplate } from './inner-templates';
import { nestedFiles, Scope } from './scope';
import { isMade, type Resource, type TemplateDocument } from './template';
import { Ties } from './ties';
import { isMadeByMacro, unseenIn } from './unseen';
import { isLiteral, isNoValue } from './value';
import { Values } from './values';
import { inEachWorld, type World } from './worlds';

/**
 * The users of CloudFormation templates who get a login profile, in each world that the templates' conditions allow, with the
 * policies that are tied to them there.
 * @throws InvalidDocumentError where a reference leads back to itself
 */
export function declaredByTemplates(
  documents: readonly TemplateDocument[],
  known: KnownEnforcement,
): Declared {
  const within = documents.flatMap((document) => innerOf(document));
  const inner = within.flatMap((one) => one.documents);
  const deeper = inner.length === 0 ? none : declaredByTemplates(inner, known);
  const each = accountsIn(documents).map((scope) => declaredIn(new Scope(scope), known));
  return {
    users: [...each.flatMap(({ users }) => users), ...deeper.users],
    unseen: [
      ...each.flatMap(({ unseen }) => unseen),
      ...within.flatMap(({ unseen }) => unseen),
      ...deeper.unseen,
    ],
  };
}

const none: Declared = { users: [], unseen: [] };

/** The templates that stack resources carry in themselves. */
function innerOf(document: TemplateDocument) {
  return Object.entries(objectAt(document.content, 'Resources')).flatMap(([id, body]) => {
    if (!isObject(body) || !/^AWS::CloudFormation::Stack(Set)?$/.test(String(body['Type']))) return [];
    const { TemplateBody: template } = objectAt(body, 'Properties');
    return template === undefined ? [] : [innerTemplate(document, id, document.lineOf(id), template)];
  });
}

/** Documents of one scope together, a nested template with the one that nests it. */
export function accountsIn<T extends TemplateDocument>(documents: readonly T[]): readonly (readonly T[])[] {
  const scopes = new Map<string, T[]>();
  const outer = new Map(
    documents.flatMap((document) =>
      nestedFiles(document, documents).map((file) => [file, document] as const),
    ),
  );
  for (const document of documents) {
    let root: TemplateDocument = document;
    for (let depth = 0; depth < 10; depth += 1) root = outer.get(root.file) ?? root;
    const key = root.scope ?? `file ${root.file}`;
    scopes.set(key, [...(scopes.get(key) ?? []), document]);
  }
  return [...scopes.values()];
}

function declaredIn(scope: Scope, known: KnownEnforcement): Declared {
  const ties = new Ties(scope, known);
  return {
    users: scope.ofType('AWS::IAM::User').flatMap((user) => declaredUser(user, scope, ties)),
    unseen: scope.templates.flatMap((template): readonly UnseenThing[] => unseenIn(template, scope)),
  };
}

function declaredUser(user: Resource, scope: Scope, ties: Ties): readonly DeclaredUser[] {
  const { template, logicalId, properties } = user;
  // Of properties that a macro makes, nothing is known: unseen.ts says so.
  if (properties['LoginProfile'] === undefined || isMadeByMacro(properties)) return [];
  const possibilities = inEachWorld(scope.conditions, (world) => possibility(user, scope, ties, world));
  const there = possibilities?.filter((one) => one !== undefined) ?? [tooMany(logicalId)];
  if (there.length === 0) return [];
  return [
    {
      address: template.addressOf(logicalId),
      kind: 'worlds',
      possibilities: there,
      construct: template.document.constructOf?.(logicalId),
      place: template.placeOf(logicalId),
    },
  ];
}

/** Undefined where the user, or the login profile, is not made in the world. */
function possibility(user: Resource, scope: Scope, ties: Ties, world: World): Possibility | undefined {
  if (!isMade(user, world)) return undefined;
  const values = new Values(scope, world);
  const { template, properties } = user;
  const profile = values.branch(properties['LoginProfile'], template);
  if (profile === null || profile === undefined || isNoValue(profile)) return undefined;
  const text = (raw: unknown): string | undefined => {
    const value = values.of(raw, template);
    return value.kind === 'text' && isLiteral(value.text) ? value.text : undefined;
  };
  const userName = text(properties['UserName']);
  const tags = values.members(properties['Tags'], template)?.map((tag) => {
    const [key, value] = isObject(tag) ? [text(tag['Key']), text(tag['Value'])] : [];
    return key === undefined || value === undefined ? undefined : { key, value };
  });
  const policies = ties.policiesOf(user, { scope, values, userName });
  return {
    where: world.name,
    userName,
    path: text(properties['Path'] ?? '/'),
    tags: tags?.every((tag) => tag !== undefined) === true ? tags : undefined,
    policies,
  };
}

const tooMany = (logicalId: string): Possibility => ({
  userName: undefined,
  path: undefined,
  tags: undefined,
  policies: [
    {
      kind: 'unseen',
      address: logicalId,
      why: 'its conditions come out in more ways than are looked at (1,024)',
    },
  ],
});
