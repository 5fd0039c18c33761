import * as v from 'valibot';
import { action } from '../action';
import { noSuchEntity } from '../../errors';
import { pageOfArray } from '../../state/sequence';
import { addDevice, kindOfSerial, NAME, paged, PAGING, SERIAL, userOrSelf } from './shared';

export const ListMFADevices = action(
  v.object({ ...PAGING, UserName: v.optional(NAME) }),
  (account, input, { caller }) => {
    const user = userOrSelf(account, input.UserName, caller);
    return paged(
      account,
      input,
      'MFADevices',
      (after, size) => pageOfArray(user.devices, after, size),
      ({ serialNumber, enableDate }) => ({
        UserName: user.userName,
        SerialNumber: serialNumber,
        EnableDate: enableDate,
      }),
    );
  },
);

const CODE = v.pipe(v.string(), v.regex(/^\d{6}$/, 'Member must satisfy regular expression pattern: [\\d]+'));

export const EnableMFADevice = action(
  v.object({ UserName: NAME, SerialNumber: SERIAL, AuthenticationCode1: CODE, AuthenticationCode2: CODE }),
  (account, input) => {
    const user = account.iam.user(input.UserName);
    const kind = kindOfSerial(input.SerialNumber);
    if (kind === 'virtual' && account.iam.findVirtualDevice(input.SerialNumber) === undefined) {
      throw noSuchEntity(`VirtualMFADevice with serial number ${input.SerialNumber} doesn't exist.`);
    }
    addDevice(account, user, kind, account.store.now(), input.SerialNumber);
    return undefined;
  },
);

/** A virtual device stays, unassigned; the others are gone. */
export const DeactivateMFADevice = action(
  v.object({ UserName: v.optional(NAME), SerialNumber: SERIAL }),
  (account, input, { caller }) => {
    const user = userOrSelf(account, input.UserName, caller);
    const index = user.devices.findIndex(({ serialNumber }) => serialNumber === input.SerialNumber);
    const [device] = index < 0 ? [] : user.devices.splice(index, 1);
    if (device === undefined) {
      throw noSuchEntity(`MFADevice with serial number ${input.SerialNumber} cannot be found.`);
    }
    device.owner = undefined;
    device.enableDate = undefined;
    return undefined;
  },
);
