/** The consoles with a user's own Security credentials page; those of the secret partitions have no public name. */
const consoles: Readonly<Record<string, string>> = {
  aws: 'https://console.aws.amazon.com',
  'aws-cn': 'https://console.amazonaws.cn',
  'aws-us-gov': 'https://console.amazonaws-us-gov.com',
  'aws-eusc': 'https://console.amazonaws-eusc.eu',
};

/** The page on which a user assigns a device, as a link, or in words where the partition's console has no public address. */
export function securityCredentialsPage(partition: string): string {
  const host = consoles[partition];
  return host === undefined
    ? 'the Security credentials page of the IAM console'
    : `${host}/iam/home#/security_credentials`;
}
