import type { PolicyDocument } from '../../rule/enforcement/document';
import type { EnforcementOptions, Exemptions } from '../../rule/enforcement/options';
import { mfaEnforcementPolicy, mfaEnforcementScp } from '../../rule/enforcement/policy';
import type { Answer, Formula, MfaState, Question, RequestKind, Z3 } from './solver';

/** The documents that the options make. */
export interface Documents {
  readonly policy: object;
  readonly scp: object;
}
export type Kind = keyof Documents;

export interface Theorem {
  readonly title: string;
  readonly question: Question;
}

/** Design 10, letter by letter; never the product's own lists. */
const ownUserActions = [
  'iam:EnableMFADevice',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ResyncMFADevice',
];
const creating = ['iam:CreateVirtualMFADevice'];
const listing = ['iam:ListVirtualMFADevices'];
const credentialsBySignIn = ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'];
const signingIn = ['signin:Authenticate', ...credentialsBySignIn];
const session = ['sts:GetSessionToken'];

export const documentsOf = (options: EnforcementOptions): Readonly<Record<Kind, PolicyDocument>> => ({
  policy: mfaEnforcementPolicy(options),
  scp: mfaEnforcementScp(options),
});

const named = 'arn:*:iam::111122223333:user/Exemptions';
const tagName = 'mfa-exempt';
/** What may exempt, alone and together; each by the principal who alone may change it. */
export const exemptions: Readonly<Record<string, Exemptions>> = {
  tag: { tagKey: tagName, mayBeChangedBy: named },
  paths: { paths: ['/service/', '/ci/a/'], mayBeChangedBy: 'arn:aws:iam::*:role/hr/Joiners-*' },
  names: { userNames: ['deploy', 'ci.bot'], mayBeChangedBy: named },
  all: { tagKey: tagName, paths: ['/service/'], userNames: ['deploy'], mayBeChangedBy: named },
};
/** The model leaves the tags of a request free; these are its names for "one of the keys is mfa-exempt, in any case". */
const tagged: Formula = {
  and: [{ said: 'aws:tagkeys is there' }, { said: `aws:tagkeys string ignorecase ${tagName}` }],
};

/** Whatever would make, move or take away an exemption of these. */
function changesExemption({ tagKey, paths = [], userNames = [] }: Exemptions, partition: string): Formula {
  const users = [
    ...paths.map((path) => `user${path}*`),
    ...userNames.flatMap((name) => [`user/${name}`, `user/*/${name}`]),
  ].map((user) => `arn:${partition}:iam::*:${user}`);
  return {
    or: [
      ...(tagKey === undefined
        ? []
        : [{ and: [{ action: ['iam:CreateUser', 'iam:TagUser', 'iam:UntagUser'] }, tagged] }]),
      ...(users.length === 0
        ? []
        : [{ and: [{ action: ['iam:CreateUser', 'iam:UpdateUser'] }, { resource: users }] }]),
    ],
  };
}

