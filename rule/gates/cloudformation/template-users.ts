import type { Declared, DeclaredUser, KnownEnforcement, Possibility } from '../declared';
import { isObject, objectAt } from '../json-object';
import { innerTemplate } from './inner-templates';
import { madeBy, Scope } from './scope';
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
  depth = 0,
): Declared {
  const within = documents.flatMap(writtenIn);
  const { own, ofStackSets } = apart(documents);
  const inner = [...within.flatMap((one) => one.documents), ...ofStackSets];
  const isTooMuch = depth > maxDepth || inner.length > maxInner;
  const deeper = isTooMuch
    ? tooDeep(inner)
    : inner.length === 0
      ? none
      : declaredByTemplates(inner, known, depth + 1);
  const each = accountsIn(own).map((scope) => declaredIn(new Scope(scope), known, documents));
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
/** StackSets of StackSets can multiply. */
const [maxDepth, maxInner] = [10, 2_000];

function tooDeep(inner: readonly TemplateDocument[]): Declared {
  const files = [...new Set(inner.map(({ file }) => file))];
  const why = 'is the template of StackSets within StackSets, more than are followed';
  return { users: [], unseen: files.map((file) => ({ address: file, why, place: { file, line: 1 } })) };
}

/** The templates that stack resources carry in themselves. */
function writtenIn(document: TemplateDocument) {
  return Object.entries(objectAt(document.content, 'Resources')).flatMap(([id, body]) => {
    if (!isObject(body) || !stacks.includes(String(body['Type']))) return [];
    const { TemplateBody: template } = objectAt(body, 'Properties');
    return template === undefined ? [] : [innerTemplate(document, id, document.lineOf(id), template)];
  });
}

const stacks = ['AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet'];

type MadeBy = Parameters<typeof madeBy>[0];

/** The stacks of a StackSet are in accounts of their own, with all that its template leads to. */
function apart(documents: readonly TemplateDocument[]) {
  const made = (one: TemplateDocument, ...types: readonly MadeBy[]) =>
    types.flatMap((type) => madeBy(type, one, documents));
  const from = (start: readonly TemplateDocument[], ...types: readonly MadeBy[]) => {
    const found = new Map(start.map((one) => [one.file, one]));
    for (const one of found.values()) for (const [, next] of made(one, ...types)) found.set(next.file, next);
    return found;
  };
  const targets = documents.flatMap((one) => made(one, 'StackSet').map(([, target]) => target));
  const inner = new Set(
    documents.flatMap((one) => made(one, 'Stack', 'StackSet').map(([, { file }]) => file)),
  );
  const outer = from(
    documents.filter(({ file }) => !inner.has(file)),
    'Stack',
  );
  const reached = from(targets, 'Stack', 'StackSet');
  const first = documents.filter(({ file }) => outer.has(file) || !reached.has(file));
  // StackSets that make each other have no outer template.
  const found = from(first, 'Stack', 'StackSet');
  const own = documents.filter((one) => first.includes(one) || !found.has(one.file));
  const ofStackSets = own.flatMap((one) =>
    made(one, 'StackSet').flatMap(([id, target]) => {
      return [...from([target], 'Stack', 'StackSet').values()].map((member) => {
        const stage = member.prefix === one.prefix ? '' : (member.prefix ?? '');
        const prefix = `${stage}${one.prefix ?? ''}${id}/`;
        const scope = `${one.file}#${prefix}`;
        return { ...member, prefix, scope, account: undefined, stackName: undefined };
      });
    }),
  );
  return { own, ofStackSets };
}

/** Documents of one scope together, and with each what its stacks and StackSets are made of. */
export function accountsIn<T extends TemplateDocument>(documents: readonly T[]): readonly (readonly T[])[] {
  const scopes = new Map<string, T[]>();
  const outer = new Map(
    documents.flatMap((document) =>
      [...madeBy('Stack', document, documents), ...madeBy('StackSet', document, documents)].map(
        ([, { file }]) => [file, document] as const,
      ),
    ),
  );
  for (const document of documents) {
    let root: TemplateDocument = document;
    for (let depth = 0; depth < 10; depth += 1) root = outer.get(root.file) ?? root;
    const key = document.scope ?? root.scope ?? `file ${root.file}`;
    scopes.set(key, [...(scopes.get(key) ?? []), document]);
  }
  return [...scopes.values()];
}

function declaredIn(scope: Scope, known: KnownEnforcement, documents: readonly TemplateDocument[]): Declared {
  const ties = new Ties(scope, known);
  return {
    users: scope.ofType('AWS::IAM::User').flatMap((user) => declaredUser(user, scope, ties)),
    unseen: scope.templates.flatMap((template) => unseenIn(template, scope, documents)),
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
