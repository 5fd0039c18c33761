/** The end of the help of both commands that look at a whole organization. */
export const organizationEnd = {
  exitCodes:
    '0 every user has sufficient MFA, 1 a user does not, 2 bad usage or input, 3 some account does not report (whatever the others say)',
  remarks: [
    'Run it in the management account or in a delegated administrator account. Closed accounts are listed as suspended and count neither as reporting nor as unknown.',
  ],
};