/** Theorems (a) to (f) of design 16 about one document, and that nobody but the named principal changes an exemption. */
export function theorems(
  kind: Kind,
  options: EnforcementOptions,
  documents: Documents = documentsOf(options),
): readonly Theorem[] {
  const { strength, partition = 'aws', allowFirstPasswordChange = false } = options;
  const withoutMfa: readonly MfaState[] = strength === 'all' ? ['false', 'absent'] : ['false'];
  const password = allowFirstPasswordChange ? ['iam:ChangePassword'] : [];
  const passwordPolicy = allowFirstPasswordChange ? ['iam:GetAccountPasswordPolicy'] : [];
  const noUsers = [...creating, ...listing, ...passwordPolicy, ...signingIn, ...session];
  const denied: Formula = { denied: { by: kind } };
  const free: Formula =
    kind === 'scp' ? { not: denied } : { and: [{ not: denied }, { allowed: { by: 'policy' } }] };
  const ask: Ask = (title, request, holds) => [
    {
      title: `${kind}: ${title}`,
      question: { documents: { ...documents }, request: { partition, ...request }, holds },
    },
  ];
  const whenever = (actions: readonly string[], then: Formula): Formula => ({
    if: { this: { action: actions }, then },
  });

  return [
    ...ask(
      '(a) without MFA nothing but the listed actions is left',
      { mfa: withoutMfa },
      { or: [denied, { action: [...ownUserActions, ...password, ...noUsers] }] },
    ),
    ...(kind === 'scp'
      ? []
      : [
          ...grantsNoMore(ask, [...ownUserActions, ...creating, ...listing, ...password, ...passwordPolicy]),
          ...grantsOnOwnAlone(ask, [...listing, ...passwordPolicy], partition),
        ]),
    ...(strength === 'all' ? [] : leavesAccessKeys(ask, kind, options)),
    ...ask(
      '(b) without MFA nothing is left on another user: no device, no password',
      { mfa: withoutMfa, resource: 'other-user' },
      { or: [denied, { action: noUsers }] },
    ),
    ...ask(
      '(b) a device is taken off with MFA only, in both strengths',
      { mfa: ['false', 'absent'], resource: 'own-user' },
      whenever(['iam:DeactivateMFADevice'], denied),
    ),
    ...ask(
      '(c) without MFA no sign-in gives credentials but to the console, in both strengths',
      { mfa: ['false', 'absent'] },
      whenever(credentialsBySignIn, { or: [denied, { resource: [`arn:${partition}:signin:::console/*`] }] }),
    ),
    ...ask(
      '(d) nobody is kept from enrolling themselves',
      { resource: 'own-user' },
      whenever([...ownUserActions, ...password], free),
    ),
    ...ask('(d) nobody is kept from creating a device', { resource: 'device' }, whenever(creating, free)),
    ...ask(
      '(d) nobody is kept from seeing what names are taken',
      { resource: 'none' },
      whenever([...listing, ...passwordPolicy], free),
    ),
    ...ask(
      '(d) nobody is kept from a session with MFA',
      { resource: 'none' },
      whenever(session, { not: denied }),
    ),
    ...ask(
      '(d) nobody is kept from the console',
      { resource: 'console' },
      whenever(signingIn, { not: denied }),
    ),
    ...ask('(d) with MFA nothing is denied', { mfa: ['true'] }, onlyBy(kind, options, ['*'])),
    ...(kind === 'scp' ? bindsUsersOnly(ask, options) : []),
    ...(options.exemptions === undefined ? [] : exemptionIsGuarded(ask, kind, options.exemptions, partition)),
  ];
}

type Ask = (title: string, request: RequestKind, holds: Formula) => readonly Theorem[];

function bindsUsersOnly(ask: Ask, options: EnforcementOptions): readonly Theorem[] {
  return (['role', 'service-linked', 'root'] as const).flatMap((principal) =>
    ask(`(e) it binds users, and no ${principal}`, { principal }, onlyBy('scp', options, ['*'])),
  );
}

/** Not denied, unless it is an exemption that is changed. */
function onlyBy(kind: Kind, options: EnforcementOptions, actions: readonly string[]): Formula {
  const { exemptions: guarded, partition = 'aws' } = options;
  const then: Formula = { not: { denied: { by: kind } } };
  return {
    if: {
      this: { action: actions },
      then: guarded === undefined ? then : { or: [then, changedByAnother(guarded, partition)] },
    },
  };
}

const changedByAnother = (guarded: Exemptions, partition: string): Formula => ({
  and: [changesExemption(guarded, partition), { not: { principal: [guarded.mayBeChangedBy] } }],
});

function grantsNoMore(ask: Ask, listed: readonly string[]): readonly Theorem[] {
  const allowed: Formula = { allowed: { by: 'policy' } };
  const removing: Formula = { action: ['iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'] };
  return [
    ...ask(
      '(a) without MFA it grants the listed actions alone, in both strengths',
      { mfa: ['false', 'absent'] },
      { or: [{ not: allowed }, { action: listed }] },
    ),
    ...(['own-user', 'own-device'] as const).flatMap((resource) =>
      ask(
        `(d) with MFA the ${resource} loses a device`,
        { mfa: ['true'], resource },
        { if: { this: removing, then: allowed } },
      ),
    ),
  ];
}

