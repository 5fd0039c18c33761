import {
  GetLoginProfileCommand,
  IAMClient,
  ListMFADevicesCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { forEachOf } from '../../rule/run/each-of';

/** The order in which other tools ask IAM, with the SDK's own retries; gives the number of users who could not be read. */
export type CallOrder = (url: string) => Promise<number>;

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
  try {
    await iam.send(new GetLoginProfileCommand({ UserName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchEntityException') return false;
    throw error;
  }
}

/** a: ListMFADevices for every user, then GetLoginProfile for those without a device; eight users at once, as ours. */
export const devicesFirst: CallOrder = (url) =>
  lostOf(url, 8, async (iam, name) => {
    if (await hasNoDevice(iam, name)) await hasPassword(iam, name);
  });

/** b: both for every user, one call after the other. */
export const bothInSequence: CallOrder = (url) =>
  lostOf(url, 1, async (iam, name) => {
    await hasPassword(iam, name);
    await hasNoDevice(iam, name);
  });

async function lostOf(
  url: string,
  atOnce: number,
  read: (iam: IAMClient, name: string) => Promise<void>,
): Promise<number> {
  const iam = client(url);
  let lost = 0;
  await forEachOf(await userNames(iam), atOnce, async (name) => {
    await read(iam, name).catch(() => (lost += 1));
  });
  return lost;
}
