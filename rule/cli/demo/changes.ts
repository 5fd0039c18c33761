import {
  CreateLoginProfileCommand,
  CreateVirtualMFADeviceCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  EnableMFADeviceCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';

/** What happens in the account between the two scans, each by the calls that an administrator would make. */
export async function changeAccount(iam: IAMClient): Promise<readonly string[]> {
  const device = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'bob-phone' }));
  await iam.send(
    new EnableMFADeviceCommand({
      UserName: 'bob',
      SerialNumber: device.VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    }),
  );
  await iam.send(new CreateLoginProfileCommand({ UserName: 'backup', Password: 'Demo-only-1!' }));
  await iam.send(new DeleteLoginProfileCommand({ UserName: 'frank' }));
  await iam.send(new DeleteUserCommand({ UserName: 'frank' }));
  return ['bob enrols a virtual MFA device', 'backup is given a console password', 'frank is deleted'];
}
