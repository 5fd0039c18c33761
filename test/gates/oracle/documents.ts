/** The policies of the random templates. Whether one enforces is nowhere written down: the simulator decides it. */
const mfa = (operator: string, value: unknown, more: object = {}): object => ({
  [operator]: { 'aws:MultiFactorAuthPresent': value },
  ...more,
});
const enrolling = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:GetUser'];
const of = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const absent = mfa('BoolIfExists', 'false');
const denyBut = (spared: readonly string[], condition: object = absent): object => ({
  Effect: 'Deny',
  NotAction: spared,
  Resource: '*',
  Condition: condition,
});

export const enforcing: readonly object[] = [
  of({ Effect: 'Allow', Action: enrolling, Resource: '*' }, denyBut(enrolling)),
  of({ Effect: 'Deny', Action: '*', Resource: ['*'], Condition: mfa('Bool', false) }),
  of({ Effect: 'Deny', Action: ['*'], Resource: '*', Condition: mfa('BoolIfExists', ['false']) }),
  of(denyBut([...enrolling, 'iam:*']), {
    Effect: 'Deny',
    NotAction: ['ec2:*', 's3:*', 'lambda:*', 'sts:*', ...enrolling],
    Resource: '*',
    Condition: absent,
  }),
];

export const others: readonly object[] = [
  of({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
  of({ Effect: 'Allow', Action: '*', Resource: '*', Condition: mfa('Bool', 'true') }),
  of({ Effect: 'Deny', Action: '*', Resource: '*', Condition: mfa('Bool', 'true') }),
  of(denyBut(['iam:*'])),
  of(denyBut([...enrolling, 'iam:CreateLoginProfile'])),
  of({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: absent }),
  of({ Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::b/*', Condition: absent }),
  of(denyBut(enrolling, { ...absent, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
];

/** It binds one user, and no other. */
export const forUser = (name: string): object =>
  of(denyBut(enrolling, { ...absent, StringEquals: { 'aws:username': name } }));
