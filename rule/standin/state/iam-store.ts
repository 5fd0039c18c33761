import { alreadyExists, deleteConflict, noSuchEntity } from '../service-error';
import type { Authenticator } from './authenticator';
import { CredentialReport } from './credential-report';
import type { PasswordPolicy } from './iam-account-seed';
import type { ManagedPolicy, PolicyHolder } from './policy-store';
import { Sequence } from './sequence';
import { stableId } from './stable-id';
import type { AccountSeed } from './seed';
import type { DeviceKind } from './user-seed';

export interface MfaDevice {
  /** Of a virtual device that was made by CreateVirtualMFADevice; the codes of others are not checked. */
  readonly authenticator?: Authenticator;
  readonly kind: DeviceKind;
  readonly serialNumber: string;
  enableDate: Date | undefined;
  /** `'nobody'`: assigned, but IAM shows no User, as it does for some entries. */
  owner: UserRecord | 'root' | 'nobody' | undefined;
}

export interface UserRecord extends PolicyHolder {
  userName: string;
  readonly userId: string;
  path: string;
  readonly createDate: Date;
  passwordLastUsed: Date | undefined;
  loginProfile: { readonly createDate: Date; readonly passwordResetRequired: boolean } | undefined;
  /** By lower-case key: IAM's tag keys compare without case. */
  readonly tags: Map<string, { readonly key: string; readonly value: string }>;
  readonly devices: MfaDevice[];
  readonly groups: Set<GroupRecord>;
  permissionsBoundary: ManagedPolicy | undefined;
}

export interface GroupRecord extends PolicyHolder {
  readonly groupName: string;
  readonly groupId: string;
  readonly path: string;
  readonly createDate: Date;
}

type IamSeed = Pick<
  AccountSeed,
  | 'accountId'
  | 'accountAliases'
  | 'securityKeysInVirtualList'
  | 'credentialReport'
  | 'accountSummary'
  | 'passwordPolicy'
>;

const noPolicies = (): PolicyHolder => ({ inlinePolicies: new Map(), attachedPolicies: new Set() });

const fold = (name: string): string => name.toLowerCase();

/**
 * One account's IAM. Names are unique without case ("names are not distinguished by case", IAM User Guide); a look-up
 * finds a user in any case and the answer shows the name as it was created.
 */
export class IamStore {
  readonly users = new Sequence<UserRecord>();
  readonly virtualDevices = new Sequence<MfaDevice>();
  readonly groups = new Map<string, GroupRecord>();
  private readonly byName = new Map<string, UserRecord>();
  private readonly byId = new Map<string, UserRecord>();
  private readonly virtualBySerial = new Map<string, MfaDevice>();
  private readonly made = new Map<string, number>();

  readonly accountAliases: Set<string>;
  readonly securityKeysInVirtualList: boolean;
  readonly credentialReport: CredentialReport;
  /** Takes the place of what GetAccountSummary would count. */
  readonly accountSummary: Readonly<Record<string, number>>;
  passwordPolicy: PasswordPolicy | undefined;
  /** [unverified] what UpdateLoginProfile does to CreateDate. */
  updatedPasswords: 'keep' | 'new-date' = 'keep';

  constructor(private readonly seed: IamSeed) {
    this.accountAliases = new Set(seed.accountAliases);
    this.securityKeysInVirtualList = seed.securityKeysInVirtualList;
    this.credentialReport = new CredentialReport(seed.credentialReport);
    this.accountSummary = seed.accountSummary;
    this.passwordPolicy = seed.passwordPolicy;
  }

  findUser(userName: string): UserRecord | undefined {
    return this.byName.get(fold(userName));
  }

  findUserById(userId: string): UserRecord | undefined {
    return this.byId.get(userId);
  }

  user(userName: string): UserRecord {
    const user = this.findUser(userName);
    if (user === undefined) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
    return user;
  }

  addUser(fresh: NewUser): UserRecord {
    if (this.findUser(fresh.userName) !== undefined) {
      throw alreadyExists(`User with name ${fresh.userName} already exists.`);
    }
    const user: UserRecord = {
      userName: fresh.userName,
      userId: fresh.userId ?? this.newId('AIDA', fresh.userName),
      path: fresh.path,
      createDate: fresh.createDate,
      passwordLastUsed: fresh.passwordLastUsed,
      loginProfile: fresh.loginProfile,
      tags: new Map(),
      devices: [],
      groups: new Set(),
      ...noPolicies(),
      permissionsBoundary: undefined,
    };
    this.users.add(user);
    this.byName.set(fold(user.userName), user);
    this.byId.set(user.userId, user);
    return user;
  }

  renameUser(userName: string, newName: string): void {
    const user = this.user(userName);
    const holder = this.findUser(newName);
    if (holder !== undefined && holder !== user) {
      throw alreadyExists(`User with name ${newName} already exists.`);
    }
    this.byName.delete(fold(user.userName));
    user.userName = newName;
    this.byName.set(fold(newName), user);
  }

  /** Outright, with all that hangs on the user: what a scan sees of a user who is deleted while it runs. */
  removeUser(userName: string): void {
    const user = this.findUser(userName);
    if (user === undefined) return;
    for (const device of user.devices) this.removeVirtualDevice(device);
    this.users.remove(user);
    this.byName.delete(fold(user.userName));
    this.byId.delete(user.userId);
  }

  findVirtualDevice(serialNumber: string): MfaDevice | undefined {
    return this.virtualBySerial.get(serialNumber);
  }

  addVirtualDevice(device: MfaDevice): void {
    this.virtualDevices.add(device);
    this.virtualBySerial.set(device.serialNumber, device);
  }

  removeVirtualDevice(device: MfaDevice): void {
    this.virtualDevices.remove(device);
    this.virtualBySerial.delete(device.serialNumber);
  }

  findGroup(groupName: string): GroupRecord | undefined {
    return this.groups.get(fold(groupName));
  }

  group(groupName: string): GroupRecord {
    const group = this.findGroup(groupName);
    if (group === undefined) throw noSuchEntity(`The group with name ${groupName} cannot be found.`);
    return group;
  }

  addGroup(groupName: string, createDate: Date, path = '/'): GroupRecord {
    if (this.findGroup(groupName) !== undefined) {
      throw alreadyExists(`Group with name ${groupName} already exists.`);
    }
    const groupId = this.newId('AGPA', groupName);
    const group = { groupName, groupId, path, createDate, ...noPolicies() };
    this.groups.set(fold(groupName), group);
    return group;
  }

  /** With members or policies it is a DeleteConflict, as in IAM. */
  removeGroup(groupName: string): void {
    const group = this.group(groupName);
    if ([...this.users].some(({ groups }) => groups.has(group)))
      throw deleteConflict('remove users from group');
    if (group.attachedPolicies.size > 0) throw deleteConflict('detach all policies');
    if (group.inlinePolicies.size > 0) throw deleteConflict('delete policies');
    this.groups.delete(fold(groupName));
  }

  /** Of account and name, so that a seed that is edited keeps the ids of the others; a name that is used again gets another id. */
  newId(prefix: 'AIDA' | 'AGPA', name: string): string {
    const key = `${prefix}/${fold(name)}`;
    const before = this.made.get(key) ?? 0;
    this.made.set(key, before + 1);
    return prefix + stableId(`${this.seed.accountId}/${key}${before === 0 ? '' : `/${before}`}`);
  }
}

export type NewUser = Pick<
  UserRecord,
  'userName' | 'path' | 'createDate' | 'passwordLastUsed' | 'loginProfile'
> & { readonly userId?: string | undefined };
