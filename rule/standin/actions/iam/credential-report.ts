import * as v from 'valibot';
import { action } from '../action';
import type { UserRecord } from '../../state/iam-store';
import type { Account } from '../../state/account';
import { iamArn, userArn } from './shown';

const columns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/** The stand-in's users have no access keys and no certificates. */
const keyless = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
const noKeys = [...keyless, ...keyless, 'false', 'N/A', 'false', 'N/A'];

export const GenerateCredentialReport = action(v.object({}), (account) => {
  const state = account.iam.credentialReport.generate(account.store.now(), () => reportOf(account));
  if (state !== 'STARTED') return { State: state };
  return { State: state, Description: 'No report exists. Starting a new report generation task' };
});

export const GetCredentialReport = action(v.object({}), (account) => {
  const report = account.iam.credentialReport.get(account.store.now(), () => reportOf(account));
  return {
    Content: Buffer.from(report.content).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: report.generatedAt,
  };
});

/** IAM's report ends without a line break. */
function reportOf(account: Account): string {
  const users = [...account.iam.users].map((user) => userLine(account, user));
  return [columns, rootLine(account), ...users].map((cells) => cells.join(',')).join('\n');
}

function rootLine(account: Account): readonly string[] {
  const hasMfa = [...account.iam.virtualDevices].some(({ owner }) => owner === 'root');
  const created = new Date('2020-01-01T00:00:00Z');
  return [
    '<root_account>',
    iamArn(account, 'root'),
    time(created),
    'not_supported',
    'no_information',
    'not_supported',
    'not_supported',
    String(hasMfa),
    ...noKeys,
  ];
}

function userLine(account: Account, user: UserRecord): readonly string[] {
  const { loginProfile, passwordLastUsed } = user;
  const password =
    loginProfile === undefined
      ? ['false', 'N/A', 'N/A', 'N/A']
      : [
          'true',
          passwordLastUsed === undefined ? 'no_information' : time(passwordLastUsed),
          time(loginProfile.createDate),
          nextRotation(account, loginProfile.createDate),
        ];
  const head = [user.userName, userArn(account, user), time(user.createDate)];
  return [...head, ...password, String(user.devices.length > 0), ...noKeys];
}

function nextRotation({ iam }: Account, changed: Date): string {
  const days = iam.passwordPolicy?.MaxPasswordAge;
  return days === undefined ? 'N/A' : time(new Date(changed.getTime() + days * 86_400_000));
}

const time = (date: Date): string => `${date.toISOString().slice(0, 19)}+00:00`;
