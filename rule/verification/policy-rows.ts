import type { EnforcementOptions, Strength } from '../enforcement/options';
import { strengths } from '../enforcement/options';

/** Whether the request says that MFA was there: without MFA, with MFA, and an access key, whose requests do not carry the key. */
const mfaStates = ['without MFA', 'with MFA', 'access key'] as const;
export type MfaState = (typeof mfaStates)[number];

/** As the simulator calls them. */
export const decisions = { A: 'allowed', E: 'explicitDeny', I: 'implicitDeny' } as const;

/** One decision for each of `mfaStates`, like `EAE`. */
type Decisions = string;

/** Beside the enforcement policy a user has nothing, or may do everything. */
type Grant = 'nothing' | 'everything';

type Row = readonly [
  title: string,
  grant: Grant,
  action: string,
  resource: string,
  all: Decisions,
  consoleOnly: Decisions,
  extra?: Pick<EnforcementOptions, 'allowFirstPasswordChange'> & { readonly tagKey?: string },
];

const own = 'user/anna';
const other = 'user/omar';
const first = { allowFirstPasswordChange: true };

/** Compact and of its own: the cases of test/ compare more policies, and are not shipped. */
const rows: readonly Row[] = [
  ['makes a device of any name', 'nothing', 'iam:CreateVirtualMFADevice', 'mfa/pixel-8', 'AAA', 'AAA'],
  ['assigns a device to itself', 'nothing', 'iam:EnableMFADevice', own, 'AAA', 'AAA'],
  ['resynchronizes its device', 'nothing', 'iam:ResyncMFADevice', own, 'AAA', 'AAA'],
  ['lists its devices', 'nothing', 'iam:ListMFADevices', own, 'AAA', 'AAA'],
  ['sees its device', 'nothing', 'iam:GetMFADevice', own, 'AAA', 'AAA'],
  ['sees itself', 'nothing', 'iam:GetUser', own, 'AAA', 'AAA'],
  ['lists virtual devices', 'nothing', 'iam:ListVirtualMFADevices', '*', 'AAA', 'AAA'],
  ['assigns a device under a path', 'nothing', 'iam:EnableMFADevice', 'user/sales/anna', 'AAA', 'AAA'],
  ['lists its devices under a path', 'nothing', 'iam:ListMFADevices', 'user/sales/anna', 'AAA', 'AAA'],
  ['removes its device', 'nothing', 'iam:DeactivateMFADevice', own, 'EAE', 'EAE'],
  ['deletes its device', 'nothing', 'iam:DeleteVirtualMFADevice', 'mfa/anna', 'EAE', 'EAI'],
  ['changes its password', 'nothing', 'iam:ChangePassword', own, 'EIE', 'EII'],
  ['reads the password policy', 'nothing', 'iam:GetAccountPasswordPolicy', '*', 'EIE', 'EII'],
  ['changes its first password', 'nothing', 'iam:ChangePassword', own, 'AAA', 'AAA', first],
  ['reads its rules', 'nothing', 'iam:GetAccountPasswordPolicy', '*', 'AAA', 'AAA', first],
  ['reads data without a grant', 'nothing', 's3:GetObject', 'arn:s3:::reports/1', 'EIE', 'EII'],
  ['enrols for another without a grant', 'nothing', 'iam:EnableMFADevice', other, 'EIE', 'EII'],
  ['reads data', 'everything', 's3:GetObject', 'arn:s3:::reports/1', 'EAE', 'EAA'],
  ['lists users', 'everything', 'iam:ListUsers', '*', 'EAE', 'EAA'],
  ['makes a user', 'everything', 'iam:CreateUser', other, 'EAE', 'EAA'],
  ['makes an access key for itself', 'everything', 'iam:CreateAccessKey', own, 'EAE', 'EAA'],
  ['makes a password for another', 'everything', 'iam:CreateLoginProfile', other, 'EAE', 'EAA'],
  ['enrols for another', 'everything', 'iam:EnableMFADevice', other, 'EAE', 'EAA'],
  ['sees the devices of another', 'everything', 'iam:ListMFADevices', other, 'EAE', 'EAA'],
  ['removes the device of another', 'everything', 'iam:DeactivateMFADevice', other, 'EAE', 'EAA'],
  ['deletes the device of another', 'everything', 'iam:DeleteVirtualMFADevice', 'mfa/omar', 'EAE', 'EAA'],
  ['removes its own device as administrator', 'everything', 'iam:DeactivateMFADevice', own, 'EAE', 'EAE'],
  ['changes its password as administrator', 'everything', 'iam:ChangePassword', own, 'EAE', 'EAA'],
  ['assumes a role', 'everything', 'sts:AssumeRole', 'role/deploy', 'EAE', 'EAA'],
  ['makes a session with a code', 'everything', 'sts:GetSessionToken', '*', 'AAA', 'AAA'],
  ['exempts a user', 'everything', 'iam:TagUser', other, 'EEE', 'EEE', { tagKey: 'Mfa-Exempt' }],
  ['gives a user another tag', 'everything', 'iam:TagUser', other, 'EAE', 'EAA', { tagKey: 'team' }],
];

