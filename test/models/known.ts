/** Where an answer of the tests differs from AWS's model, and why that is right. Each begins as the judge writes it. */
export const knownDifferences: readonly { readonly at: RegExp; readonly why: string }[] = [
  {
    at: /\.UserId (is \d+, allowed|does not fit)/,
    why: 'seeds name users by short ids; root is an account id',
  },
  {
    at: /^\.VirtualMFADevices\[\]\.User\.(Path|UserName) is missing/,
    why: 'root has neither, and IAM lists its device',
  },
  { at: /\.Tags\[\]\.Value does not fit/, why: 'rows of values that nobody should set and a seed may hold' },
  {
    at: /Arn does not fit \^arn:aws:organizations/,
    why: 'the model knows one partition, Organizations has three',
  },
  {
    at: /\.PermissionsBoundaryType is Policy/,
    why: "IAM answers so: the API reference's own example of GetUser",
  },
  {
    at: /^\.(User|MFADevices\[\]\.(UserName|EnableDate)|Group\.(Path|GroupId|CreateDate)|Users\[\]\.(Path|Arn|CreateDate)) is missing/,
    why: 'answers that a test spoils, or writes by hand for a client that reads less',
  },
  {
    at: /^the (answer|body) cannot be read$/,
    why: "a proxy's page, or what a test cuts: no client of AWS's reads it either, so a test that passes has meant it",
  },
];