/** With MFA or without it, and to whom else it would be a way to another's factor. */
function grantsOnOwnAlone(ask: Ask, onNothing: readonly string[], partition: string): readonly Theorem[] {
  const notAllowed: Formula = { not: { allowed: { by: 'policy' } } };
  const own: Formula = { resource: [`arn:${partition}:iam::*:mfa/\${aws:username}`] };
  return [
    ...ask(
      '(b) with MFA, too, it grants nothing on another user',
      { resource: 'other-user' },
      { or: [notAllowed, { action: [...onNothing, ...creating] }] },
    ),
    ...ask(
      "(b) with MFA, too, it grants nothing on another's device but to make one",
      { resource: 'device' },
      { or: [notAllowed, { action: [...onNothing, ...creating] }, own] },
    ),
  ];
}

/** `console-only` is for who signs in: an access key without MFA goes on, but takes off no device and gets no credentials by a sign-in. */
function leavesAccessKeys(ask: Ask, kind: Kind, options: EnforcementOptions): readonly Theorem[] {
  const { partition = 'aws', exemptions: guarded } = options;
  return ask(
    'an access key without MFA is denied nothing else',
    { mfa: ['absent'] },
    {
      or: [
        { not: { denied: { by: kind } } },
        { action: ['iam:DeactivateMFADevice', ...credentialsBySignIn] },
        ...(guarded === undefined ? [] : [changedByAnother(guarded, partition)]),
      ],
    },
  );
}

/** These statements ask nothing about the principal's own resources, so a resource is one text. */
function exemptionIsGuarded(
  ask: Ask,
  kind: Kind,
  guarded: Exemptions,
  partition: string,
): readonly Theorem[] {
  const denied: Formula = {
    denied: { by: kind, statements: ['DenyChangingExemptions', 'DenyMovingIntoExemptions'] },
  };
  const another = changedByAnother(guarded, partition);
  const resource = [{ any: 'resource', of: 'text' }] as const;
  return (['user', 'role', 'root'] as const).flatMap((principal) => [
    ...ask(
      `no ${principal} but the named principal changes the exemption`,
      { principal, resource },
      { if: { this: another, then: denied } },
    ),
    ...ask(
      `no ${principal} is kept from anything else`,
      { principal, resource },
      { if: { this: denied, then: another } },
    ),
  ]);
}

/** (f): what `console-only` denies, `all` denies. */
export function strengthsAreNested(kind: Kind, options: Omit<EnforcementOptions, 'strength'>): Theorem {
  const all = documentsOf({ ...options, strength: 'all' })[kind];
  const consoleOnly = documentsOf({ ...options, strength: 'console-only' })[kind];
  return {
    title: `${kind}: (f) whatever console-only denies, all denies`,
    question: {
      documents: { all, consoleOnly },
      request: options.partition === undefined ? {} : { partition: options.partition },
      holds: { if: { this: { denied: { by: 'consoleOnly' } }, then: { denied: { by: 'all' } } } },
    },
  };
}

/** The theorems that are refuted, or that z3 does not decide. */
export async function notProved(
  z3: Pick<Z3, 'ask'>,
  asked: readonly Theorem[],
): Promise<readonly [string, Answer][]> {
  const answers = await Promise.all(
    asked.map(async ({ title, question }): Promise<[string, Answer]> => [title, await z3.ask(question)]),
  );
  return answers.filter(([, { result }]) => result !== 'proved');
}

/** Some theorem fails. */
export async function isRefuted(z3: Pick<Z3, 'ask'>, asked: readonly Theorem[]): Promise<boolean> {
  for (const { question } of asked) if ((await z3.ask(question)).result === 'refuted') return true;
  return false;
}
