/** The columns of a report of today, in AWS's order. */
export const columns = [
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
] as const;

export type Cells = Readonly<Record<string, string>>;

const unused: Cells = Object.fromEntries(
  columns.slice(8).map((name) => [name, name.endsWith('_active') ? 'false' : 'N/A']),
);

/** A user with a password that is years old, and without MFA. */
export const reportUser = (user: string, overrides: Cells = {}): Cells => ({
  ...unused,
  user,
  arn: `arn:aws:iam::111122223333:user/${user}`,
  user_creation_time: '2020-01-02T03:04:05+00:00',
  password_enabled: 'true',
  password_last_used: '2026-11-01T08:00:00+00:00',
  password_last_changed: '2021-01-02T03:04:05+00:00',
  password_next_rotation: 'N/A',
  mfa_active: 'false',
  ...overrides,
});

export const rootRow: Cells = {
  ...reportUser('<root_account>'),
  arn: 'arn:aws:iam::111122223333:root',
  password_enabled: 'not_supported',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
};

/** As IAM writes it: no line break at the end. */
export const reportText = (rows: readonly Cells[], names: readonly string[] = columns): string =>
  [names.join(','), ...rows.map((row) => names.map((name) => row[name] ?? 'N/A').join(','))].join('\n');
