import type { RuleParameters } from '../core/rule-parameters';
import type { User } from '../core/user';
import { failureText, ReadFailedError } from '../run/failures';
import { Asking, type Expectation, type Waiting } from './asking';
import type { VerificationPorts } from './ports';
import { byHand, type StoryId } from './questions';
import type { Answer } from './result';

export interface Plan extends Waiting {
  /** `/iam-user-mfa-verify/RUN/` */
  readonly path: string;
  readonly ruleParameters: RuleParameters;
}

/**
 * Makes users, changes them in three waves, and compares what Config shows. Whatever breaks it off, the answers so far are
 * kept and the rest is incomplete. What it makes stays until `cleanUp`.
 */
export async function story(plan: Plan, ports: VerificationPorts): Promise<readonly Answer[]> {
  const asking = new Asking(plan, ports);
  try {
    await waves(plan, ports, asking);
  } catch (error) {
    if (!(error instanceof ReadFailedError)) throw error;
    asking.breakOff(failureText(error.failure));
  }
  return [
    ...asking.answers(),
    ...byHand.map(({ id, byHand: why }): Answer => ({ id, outcome: 'by-hand', why })),
  ];
}

async function waves(
  plan: Plan,
  { iam, journal, say, clock }: VerificationPorts,
  asking: Asking,
): Promise<void> {
  const { path, ruleParameters } = plan;
  const nameOf = (name: string): string => `${path.slice(1, -1).replace('/', '-')}-${name}`;
  const doing = async <T>(
    step: string,
    userName: string,
    work: () => Promise<T>,
    serialNumber?: string,
  ): Promise<T> => {
    asking.refuseAfterEnd();
    journal({ step, userName, serialNumber });
    return await work();
  };
  const user = async (userName: string): Promise<User> =>
    doing('make user', userName, () => iam.makeUser(userName, path));
  const person = async (name: string): Promise<User> => {
    const made = await user(nameOf(name));
    await doing('make password', made.userName, () => iam.makePassword(made.userName));
    return made;
  };
  const device = async ({ userName }: User): Promise<string> => {
    const made = await doing('make device', userName, () => iam.makeDevice(userName, path));
    await doing('enable device', userName, () => iam.enableDevice(userName, made), made.serialNumber);
    return made.serialNumber;
  };
  const expecting = (id: StoryId, of: User, mentions?: string): Expectation => ({
    id,
    userId: of.userId,
    mentions,
  });

  say('Wave 1 of 3: new users.');
  const newcomer = await person('newcomer');
  const second = await person('second');
  const enrolled = await person('enrolled');
  const serialNumber = await device(enrolled);
  const { exemptTagKey } = ruleParameters;
  const exempt = exemptTagKey === undefined ? undefined : await person('exempt');
  const quiet = await user(nameOf('quiet'));
  await asking.settle([
    expecting('password-alone', newcomer),
    expecting('two-at-once', second),
    expecting('password-and-device', enrolled),
    expecting('no-password', quiet),
    ...(exempt === undefined ? [] : [expecting('to-be-exempt', exempt)]),
  ]);
  const before = await iam.loginProfile(newcomer.userName);
  asking.answer('wording-no-password', textOf(await iam.loginProfile(quiet.userName)));
  asking.answer('wording-no-user', textOf(await iam.loginProfile(nameOf('nobody'))));
  const shouted = await iam.user(quiet.userName.toUpperCase());
  asking.answer('user-in-another-case', shouted === 'gone' ? 'not found' : 'found');

  say('Wave 2 of 3: devices, passwords and an exemption change.');
  await device(newcomer);
  await doing('deactivate device', enrolled.userName, () =>
    iam.deactivateDevice(enrolled.userName, serialNumber),
  );
  await doing('delete device', enrolled.userName, () => iam.deleteDevice(serialNumber), serialNumber);
  await doing('remove password', second.userName, () => iam.removePassword(second.userName));
  if (exempt !== undefined && exemptTagKey !== undefined)
    await doing('tag user', exempt.userName, () =>
      iam.tag(exempt.userName, exemptTagKey, exemption(clock.now())),
    );
  await doing('change password', newcomer.userName, () => iam.changePassword(newcomer.userName));
  await asking.settle([
    expecting('device-enrolled', newcomer),
    expecting('device-removed', enrolled),
    expecting('password-removed', second),
    ...(exempt === undefined ? [] : [expecting('exempt-by-tag', exempt)]),
  ]);
  const after = await iam.loginProfile(newcomer.userName);
  if (typeof before === 'object' && typeof after === 'object') {
    const isKept = before.createDate.getTime() === after.createDate.getTime();
    asking.answer('date-of-a-changed-password', isKept ? 'kept' : 'new');
  } else asking.skip('date-of-a-changed-password', 'IAM does not show the login profile');

  say('Wave 3 of 3: a user is renamed, another is deleted and made again.');
  const newName = nameOf('renamed');
  // Both names: it is not known which of them a run that ends here leaves.
  await doing('rename user', newName, () => iam.rename(newcomer.userName, newName));
  await doing('remove password', enrolled.userName, () => iam.removePassword(enrolled.userName));
  await doing('delete user', enrolled.userName, () => iam.deleteUser(enrolled.userName));
  const again = await person('enrolled');
  await asking.settle([
    expecting('renamed', newcomer, newName),
    expecting('deleted', enrolled),
    expecting('made-again', again),
  ]);
  await asking.summaries();
}

const textOf = (answer: unknown): string => (typeof answer === 'string' ? answer : 'a login profile');

/** Through tomorrow, so that a run over midnight is exempt all the while. */
const exemption = (now: Date): string =>
  `${new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)} iam-user-mfa verify`;
