/** The least that `verify --policy` needs: both take no resource that would narrow them. */
export const policyOfSimulation = (): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AskTheSimulator',
      Effect: 'Allow',
      Action: ['iam:SimulateCustomPolicy', 'sts:GetCallerIdentity'],
      Resource: ['*'],
    },
  ],
});
