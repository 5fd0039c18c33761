import type { RequiredMfa } from '../../core/mfa-device';
import { partitionOfArn } from '../../core/partition';
import type { Finding } from '../../findings/finding';
import { securityCredentialsPage } from '../../protocol/enrolling';
import { usualProgram, shellQuoted } from '../words/commands';
import { commandBlock } from './commands';
import { text } from './markup';
import { counted } from './times';

/** Once for each reason that occurs; the commands name the most urgent user, who is the first of each. */
export function adviceSection(open: readonly Finding[], requiredMfa: RequiredMfa | undefined): string {
  const without = open.filter(({ reason }) => reason === 'no-mfa');
  const weak = open.filter(({ reason }) => reason === 'mfa-too-weak');
  if (open.length === 0) return '';
  return `<section id="do" aria-labelledby="h-do"><h2 id="h-do">What to do</h2>
<p class="say">Put the user’s name into the first line of a command, then run the rest.</p>
${noDevice(without, requiredMfa)}${tooWeak(weak, requiredMfa)}</section>`;
}

/** Before a deployment no device helps. */
export const checkAdvice = (open: number): string =>
  open === 0
    ? ''
    : `<section id="do" aria-labelledby="h-do"><h2 id="h-do">What to do</h2>
<p class="say">Attach an MFA-enforcement policy to each user, directly or by a group, or leave the login profile out; then check again.</p></section>`;

function noDevice([first, ...others]: readonly Finding[], requiredMfa: RequiredMfa | undefined): string {
  if (first === undefined) return '';
  const device =
    requiredMfa === undefined || requiredMfa === 'any'
      ? 'an MFA device, best a passkey or security key,'
      : 'a passkey or security key';
  return block(
    `No MFA device: ${counted(others.length + 1, 'person', 'people')}`,
    [
      `Ask the person to sign in and add ${device} under ${credentialsLink(first)}.`,
      'Until they have: let the user do nothing but enrol. The first run shows the plan, <code>--apply</code> carries it out.',
      'If nobody needs the password: delete it. Access keys go on working; the password cannot be brought back.',
    ],
    [
      commandBlock('2. Allow nothing but enrolling', [
        nameLine(first),
        `${usualProgram} remediate --action require-mfa --user-name="$NAME"`,
      ]),
      commandBlock('3. Delete the password', [
        nameLine(first),
        'aws iam delete-login-profile --user-name="$NAME"',
      ]),
    ],
  );
}

/** Never less MFA than before: the new device first, and only then the old one away. */
function tooWeak([first, ...others]: readonly Finding[], requiredMfa: RequiredMfa | undefined): string {
  if (first === undefined) return '';
  const only = requiredMfa === 'only-phishing-resistant';
  return block(
    `MFA too weak: ${counted(others.length + 1, 'person', 'people')}`,
    [
      `This account requires a device that cannot be phished${only ? ', and no other kind with it' : ''}. Ask the person to add a passkey or security key with the old device in place, under ${credentialsLink(first)}.`,
      only
        ? 'When the new one works, and not before, take every other device away.'
        : 'Look at what is there. The old device may stay; if it is to go, then only when the new one works.',
    ],
    [commandBlock('2. List the devices', [nameLine(first), 'aws iam list-mfa-devices --user-name="$NAME"'])],
  );
}

const block = (title: string, steps: readonly string[], commands: readonly string[]): string =>
  `<div class="advice"><div><h3>${text(title)}</h3><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol></div><div class="cmds">${commands.join('')}</div></div>`;

const nameLine = ({ userName }: Finding): string => `NAME=${shellQuoted(userName)}`;

function credentialsLink({ arn }: Finding): string {
  const page = securityCredentialsPage(partitionOfArn(arn));
  return page.startsWith('https:')
    ? `<a href="${text(page)}" rel="noreferrer">Security credentials</a>`
    : text(page);
}
