import {
  CreateLoginProfileCommand,
  CreateVirtualMFADeviceCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  EnableMFADeviceCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { codeAt, fromBase32, stepOf } from '../../enrolment/totp';

/** The two codes that bob's app shows one after the other: IAM checks them. */
function codesOf(seed: Uint8Array = new Uint8Array()) {
  const secret = fromBase32(Buffer.from(seed).toString('utf8'));
  const step = stepOf(new Date());
  return { AuthenticationCode1: codeAt(secret, step - 1), AuthenticationCode2: codeAt(secret, step) };
}

/** The changes in the account between the two scans, each by the calls that an administrator would make. */
export async function changeAccount(iam: IAMClient): Promise<readonly string[]> {
  const device = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'bob-phone' }));
  await iam.send(
    new EnableMFADeviceCommand({
      UserName: 'bob',
      SerialNumber: device.VirtualMFADevice?.SerialNumber,
      ...codesOf(device.VirtualMFADevice?.Base32StringSeed),
    }),
  );
  await iam.send(new CreateLoginProfileCommand({ UserName: 'backup', Password: 'Demo-only-1!' }));
  await iam.send(new DeleteLoginProfileCommand({ UserName: 'frank' }));
  await iam.send(new DeleteUserCommand({ UserName: 'frank' }));
  return ['bob enrols a virtual MFA device', 'backup is given a console password', 'frank is deleted'];
}
