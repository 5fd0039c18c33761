import { toBuffer } from 'qrcode';
import * as v from 'valibot';
import { action, oneOf } from '../action';
import { alreadyExists, ServiceError, noSuchEntity } from '../../service-error';
import { Authenticator } from '../../state/authenticator';
import type { MfaDevice } from '../../state/iam-store';
import type { Account } from '../../state/account';
import { deviceSerial, iamName, iamPath, paging } from './inputs';
import { paged } from './pages';
import { iamArn, showUser } from './shown';

export const ListVirtualMFADevices = action(
  v.object({ ...paging, AssignmentStatus: v.optional(oneOf(['Assigned', 'Unassigned', 'Any']), 'Any') }),
  (account, input) => {
    const status = input.AssignmentStatus;
    return paged(
      account,
      input,
      'VirtualMFADevices',
      (after, size) =>
        account.iam.virtualDevices.page(
          after,
          size,
          ({ owner }) => status === 'Any' || (status === 'Assigned') === (owner !== undefined),
        ),
      (device) => ({
        SerialNumber: device.serialNumber,
        EnableDate: device.enableDate,
        User: showOwner(account, device),
      }),
    );
  },
);

/** Root shows as a user without a name whose id is the account's; some entries show no user at all. */
function showOwner(account: Account, { owner }: MfaDevice): Record<string, unknown> | undefined {
  if (owner === undefined || owner === 'nobody') return undefined;
  if (owner !== 'root') return showUser(account, owner);
  return {
    UserId: account.id,
    Arn: `arn:${account.partition}:iam::${account.id}:root`,
    CreateDate: new Date('2020-01-01T00:00:00Z'),
  };
}

/** The only answer that ever holds the seed; the QR code holds it again, as IAM's API reference says. */
export const CreateVirtualMFADevice = action(
  v.object({ VirtualMFADeviceName: iamName, Path: v.optional(iamPath, '/') }),
  async (account, { VirtualMFADeviceName: name, Path: path }) => {
    const serialNumber = iamArn(account, `mfa${path}${name}`);
    if (account.iam.findVirtualDevice(serialNumber) !== undefined) {
      throw alreadyExists('MFADevice entity at the same path and name already exists.');
    }
    const authenticator = new Authenticator();
    const device = { kind: 'virtual', serialNumber, enableDate: undefined, owner: undefined } as const;
    account.iam.addVirtualDevice({ ...device, authenticator });
    const url = `otpauth://totp/${name}@${account.id}?secret=${authenticator.base32}`;
    return {
      VirtualMFADevice: {
        SerialNumber: serialNumber,
        Base32StringSeed: Buffer.from(authenticator.base32).toString('base64'),
        QRCodePNG: (await toBuffer(url)).toString('base64'),
      },
    };
  },
);

export const DeleteVirtualMFADevice = action(v.object({ SerialNumber: deviceSerial }), ({ iam }, input) => {
  const device = iam.findVirtualDevice(input.SerialNumber);
  if (device === undefined) {
    throw noSuchEntity(`VirtualMFADevice with serial number ${input.SerialNumber} doesn't exist.`);
  }
  if (device.owner !== undefined) {
    throw new ServiceError('DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.');
  }
  iam.removeVirtualDevice(device);
  return undefined;
});
