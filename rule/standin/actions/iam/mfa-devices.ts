import * as v from 'valibot';
import { action } from '../action';
import { noSuchEntity, ServiceError } from '../../service-error';
import { pageOfArray } from '../../state/sequence';
import { addDevice, kindOfSerial, removeDevice } from '../../state/devices';
import { deviceSerial, iamName, paging, userOrSelf } from './inputs';
import { paged } from './pages';

export const ListMFADevices = action(
  v.object({ ...paging, UserName: v.optional(iamName) }),
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

const authenticationCode = v.pipe(
  v.string(),
  v.regex(/^\d{6}$/, 'Member must satisfy regular expression pattern: [\\d]+'),
);

export const EnableMFADevice = action(
  v.object({
    UserName: iamName,
    SerialNumber: deviceSerial,
    AuthenticationCode1: authenticationCode,
    AuthenticationCode2: authenticationCode,
  }),
  (account, input) => {
    const user = account.iam.user(input.UserName);
    const kind = kindOfSerial(input.SerialNumber);
    const waiting = account.iam.findVirtualDevice(input.SerialNumber);
    if (kind === 'virtual' && waiting === undefined) {
      throw noSuchEntity(`VirtualMFADevice with serial number ${input.SerialNumber} doesn't exist.`);
    }
    const { AuthenticationCode1: first, AuthenticationCode2: second } = input;
    const isOpen = waiting?.owner === undefined && user.devices.length < 8;
    if (isOpen && waiting?.authenticator?.accepts(first, second, account.store.now()) === false) {
      throw new ServiceError('InvalidAuthenticationCode', 'Authentication code for device is not valid.');
    }
    addDevice(account, user, kind, account.store.now(), input.SerialNumber);
    return undefined;
  },
);

export const DeactivateMFADevice = action(
  v.object({ UserName: v.optional(iamName), SerialNumber: deviceSerial }),
  (account, input, { caller }) => {
    const user = userOrSelf(account, input.UserName, caller);
    if (!removeDevice(account, user, input.SerialNumber)) {
      throw noSuchEntity(`MFADevice with serial number ${input.SerialNumber} cannot be found.`);
    }
    return undefined;
  },
);
