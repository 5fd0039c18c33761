import type { MfaDeviceKind } from '../../core/mfa-device';
import type { Finding, SignIn } from '../../findings/finding';
import type { Difference } from '../../findings/difference';
import { hasNoId } from '../../findings/without-ids';
import { changeOf } from '../words/change';
import { capitalized, plain } from '../words/words';
import type { Part } from './parts';
import { counted, dayPart, daysBetween } from './times';

export const isOpen = ({ verdict }: Pick<Finding, 'verdict'>): boolean => verdict === 'NON_COMPLIANT';

/** New since the baseline, or no longer exempt. */
export function newTag(
  difference: Difference | undefined,
): (user: Pick<Finding, 'account' | 'userId'>) => readonly Part[] {
  const change = changeOf(difference);
  return (user) => {
    const of = change(user);
    return of === 'new' || of === 'exemption ended' ? [' ', ['new', [capitalized(of)]]] : [];
  };
}

/** Name and id, with what else is said of a person between. A credential report has ARNs in the place of ids. */
export function userParts(finding: Finding, more: readonly Part[] = []): readonly Part[] {
  const { userName, userId } = finding;
  return [['name', [plain(userName)]], ...more, [hasNoId(finding) ? 'arn' : 'id', [plain(userId)]]];
}

/** Of who must act the ARN, too; it stays away from paper. */
export const arnParts = (finding: Finding): readonly Part[] =>
  finding.arn === '' || hasNoId(finding) ? [] : [['arn', [plain(finding.arn)]]];

const labels: Readonly<Record<string, string>> = {
  administrator: 'Administrator',
  'can-become-administrator': 'Can become administrator',
  'administrator-with-mfa-only': 'Administrator with MFA only',
  'none-found': 'None found',
  'not-read': 'Not read',
};

export const privilegesWord = (label: string | undefined): string =>
  labels[label ?? ''] ?? label ?? 'Not asked';

/** A chip for what a thief could do; "none found" is soft, and never called safe. */
export function privilegesParts({ privileges }: Finding): readonly Part[] {
  if (privileges === 'administrator') return [['solid', ['Administrator']]];
  if (privileges === 'can-become-administrator') return [['chip', ['Can become administrator']]];
  if (privileges === 'administrator-with-mfa-only')
    return [['chip', ['Administrator']], ' ', ['line', ['with MFA only']]];
  return [['soft', [privilegesWord(privileges)]]];
}

export function ownerParts({ owner }: Finding): readonly Part[] {
  if (owner === undefined) return [];
  if (owner === null) return [['owner', [['soft', ['No owner tag']]]]];
  if (owner === 'unknown') return [['owner', [['soft', ['Owner could not be read']]]]];
  return [['owner', [['soft', ['Owner']], ' ', ['foreign', [plain(owner)]]]]];
}

const kinds: Readonly<Record<MfaDeviceKind, string>> = {
  'security-key': 'security key or passkey',
  virtual: 'virtual',
  hardware: 'hardware token',
  sms: 'SMS',
  unknown: 'unknown kind',
};

/** A device that nothing enforces can be taken off with the password alone. */
export const deviceParts = (finding: Finding): readonly Part[] => [
  ...kindParts(finding),
  ...(finding.mfaEnforced === undefined
    ? []
    : [
        ' ',
        [
          'line',
          [finding.mfaEnforced === 'cannot see' ? 'cannot see if enforced' : finding.mfaEnforced],
        ] as const,
      ]),
];

/** The devices as they were read; devices that were not asked for are never called none. */
function kindParts({ mfaKinds, mfaRead, reason }: Finding): readonly Part[] {
  const all = capitalized(mfaKinds.map((kind) => kinds[kind]).join(', '));
  if (mfaRead === 'not-asked' && all !== '') return ['Active', ' ', ['line', ['kind not known']]];
  if (mfaRead === 'not-asked') return [['soft', ['Not asked']]];
  if (mfaRead === 'virtual-only')
    return [all === '' ? 'No virtual device' : all, ' ', ['line', ['others not asked for']]];
  if (reason === 'mfa-too-weak')
    return [
      all === '' ? 'None' : all,
      ' ',
      ['line', [mfaKinds.includes('security-key') ? 'not the key alone' : 'can be phished']],
    ];
  return [all === '' ? 'None' : all];
}

export function passwordParts({ passwordCreatedAt }: Finding, now: string): readonly Part[] {
  const days = daysBetween(passwordCreatedAt, now);
  if (passwordCreatedAt === null || days === undefined) return [['soft', ['Not known']]];
  return [dayPart(passwordCreatedAt), ' ', ['line', [days === 0 ? 'less than a day' : counted(days, 'day')]]];
}

/** The latest sign-in without MFA, where CloudTrail was asked; one with MFA, or a region that was not read, leaves it open. */
export function signInParts(finding: Finding, allRegionsRead: boolean): readonly Part[] {
  const { signIn, awsLogin, passwordLastUsed } = finding;
  if (signIn === undefined) return [['soft', ['Not asked']]];
  const login = awsLogin == null ? [] : awsLoginParts(awsLogin);
  if (signIn === null && login.length > 0) return login;
  const more: readonly Part[] = login.length === 0 ? [] : [' ', ...login];
  if (signIn === null) {
    const used: readonly Part[] =
      passwordLastUsed == null ? [] : [' ', ['line', ['password used ', dayPart(passwordLastUsed)]]];
    return allRegionsRead
      ? [['soft', ['None found']], ...used]
      : [['soft', ['Not known']], ' ', ['line', ['not all regions were read']], ...used];
  }
  const day = dayPart(signIn.at);
  if (signIn.mfaUsed === null)
    return [['soft', ['Not known']], ' ', ['line', ['signed in, MFA not known, on ', day]], ...more];
  if (signIn.mfaUsed) return [['soft', ['Not known']], ' ', ['line', ['with MFA on ', day]], ...more];
  return [['alone', [day]], ...fromParts(signIn), ...more];
}

const fromParts = ({ sourceIp }: SignIn): readonly Part[] =>
  sourceIp === null ? [] : [' ', ['address', [`from ${plain(sourceIp)}`]]];

function awsLoginParts(login: SignIn): readonly Part[] {
  const how = { true: 'with MFA', false: 'without MFA', null: '(MFA not known)' };
  return [
    ['line', [`used “aws login” ${how[`${login.mfaUsed}`]} on `, dayPart(login.at)]],
    ...fromParts(login),
  ];
}

export function lastUsedParts({ passwordLastUsed }: Finding): readonly Part[] {
  if (passwordLastUsed === undefined) return [['soft', ['Not asked']]];
  return passwordLastUsed === null ? ['No use seen'] : [dayPart(passwordLastUsed)];
}
