import { withoutLabels } from '../protocol/labels';
import type { Answer } from './result';

const ids: readonly (readonly [RegExp, string])[] = [
  [/\barn:[^\s,;'"]+/gi, '<arn>'],
  [/\/iam-user-mfa-verify\/(?:[0-9a-f]{8}\/)?/gi, '<path>'],
  // The run's own users, by what they are in its story.
  [/iam-user-mfa-verify-[0-9a-f]{8}-([a-z]+)/gi, '<$1>'],
  [/\b(?:AIDA|AKIA|ASIA|AROA|AGPA|ANPA|AIPA)[A-Z0-9]{4,}\b/g, '<id>'],
  [/(?<!\d)\d{12}(?!\d)/g, '<account>'],
];
const address = /(?<![\w+=,.@-])[\w+=,.-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * Answers that anybody may read: word for word, but without account ids, ARNs, ids, addresses and the names of users.
 * @param userNames all of the account; undefined where they could not be read: of whom Config's text speaks is not known then
 */
export function fitForAnIssue(
  answers: readonly Answer[],
  userNames: readonly string[] | undefined,
): readonly Answer[] {
  const names = new Set(userNames?.map((name) => name.toLowerCase()));
  const cleaned = (text: string): string =>
    withoutNames(withoutIds(withoutOwner(text)).replace(address, '<address>'), names);
  return answers.map(({ annotation, why, got, ...answer }) => ({
    ...answer,
    ...(got === undefined ? {} : { got: withoutIds(got) }),
    ...(why === undefined ? {} : { why: answer.outcome === 'incomplete' ? cleaned(why) : why }),
    ...(annotation === undefined || userNames === undefined ? {} : { annotation: cleaned(annotation) }),
  }));
}

/** A tag's value, which whatever tags new users writes. */
function withoutOwner(text: string): string {
  const rest = withoutLabels(text, { owner: true });
  return rest === text ? text : `${rest} Owner: <owner>.`;
}

const withoutIds = (text: string): string =>
  ids.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text);

/** Names are unique without case; a part of a longer word is no name. */
function withoutNames(text: string, names: ReadonlySet<string>): string {
  return text.replace(/[\w+=,.@-]+/g, (token) => {
    const pieces = token.split(/([^a-z0-9])/i).filter((piece) => piece !== '');
    const out: string[] = [];
    for (let from = 0; from < pieces.length;) {
      let to = pieces.length;
      while (to > from && !names.has(pieces.slice(from, to).join('').toLowerCase())) to -= 1;
      out.push(to > from ? '<user>' : (pieces[from] ?? ''));
      from = Math.max(to, from + 1);
    }
    return out.join('');
  });
}
