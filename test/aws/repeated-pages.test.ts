import { expect, test } from '@jest/globals';
import { organizationsClient, OrganizationsDirectory } from '../../rule/aws/organizations';
import { createStandin } from '../../rule/standin';

test.each(['ListAccounts', 'ListRoots'])(
  'a page of %s that comes again makes no two of one',
  async (action) => {
    const standin = createStandin({
      organization: { accounts: [{ accountId: '111122223333', name: 'member' }] },
      accounts: [{ accountId: '111122223333' }],
      faults: [{ action: `organizations:${action}`, list: 'repeated-page' }],
    });
    const endpoint = await standin.listen();
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const client = organizationsClient({ endpoint, region: 'us-east-1', credentials });
    const directory = new OrganizationsDirectory(client, new AbortController().signal);
    try {
      expect((await directory.accounts()).map(({ accountId }) => accountId).sort()).toEqual([
        '111122223333',
        '123456789012',
      ]);
      expect(await directory.roots()).toHaveLength(1);
      expect(standin.callCounts()[`organizations:${action}`]).toBe(2);
    } finally {
      client.destroy();
      await standin.close();
    }
  },
);
