import * as v from 'valibot';
import { between, textOf } from '../action';
import { invalidInput } from '../../service-error';
import type { UserRecord } from '../../state/iam-store';
import type { Account, Caller } from '../../state/account';

export const iamName = v.pipe(
  textOf(1, 128),
  v.regex(/^[\w+=,.@-]+$/, 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'),
);
export const newIamName = v.pipe(
  iamName,
  v.maxLength(64, 'Member must have length less than or equal to 64'),
);
export const iamPath = v.pipe(
  textOf(1, 512),
  v.regex(/^\/(?:[\x21-\x7e]*\/)?$/, 'Member must begin and end with /'),
);
export const deviceSerial = textOf(9, 256);
export const paging = { Marker: v.optional(textOf(1, 320)), MaxItems: v.optional(between(1, 1000)) };
export const flag = v.pipe(
  v.picklist(['true', 'false']),
  v.transform((text) => text === 'true'),
);

/** Actions whose UserName may be left out are about the caller, who then must be a user. */
export function userOrSelf(account: Account, userName: string | undefined, caller: Caller): UserRecord {
  const name = userName ?? caller.userName;
  if (name === undefined) throw invalidInput('Must specify userName when calling with non-User credentials');
  return account.iam.user(name);
}
