import type { UnreadableUser } from './finding';

/**
 * The user who could not be read, in words. The detail of a question to AWS adds to the error's code; of a part of a template, or
 * of an account, it is the whole sentence.
 */
export function unreadableText({ userName, api, error, detail }: UnreadableUser): string {
  if (detail !== undefined && !isAction.test(api)) return detail;
  const who = userName === null ? 'the list of users' : userName;
  const more = detail === undefined ? '' : `: ${detail.replace(/\.$/, '')}`;
  return `${who} could not be read (${error} on ${api}${more})`;
}

/** No address in a template or a plan is like it, and no reason for which an account does not report. */
const isAction = /^[a-z0-9-]+:[A-Za-z]+$/;

/** The same as a whole sentence. */
export const unreadableSentence = (user: UnreadableUser): string =>
  `${unreadableText(user).replace(/\.$/, '')}: unknown, not compliant.`;
