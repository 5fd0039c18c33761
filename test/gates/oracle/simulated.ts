import { runSimulation } from '@cloud-copilot/iam-simulate';

/** What a password alone must not open: one action of each kind that an attack on an account begins with. */
const probes: readonly (readonly [action: string, resource: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::b/k'],
  ['s3:GetObject', 'arn:aws:s3:::other/k'],
  ['ec2:RunInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/i-1'],
  ['lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:f'],
  ['iam:CreateLoginProfile', 'arn:aws:iam::111122223333:user/other'],
  ['iam:CreateUser', 'arn:aws:iam::111122223333:user/other'],
  ['iam:DeactivateMFADevice', 'arn:aws:iam::111122223333:user/other'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/r'],
];

const decided = new Map<string, Promise<boolean>>();

/** Whether the policies, beside one that allows everything, deny each probe to a sign-in without MFA. */
export function denies(documents: readonly object[], userName: string): Promise<boolean> {
  const texts = [...new Set(documents.map((document) => JSON.stringify(document)))].sort();
  const named = texts.some((text) => text.includes('aws:username')) ? userName : 'somebody';
  const key = [named, ...texts].join('\n');
  const known = decided.get(key);
  if (known !== undefined) return known;
  const asked = deniesAll(documents, named);
  decided.set(key, asked);
  return asked;
}

async function deniesAll(documents: readonly object[], userName: string): Promise<boolean> {
  if (documents.length === 0) return false;
  const principal = `arn:aws:iam::111122223333:user/${userName}`;
  const everything = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  for (const [action, resource] of probes) {
    const result = await runSimulation(
      {
        request: {
          principal,
          action,
          resource: { resource, accountId: '111122223333' },
          contextVariables: {
            'aws:PrincipalArn': principal,
            'aws:username': userName,
            'aws:SourceIp': '198.51.100.7',
            'aws:MultiFactorAuthPresent': 'false',
          },
        },
        identityPolicies: [everything, ...documents].map((policy, index) => ({ name: `p${index}`, policy })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
    if (result.overallResult !== 'ExplicitlyDenied') return false;
  }
  return true;
}
