import { alreadyExists, overQuota, ServiceError } from '../service-error';
import type { IamStore, MfaDevice, UserRecord } from './iam-store';
import { stableId } from './stable-id';
import type { DeviceKind } from './user-seed';

/** As much of an account as a device needs. */
export interface DeviceAccount {
  readonly id: string;
  readonly partition: string;
  readonly iam: IamStore;
}

/** Assigns a device of any kind; without a serial number it gets the one that AWS would make. */
export function addDevice(
  account: DeviceAccount,
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
  const isListed = kind === 'virtual' || (kind === 'security-key' && account.iam.securityKeysInVirtualList);
  if (isListed && waiting === undefined) account.iam.addVirtualDevice(device);
}

/** A virtual device stays, unassigned; the others are gone. */
export function removeDevice({ iam }: DeviceAccount, user: UserRecord, serialNumber: string): boolean {
  const index = user.devices.findIndex((device) => device.serialNumber === serialNumber);
  const [device] = index < 0 ? [] : user.devices.splice(index, 1);
  if (device === undefined) return false;
  device.owner = undefined;
  device.enableDate = undefined;
  if (device.kind !== 'virtual') iam.removeVirtualDevice(device);
  return true;
}

function serialFor(account: DeviceAccount, user: UserRecord, kind: DeviceKind): string {
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
  throw new ServiceError('InvalidInput', `Serial number ${serialNumber} is of no known kind.`);
}
