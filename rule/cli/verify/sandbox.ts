import { setTimeout as sleep } from 'node:timers/promises';
import { iamClient, onceIamClient, unrepeatedIamClient } from '../../aws/clients/iam-client';
import { IamSandbox } from '../../aws/iam/iam-sandbox';
import { codeAt, fromBase32, stepOf } from '../../enrolment/totp';
import { within } from '../../run/time-limit';
import { cleanUp } from '../../verification/clean-up';
import type { Journal } from '../../verification/journal';
import type { VerificationClock } from '../../verification/ports';
import type { Session } from '../session';

export function sandboxOf({ connection }: Session, signal: AbortSignal): IamSandbox {
  const reader = iamClient(connection);
  return new IamSandbox({
    reader,
    maker: unrepeatedIamClient(connection),
    remover: onceIamClient(connection),
    signal,
    codes: (secret, offMilliseconds) => {
      const key = fromBase32(secret);
      const step = stepOf(new Date(Date.now() + offMilliseconds));
      return [codeAt(key, step - 1), codeAt(key, step)];
    },
  });
}

export const clockOf = (signal: AbortSignal): VerificationClock => ({
  now: () => new Date(),
  pause: async (milliseconds) => {
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  },
});

const cleaningMilliseconds = 600_000;

/** It has a time of its own: what was interrupted, or ran out of time, is taken back all the same. */
export const takeBack = (
  session: Session,
  path: string,
  journal?: Pick<Journal, 'steps'>,
): Promise<readonly string[]> =>
  within(new AbortController().signal, cleaningMilliseconds, (signal) =>
    cleanUp(sandboxOf(session, signal), clockOf(signal), path, journal),
  );
