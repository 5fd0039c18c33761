import type { AccountScan } from '../findings/account-scan';
import { exemptionOf, placeId, type Finding, type Location, type UnreadableUser } from '../findings/finding';
import { exemptionText } from '../meta';
import type { GateAnswer } from './assess';
import type { Checked, CheckedUser } from './check';
import { shownName, type DeclaredUser, type UnseenThing } from './declared';

/**
 * The findings of a check, in the terms of a scan, so that every format of `scan` shows them. A user whose enforcement
 * cannot be seen is an unreadable one, and makes the check incomplete.
 * @param account in which the documents will be deployed, where a person has said it
 */
export function scanOfCheck(checked: Checked, now: Date, account: string | null = null): AccountScan {
  const unreadable = [...checked.users.flatMap(unreadableOf), ...checked.unseen.map(unreadableThing)];
  return {
    account,
    scannedAt: now.toISOString(),
    complete: unreadable.length === 0,
    unreadable: unreadable.map((one) => ({ ...one, account })),
    findings: checked.users.flatMap(findingOf).map((finding) => ({ ...finding, account })),
  };
}

const locationOf = ({
  address,
  document,
  place,
  construct,
}: Pick<DeclaredUser, 'address' | 'document' | 'place' | 'construct'>): Location => ({
  ...place,
  address,
  ...(document === undefined || document === place.file ? {} : { document }),
  ...(construct === undefined ? {} : { construct: construct.path }),
  ...(construct?.source === undefined ? {} : { source: construct.source }),
});

const nameOf = ({ user }: CheckedUser): string => shownName(user);

function findingOf(checked: CheckedUser): readonly Finding[] {
  const { user, answer } = checked;
  if (answer.answer === 'cannot-see') return [];
  const location = locationOf(user);
  return [
    {
      account: null,
      accountName: null,
      userId: placeId(location),
      userName: nameOf(checked),
      arn: '',
      consolePassword: true,
      passwordCreatedAt: null,
      mfaKinds: [],
      mfaRead: 'not-asked',
      location,
      ...decided(user, nameOf(checked), answer),
    },
  ];
}

function decided(
  { address, before }: DeclaredUser,
  name: string,
  answer: Exclude<GateAnswer, { answer: 'cannot-see' }>,
): Pick<Finding, 'verdict' | 'reason' | 'annotation' | 'exemption'> {
  if (answer.answer === 'enforced') {
    const annotation = `${name} gets a login profile, and the MFA-enforcement policy ${answer.by} goes with it.`;
    return { verdict: 'COMPLIANT', reason: 'mfa-enabled', annotation };
  }
  if (answer.answer === 'exempt') {
    const exemption = exemptionOf(answer.exemption);
    const annotation = `${name} gets a login profile without an MFA-enforcement policy and is exempt ${exemptionText(answer.exemption)}.`;
    return { verdict: 'NOT_APPLICABLE', reason: 'exempt', exemption, annotation };
  }
  const where = answer.where === undefined ? '' : ` where ${answer.where}`;
  const change =
    before === undefined
      ? 'makes a login profile, and no MFA-enforcement policy goes with it'
      : 'keeps its login profile, and this change takes away the MFA-enforcement policy that went with it';
  const seen = answer.seen.map((one) => ` ${one.address} is none: ${one.why}.`).join('');
  const advice = 'Attach one, directly or by a group, or leave the login profile out.';
  const annotation = `${name} can sign in with a password alone${where}: ${address} ${change}.${seen} ${advice}${answer.faults ?? ''}`;
  return { verdict: 'NON_COMPLIANT', reason: 'no-mfa', annotation };
}

function unreadableOf(checked: CheckedUser): readonly UnreadableUser[] {
  const { user, answer } = checked;
  if (answer.answer !== 'cannot-see') return [];
  const unseen = answer.unseen.map(({ address, why }) => `${address}: ${why}`).join('; ');
  return [
    {
      userName: nameOf(checked),
      api: user.address,
      error: unseen,
      location: locationOf(user),
      detail: `${nameOf(checked)} (${user.address}): whether MFA is enforced cannot be seen: ${unseen}.${answer.faults ?? ''}`,
    },
  ];
}

const unreadableThing = (thing: UnseenThing): UnreadableUser => ({
  userName: null,
  api: thing.address,
  error: thing.why,
  location: locationOf(thing),
  detail: `${thing.address} (${thing.place.file}:${thing.place.line}) ${thing.why}: users in it cannot be seen.`,
});
