import type { AccountScan } from '../../findings/account-scan';
import type { OrganizationView } from '../../findings/organization-view';
import { mustActIn } from './organization-rows';
import { isOpen } from './people';
import { text } from './markup';
import { counted, number, sinceWords } from './times';

/** The answer in one sentence, what limits it, and what changed. */
export interface Answer {
  /** Without markup, as the page's title begins. */
  readonly title: string;
  /** Markup. */
  readonly heading: string;
  /** Markup of a sentence or two; empty where nothing is to add. */
  readonly limits: string;
}

const alone = 'can sign in with a password alone';

export function accountAnswer(scan: AccountScan): Answer {
  const open = scan.findings.filter(isOpen);
  const without = open.filter(({ reason }) => reason === 'no-mfa');
  const weak = open.length - without.length;
  const limits = [weakSentence(without.length, weak), unreadSentence(scan, open.length), emptySentence(scan)]
    .filter((sentence) => sentence !== '')
    .join(' ');
  return answerOf(sentenceOf(scan, without.length, administrators(without)), limits);
}

/** Of templates and plans: nothing of it is deployed, and a part of a file is no user. */
export function checkAnswer({ findings, unreadable, complete }: AccountScan): Answer {
  const open = findings.filter(isOpen).length;
  const would = 'would be able to sign in with a password alone.';
  const sentence: Sentence =
    open > 0
      ? [counted(open, 'user'), 'act', ` ${would}`]
      : complete
        ? [`No user ${would}`, '', '']
        : ['No user that can be seen', 'unread', ` ${would}`];
  const parts = counted(unreadable.length, 'user or part', 'users or parts');
  const unseen = `<strong><a href="#unread">${text(`${parts} cannot be seen`)}</a></strong>: unknown is not safe.`;
  return answerOf(sentence, complete ? '' : unseen);
}

/** Part of the sentence is in a colour: the number, or what is not known. */
type Sentence = readonly [marked: string, colour: '' | 'act' | 'unread', rest: string];

const answerOf = ([marked, colour, rest]: Sentence, limits: string): Answer => ({
  title: `${marked}${rest}`.replace(/\.$/, ''),
  heading: colour === '' ? text(`${marked}${rest}`) : `<b class="${colour}">${text(marked)}</b>${text(rest)}`,
  limits,
});

export function organizationAnswer(view: OrganizationView): Answer {
  const { accounts, totals } = view;
  const affected = accounts.filter((row) => mustActIn(row) > 0);
  const people = affected.reduce((sum, row) => sum + mustActIn(row), 0);
  const { unknown } = totals;
  const limits =
    unknown === 0
      ? ''
      : `<strong><a href="#silent">${number(unknown)} of ${counted(totals.accounts, 'account')} ${unknown === 1 ? 'does' : 'do'} not report</a></strong>: their users are unknown, not safe.`;
  const can = 'can sign in without sufficient MFA';
  if (people > 0)
    return answerOf(
      [counted(people, 'person', 'people'), 'act', ` in ${counted(affected.length, 'account')} ${can}.`],
      limits,
    );
  if (unknown === 0) return answerOf([`Nobody ${can}.`, '', ''], limits);
  if (totals.reporting === 0) return answerOf(['It is unknown', 'unread', ` who ${can}.`], limits);
  return answerOf(['Nobody of those who are known', 'unread', ` ${can}.`], limits);
}

function sentenceOf(
  { findings, complete }: AccountScan,
  people: number,
  administratorsText: string,
): Sentence {
  if (people > 0) return [counted(people, 'person', 'people'), 'act', ` ${alone}${administratorsText}.`];
  if (complete) return [`Nobody ${alone}.`, '', ''];
  if (findings.length === 0) return ['It is unknown', 'unread', ` who ${alone}.`];
  return ['Nobody of those who could be read', 'unread', ` ${alone}.`];
}

function administrators(without: AccountScan['findings']): string {
  const some = without.filter(({ privileges }) => privileges === 'administrator').length;
  if (some === 0) return '';
  if (without.length === 1) return ': an administrator';
  return some === 1 ? ', 1 of them an administrator' : `, ${number(some)} of them administrators`;
}

function weakSentence(without: number, weak: number): string {
  if (weak === 0) return '';
  if (without > 0) return `${number(weak)} more ${weak === 1 ? 'has' : 'have'} MFA that is too weak.`;
  return `${counted(weak, 'person has', 'people have')} MFA that is too weak.`;
}

/** A link, in the colour of what is not known; a list that was cut short has no number. */
function unreadSentence({ unreadable, complete }: AccountScan, people: number): string {
  if (complete) return '';
  const users = unreadable.filter(({ userName }) => userName !== null).length;
  const link = (words: string): string => `<strong><a href="#unread">${text(words)}</a></strong>`;
  const so = people > 0 ? ', so there may be others.' : ': unknown is not safe.';
  if (users === unreadable.length && users > 0)
    return `${link(`${counted(users, 'user')} could not be read`)}${so}`;
  const more = users === 0 ? '' : `, and ${counted(users, 'user')} could not be read`;
  return `${link(`Not all users could be listed${more}`)}${so}`;
}

const emptySentence = ({ complete, findings }: AccountScan): string =>
  complete && findings.length === 0 ? 'The account has no IAM users.' : '';

/** "Since 21 November 2026: 1 new, 2 fixed, 5 still open." */
export function sinceSentence({ difference, scannedAt }: AccountScan): string {
  if (difference === undefined) return '';
  const parts = [
    [difference.new.length, 'new'],
    [difference.exemptionEnded.length, 'with an exemption that ended'],
    [difference.mended.length, 'fixed'],
    [difference.stillOpen.length, 'still open'],
    [difference.unknown.length, 'not read this time'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${number(count)} ${word}`);
  return `Since ${sinceWords(difference.since, scannedAt)}: ${said.length === 0 ? 'no change' : said.join(', ')}.`;
}
