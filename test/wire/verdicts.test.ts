// The truth table through the real handler and the real SDK, against two IAMs that nobody of us wrote together: the
// embedded stand-in and moto. Config is the stand-in in both, since moto holds no compliance details.
import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { PutEvaluation, SeedInput } from '../../rule/standin';
import { accountId, changeEvent, scheduledEvent } from '../builders';
import { caseSets, serialOf, type CaseSet, type VerdictCase } from '../core/verdict-cases';
import { describeWithMoto } from '../moto';
import { twoCodes } from '../standin/authenticator-app';
import { mutedStdout, outcomeOf, postedTo, withAccount } from './invoke';

const muted = mutedStdout();
afterAll(() => muted.restore());

/** In the middle of a day, so that no day ends while the table is run. */
const now = new Date('2026-11-20T12:00:00.000Z');
const idOf = (userName: string): string =>
  `AIDA${Buffer.from(userName).toString('hex').slice(0, 60).toUpperCase()}`;

interface Posted {
  readonly byScan: ReadonlyMap<string, PutEvaluation>;
  readonly byChange: ReadonlyMap<string, PutEvaluation>;
}

/** One scan of all users and one change run for each, by id. */
async function runBoth(
  set: CaseSet,
  ids: ReadonlyMap<string, string>,
  seed: SeedInput,
  env: Readonly<Record<string, string>>,
): Promise<Posted> {
  // What Config holds of every user must go or be replaced, so that NOT_APPLICABLE is posted, too.
  const evaluationResults = [...ids.values()].map((resourceId) => ({
    resourceId,
    complianceType: 'NON_COMPLIANT' as const,
    annotation: 'from before',
  }));
  const message = { notificationCreationTime: new Date().toISOString() };
  const { ruleParameters } = set;
  const postedBy = (work: () => Promise<void>): Promise<readonly PutEvaluation[]> =>
    withAccount(
      { ...seed, evaluationResults },
      async ({ standin, url }) => {
        process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] = url;
        await work();
        delete process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'];
        return postedTo(standin);
      },
      env,
    );
  const scanned = await postedBy(async () => {
    expect(await outcomeOf(scheduledEvent({ ruleParameters }, message))).toBeUndefined();
  });
  expect(scanned.at(-1)).toMatchObject({ ComplianceResourceId: accountId, ComplianceType: 'COMPLIANT' });
  const byScan = byId(scanned);
  expect(byScan.size).toBe(scanned.length);
  const changed = await postedBy(async () => {
    for (const [resourceName, resourceId] of ids) {
      const event = changeEvent({ resourceId, resourceName }, { ruleParameters }, message);
      expect(await outcomeOf(event)).toBeUndefined();
    }
  });
  return { byScan, byChange: byId(changed) };
}

const byId = (evaluations: readonly PutEvaluation[]): ReadonlyMap<string, PutEvaluation> =>
  new Map(evaluations.map((evaluation) => [evaluation.ComplianceResourceId, evaluation]));

function check(row: VerdictCase, id: string, { byScan, byChange }: Posted): void {
  const changed = byChange.get(id);
  expect(changed?.ComplianceType).toBe(row.verdict);
  for (const piece of [row.userName, ...row.says]) expect(changed?.Annotation).toContain(piece);
  const scanned = byScan.get(id);
  if (row.gone) {
    // A scan knows the id only: who had it is not in any list any more.
    expect(scanned).toMatchObject({ ComplianceType: 'NOT_APPLICABLE' });
  } else {
    expect(scanned).toMatchObject({ ComplianceType: row.verdict, Annotation: changed?.Annotation });
  }
}

describe('on the stand-in', () => {
  // The rows of the grace period are about one second; only the clock is held, never a timer.
  beforeAll(() => {
    jest.useFakeTimers({
      now,
      doNotFake: [
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    });
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  describe.each(caseSets(now))('where $title', (set) => {
    const rows = set.cases.filter(({ standin }) => standin);
    const ids = new Map(rows.map(({ userName }) => [userName, idOf(userName)]));
    let posted: Posted;
    beforeAll(async () => {
      const users = rows.filter(({ gone }) => !gone).map(seedOf);
      posted = await runBoth(set, ids, { users }, {});
    });

    test.each(rows)('$title: $verdict $reason', (row) => {
      check(row, idOf(row.userName), posted);
    });
  });
});

function seedOf(row: VerdictCase): NonNullable<SeedInput['users']>[number] {
  const { userName, path, passwordCreated, passwordResetRequired, devices, tags } = row;
  return {
    userName,
    userId: idOf(userName),
    path,
    ...(passwordCreated === undefined
      ? {}
      : { loginProfile: { createDate: passwordCreated, passwordResetRequired } }),
    tags,
    mfaDevices: devices.map((kind, place) => ({
      kind: kind === 'unknown' ? ('security-key' as const) : kind,
      serialNumber: serialOf(kind, userName, place),
    })),
  };
}

describeWithMoto('on moto', (motoUrl) => {
  const today = new Date();

  const sets = caseSets(today).filter(({ cases }) => cases.some(({ moto }) => moto));

  describe.each(sets)('where $title', (set) => {
    const rows = set.cases.filter(({ moto }) => moto);
    const ids = new Map<string, string>();
    let posted: Posted;
    beforeAll(async () => {
      await fetch(`${motoUrl()}/moto-api/reset`, { method: 'POST' });
      const iam = new IAMClient({ endpoint: motoUrl() });
      for (const row of rows) ids.set(row.userName, await createIn(iam, row));
      iam.destroy();
      posted = await runBoth(set, ids, { users: [] }, { AWS_ENDPOINT_URL_IAM: motoUrl() });
    });

    test.each(rows)('$title: $verdict $reason', (row) => {
      check(row, ids.get(row.userName) ?? '', posted);
    });
  });
});

async function createIn(iam: IAMClient, row: VerdictCase): Promise<string> {
  const { userName: UserName, path: Path, passwordCreated, passwordResetRequired, devices, tags } = row;
  if (row.gone) return idOf(UserName);
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { User } = await iam.send(new CreateUserCommand({ UserName, Path, Tags }));
  if (passwordCreated !== undefined) {
    const Password = 'correct horse battery staple 1!';
    await iam.send(
      new CreateLoginProfileCommand({ UserName, Password, PasswordResetRequired: passwordResetRequired }),
    );
  }
  for (const [place, kind] of devices.entries()) {
    const SerialNumber = serialOf(kind, UserName, place);
    let codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    if (kind === 'virtual') {
      const VirtualMFADeviceName = SerialNumber.slice(SerialNumber.lastIndexOf('/') + 1);
      const device = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName }));
      codes = twoCodes(device.VirtualMFADevice);
    }
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  }
  return User?.UserId ?? '';
}
