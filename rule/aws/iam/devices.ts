import { type IAMClient, ListMFADevicesCommand, ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import * as v from 'valibot';
import { wholeList } from './whole-list';

const serialsSchema = v.pipe(
  v.array(v.object({ SerialNumber: v.pipe(v.string(), v.nonEmpty()) })),
  v.transform((devices) => devices.map(({ SerialNumber }) => SerialNumber)),
);

/** A device that was just made: the SDK has taken the base64 of the wire away; what is left is the base32 text. */
export const newDeviceSchema = v.pipe(
  v.object({ SerialNumber: v.string(), Base32StringSeed: v.instance(Uint8Array) }),
  v.transform(({ SerialNumber, Base32StringSeed }) => ({
    serialNumber: SerialNumber,
    secret: Buffer.from(Base32StringSeed).toString('utf8'),
  })),
);

/** The devices of one user. @throws ReadFailedError */
export const serialNumbersOf = (
  client: IAMClient,
  signal: AbortSignal,
  userName: string,
): Promise<readonly string[]> =>
  wholeList(
    'iam:ListMFADevices',
    (page) => client.send(new ListMFADevicesCommand({ UserName: userName, ...page })),
    signal,
    ({ MFADevices }) => v.parse(serialsSchema, MFADevices),
  );

/** Every virtual device of the account, assigned or not. @throws ReadFailedError */
export const virtualSerialNumbers = (client: IAMClient, signal: AbortSignal): Promise<readonly string[]> =>
  wholeList(
    'iam:ListVirtualMFADevices',
    (page) => client.send(new ListVirtualMFADevicesCommand({ MaxItems: 1000, ...page })),
    signal,
    ({ VirtualMFADevices }) => v.parse(serialsSchema, VirtualMFADevices),
  );
