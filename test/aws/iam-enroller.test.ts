// A write that is under way at Ctrl-C is waited for, and what it may have made is not forgotten.
import { IAMClient } from '@aws-sdk/client-iam';
import { afterEach, expect, jest, test } from '@jest/globals';
import { unrepeatedIamClient } from '../../rule/aws/clients/iam-client';
import { IamEnroller } from '../../rule/aws/iam/iam-enroller';
import { createStandin, type Fault, type Standin } from '../../rule/standin';

jest.setTimeout(30_000);

let standin: Standin;
afterEach(() => standin.close());

async function enrollerAt(...faults: readonly Fault[]) {
  standin = createStandin({ users: [{ userName: 'alice' }], faults: [...faults] });
  const connection = {
    endpoint: await standin.listen(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  };
  const interrupt = new AbortController();
  const iam = new IamEnroller({
    reader: new IAMClient(connection),
    writer: unrepeatedIamClient(connection),
    signal: interrupt.signal,
  });
  return { iam, interrupt };
}

test.each(['create', 'enable'] as const)(
  '%s: an answer that is lost after Ctrl-C is unclear',
  async (step) => {
    const action = step === 'create' ? 'iam:CreateVirtualMFADevice' : 'iam:EnableMFADevice';
    const { iam, interrupt } = await enrollerAt({ action, connection: 'reset' });
    interrupt.abort();
    const answer =
      step === 'create'
        ? iam.create('alice')
        : iam.enable('alice', 'arn:aws:iam::123456789012:mfa/alice', ['123456', '654321']);
    await expect(answer).resolves.toBe('unclear');
  },
);

test('after Ctrl-C a name that is taken is no reason to make another device', async () => {
  const { iam, interrupt } = await enrollerAt();
  await iam.create('alice');
  interrupt.abort();
  await expect(iam.create('alice')).rejects.toThrow('EntityAlreadyExists on iam:CreateVirtualMFADevice');
});

test('a deletion of which no try was answered is unclear, a denied one is not', async () => {
  const serialNumber = 'arn:aws:iam::123456789012:mfa/alice';
  const { iam } = await enrollerAt(
    { action: 'iam:DeleteVirtualMFADevice', error: 'InternalFailure', status: 500, times: 1 },
    { action: 'iam:DeleteVirtualMFADevice', error: 'AccessDenied' },
  );
  const failure = { api: 'iam:DeleteVirtualMFADevice', error: 'AccessDenied' };
  await expect(iam.remove(serialNumber)).resolves.toEqual({ failure, unclear: true });
  await expect(iam.remove(serialNumber)).resolves.toEqual({ failure, unclear: false });
});
