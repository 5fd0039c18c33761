import {
  GetLoginProfileCommand,
  IAMClient,
  ListMFADevicesCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { forEachOf } from '../../rule/run/for-each-of';

/** How often a peer's order of questions calls IAM, and how long it takes. */
export type Peer = (url: string) => Promise<void>;

const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
const client = (url: string): IAMClient => new IAMClient({ endpoint: url, region: 'us-east-1', credentials });

async function userNames(iam: IAMClient): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListUsers({ client: iam, pageSize: 1000 }, {})) {
    names.push(...(page.Users ?? []).flatMap(({ UserName }) => UserName ?? []));
  }
  return names;
}

async function hasNoDevice(iam: IAMClient, UserName: string): Promise<boolean> {
  return ((await iam.send(new ListMFADevicesCommand({ UserName }))).MFADevices ?? []).length === 0;
}

async function hasPassword(iam: IAMClient, UserName: string): Promise<boolean> {
  return iam.send(new GetLoginProfileCommand({ UserName })).then(
    () => true,
    () => false,
  );
}

/** a: ListMFADevices for every user, then GetLoginProfile for those without a device; eight users at once, as ours. */
export const devicesFirst: Peer = async (url) => {
  const iam = client(url);
  await forEachOf(await userNames(iam), 8, async (name) => {
    if (await hasNoDevice(iam, name)) await hasPassword(iam, name);
  });
};

/** b: both for every user, one call after the other. */
export const bothInSequence: Peer = async (url) => {
  const iam = client(url);
  for (const name of await userNames(iam)) {
    await hasPassword(iam, name);
    await hasNoDevice(iam, name);
  }
};
