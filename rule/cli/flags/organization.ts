/** The end of the help of both commands that look at a whole organization. */
export const organizationExitCodes =
  '\nExit code: 0 every user has sufficient MFA, 1 a user does not, 2 bad usage or input, 3 some account does not report\n' +
  '(whatever the others say).\n' +
  'Run it in the management account or in a delegated administrator account. Closed accounts are listed as suspended and\n' +
  'count neither as reporting nor as unknown.';