export interface PolicyQuestion {
  readonly id: string;
  readonly options: EnforcementOptions;
  readonly grant: Grant;
  readonly mfa: MfaState;
  readonly action: string;
  readonly resource: string;
  readonly tagKey: string | undefined;
  readonly expected: (typeof decisions)[keyof typeof decisions];
}

export interface Place {
  readonly partition: string;
  readonly accountId: string;
}

/** A row becomes six questions: two strengths, three states of MFA. */
export function policyQuestions(place: Place): readonly PolicyQuestion[] {
  return strengths.flatMap((strength) =>
    mfaStates.flatMap((mfa) => rows.map(questionOf(place, strength, mfa))),
  );
}

const questionOf =
  (place: Place, strength: Strength, mfa: MfaState) =>
  ([title, grant, action, resource, all, consoleOnly, extra = {}]: Row): PolicyQuestion => ({
    id: `policy: ${strength}, ${mfa}: ${title}`,
    options: {
      strength,
      partition: place.partition,
      ...(extra.allowFirstPasswordChange === undefined ? {} : first),
      ...(extra.tagKey === undefined ? {} : { exemptTag: exemptTagOf(place) }),
    },
    grant,
    mfa,
    action,
    resource: arnOf(place, resource),
    tagKey: extra.tagKey,
    expected: decisionOf((strength === 'all' ? all : consoleOnly)[mfaStates.indexOf(mfa)]),
  });

const decisionOf = (letter: string | undefined): PolicyQuestion['expected'] =>
  letter === 'A' ? decisions.A : letter === 'E' ? decisions.E : decisions.I;

const exemptTagOf = ({ partition, accountId }: Place) => ({
  key: 'mfa-exempt',
  mayBeChangedBy: `arn:${partition}:iam::${accountId}:role/Exemptions`,
});

function arnOf({ partition, accountId }: Place, resource: string): string {
  if (resource === '*') return resource;
  return resource.startsWith('arn:')
    ? resource.replace(/^arn:/, `arn:${partition}:`)
    : `arn:${partition}:iam::${accountId}:${resource}`;
}

/** Rows that IAM's simulator cannot be asked, so that no reader takes silence for success. */
export const notSimulated: Readonly<Record<string, string>> = {
  'policy: sign-in by the console and by aws login':
    'the simulator does not take the actions of AWS Sign-In; NotResource on arn:...:signin:::console/* is decided in test/cases/sign-in.json',
  'policy: as a service control policy':
    'SimulateCustomPolicy takes no SCP; attach it to a sandbox OU and try the rows of docs/enforcement.md by hand',
  'policy: no-new-passwords': 'SimulateCustomPolicy takes no SCP, and this is one',
};
