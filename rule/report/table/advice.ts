import type { RequiredMfa } from '../../core/mfa-device';
import { partitionOfArn } from '../../core/partition';
import type { Finding } from '../../findings/finding';
import { securityCredentialsPage } from '../../protocol/enrolling';
import type { Style } from '../style';
import { flagged } from '../words/commands';
import { commandLines } from './command-lines';
import { paragraph } from './paragraph';

const namedAtMost = 3;

/** One block for each reason. A command is alone on its line and whole, so that it works when it is pasted. */
export function advice(open: readonly Finding[], style: Style, requiredMfa: RequiredMfa = 'any'): string {
  return blocks
    .flatMap(([code, block]) => {
      const users = open.filter(({ reason }) => reason === code);
      return users.length === 0 ? [] : [block(users, style, requiredMfa)];
    })
    .join('\n');
}

const blocks = [
  ['no-mfa', noDevice],
  ['mfa-too-weak', tooWeak],
] as const;

/** `enrol` makes a virtual device: where that is too weak the user would have to act once more. */
function noDevice(users: readonly Finding[], style: Style, requiredMfa: RequiredMfa): string {
  const { each, example } = namesOf(users);
  const enrolling = [
    step('With an access key, each at their own terminal:', style),
    command(`${style.program} enrol`, style),
    step('An administrator, with the user present:', style),
    ...each((name) => command(`${style.program} enrol ${flagged('--user-name', name)}`, style)),
  ];
  const device = requiredMfa === 'any' ? 'a device' : 'a passkey or security key';
  return [
    paragraph(`TO FIX no-mfa, one of:${example}`, style),
    step(`Each signs in and assigns ${device} on this page:`, style),
    page(users, style),
    ...(requiredMfa === 'any' ? enrolling : []),
    step('Where nobody needs the password, an administrator deletes it; access keys go on working:', style),
    ...each((name) => command(`aws iam delete-login-profile ${flagged('--user-name', name)}`, style)),
  ].join('');
}

/** Never less MFA than before: the new device first. */
function tooWeak(users: readonly Finding[], style: Style): string {
  const { each, example } = namesOf(users);
  return [
    paragraph(`TO FIX mfa-too-weak:${example}`, style),
    step(
      'Each signs in and adds a passkey or security key with the old device in place, on this page:',
      style,
    ),
    page(users, style),
    step('Only when it works, take away what is not allowed. These devices are there:', style),
    ...each((name) => command(`aws iam list-mfa-devices ${flagged('--user-name', name)}`, style)),
  ].join('');
}

/** A command for each of a few; of many, for the first as an example. */
function namesOf(users: readonly Finding[]) {
  const few = users.length <= namedAtMost;
  const names = (few ? users : users.slice(0, 1)).map(({ userName }) => userName);
  return {
    each: (line: (name: string) => string): readonly string[] => names.map(line),
    example: few ? '' : ` (the commands name the first of ${users.length} users)`,
  };
}

const step = (text: string, style: Style): string => paragraph(text, style, '  ');

const command = (line: string, { columns }: Style): string =>
  `${commandLines(line, columns ?? Infinity, '    ').join('\n')}\n`;

/** An address is never broken: where it has no room the page has a name. */
function page(users: readonly Finding[], style: Style): string {
  const place = `    ${securityCredentialsPage(partitionOfArn(users[0]?.arn))}`;
  const isUsable = place.includes('https:') && place.length <= (style.columns ?? Infinity);
  return isUsable ? `${place}\n` : paragraph(securityCredentialsPage(''), style, '    ');
}
