import * as v from 'valibot';
import { between, textOf } from '../action';
import { alreadyExists, AwsFault, invalidInput, overQuota } from '../../errors';
import { stableId, type MfaDevice, type UserRecord } from '../../state/iam-store';
import type { Page } from '../../state/sequence';
import type { DeviceKind } from '../../state/seed';
import type { Account, Caller } from '../../state/store';

export const NAME = v.pipe(
  textOf(1, 128),
  v.regex(/^[\w+=,.@-]+$/, 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'),
);
export const NEW_NAME = v.pipe(NAME, v.maxLength(64, 'Member must have length less than or equal to 64'));
export const PATH = v.pipe(
  textOf(1, 512),
  v.regex(/^\/(?:[\x21-\x7e]*\/)?$/, 'Member must begin and end with /'),
);
export const SERIAL = textOf(9, 256);
export const PAGING = { Marker: v.optional(textOf(1, 320)), MaxItems: v.optional(between(1, 1000)) };
export const FLAG = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
);

interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page as IAM makes it: 100 things unless told, never more than the seed's page size. */
export function paged<T>(
  account: Account,
  input: PagingInput,
  listName: string,
  read: (after: number, size: number) => Page<T>,
  show: (thing: T) => unknown,
): Record<string, unknown> {
  const after = input.Marker === undefined ? 0 : Number(/^after-(\d+)$/.exec(input.Marker)?.[1]);
  if (Number.isNaN(after)) throw invalidInput('Invalid Marker.');
  const { things, next } = read(after, Math.min(input.MaxItems ?? 100, account.pageSize));
  return {
    [listName]: things.map(show),
    IsTruncated: next !== undefined,
    Marker: next === undefined ? undefined : `after-${next}`,
  };
}

/** Actions whose UserName may be left out are about the caller, who then must be a user. */
export function userOrSelf(account: Account, userName: string | undefined, caller: Caller): UserRecord {
  const name = userName ?? caller.userName;
  if (name === undefined) throw invalidInput('Must specify userName when calling with non-User credentials');
  return account.iam.user(name);
}

export const userArn = (account: Account, user: UserRecord): string =>
  `arn:${account.partition}:iam::${account.id}:user${user.path}${user.userName}`;

export const showUser = (account: Account, user: UserRecord): Record<string, unknown> => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.userId,
  Arn: userArn(account, user),
  CreateDate: user.createDate,
  PasswordLastUsed: user.passwordLastUsed,
});

export const showTags = (user: UserRecord): { Key: string; Value: string }[] =>
  [...user.tags.values()].map(({ key, value }) => ({ Key: key, Value: value }));

export function setTag(user: UserRecord, key: string, value: string): void {
  const folded = key.toLowerCase();
  if (!user.tags.has(folded) && user.tags.size >= 50) throw overQuota('TagsPerUser', 50);
  user.tags.set(folded, { key, value });
}

/** Assigns a device of any kind; without a serial number it gets the one that AWS would make. */
export function addDevice(
  account: Account,
  user: UserRecord,
  kind: DeviceKind,
  enableDate: Date,
  serialNumber = serialFor(account, user, kind),
): void {
  if (user.devices.length >= 8) throw overQuota('MFADevicesPerUser', 8);
  if (user.devices.some((device) => device.serialNumber === serialNumber)) {
    throw alreadyExists(`MFADevice with serial number ${serialNumber} is already assigned.`);
  }
  const waiting = account.iam.findVirtualDevice(serialNumber);
  if (waiting?.owner !== undefined) throw alreadyExists('MFA Device is already in use.');
  const device: MfaDevice = waiting ?? { kind, serialNumber, enableDate, owner: user };
  device.enableDate = enableDate;
  device.owner = user;
  user.devices.push(device);
  if (kind === 'virtual' && waiting === undefined) account.iam.addVirtualDevice(device);
}

function serialFor(account: Account, user: UserRecord, kind: DeviceKind): string {
  const arn = `arn:${account.partition}:iam::${account.id}:`;
  const another = user.devices.filter((device) => device.kind === kind).length;
  const name = another === 0 ? user.userName : `${user.userName}-${another + 1}`;
  const id = stableId(`${account.id}/${kind}/${name}`);
  switch (kind) {
    case 'virtual':
      return `${arn}mfa/${name}`;
    case 'security-key':
      return `${arn}u2f/user/${user.userName}/default-${id}`;
    case 'sms':
      return `${arn}sms-mfa/${name}`;
    case 'hardware':
      return `GAHT${String(parseInt(Buffer.from(id).toString('hex').slice(0, 12), 16) % 100_000_000).padStart(8, '0')}`;
  }
}

export function kindOfSerial(serialNumber: string): DeviceKind {
  const resource = /^arn:[^:]+:iam::\d{12}:([a-z0-9-]+)\//.exec(serialNumber)?.[1];
  if (resource === undefined) return 'hardware';
  if (resource === 'mfa') return 'virtual';
  if (resource === 'u2f') return 'security-key';
  if (resource === 'sms-mfa') return 'sms';
  throw new AwsFault('InvalidInput', `Serial number ${serialNumber} is of no known kind.`);
}
