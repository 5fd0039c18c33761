import type { Answer, NoAnswer } from './answer';

/** The worst first. */
export const statuses = ['missing', 'unknown', 'warning', 'ok'] as const;
/** `missing` has to be put there; `warning` works, but less well than it could; `unknown` could not be looked at. */
export type Status = (typeof statuses)[number];

/** One line of doctor: what was found, what it means, and the one command that fixes it. */
export interface Check {
  readonly id: string;
  readonly status: Status;
  readonly text: string;
  /** Absent where there is nothing to fix, or nothing that a command may fix. Words in capitals are the reader's to fill in. */
  readonly command?: string;
  /** A conformance pack, which fails as a whole, fails in this account. */
  readonly blocks?: true;
  /** The question that a policy of the organization denies. */
  readonly deniedByPolicy?: string;
}

export const ok = (id: string, text: string): Check => ({ id, status: 'ok', text });
export const warning = (id: string, text: string, command?: string): Check => ({
  id,
  status: 'warning',
  text,
  ...(command === undefined ? {} : { command }),
});
export const missing = (id: string, text: string, command?: string): Check => ({
  id,
  status: 'missing',
  text,
  ...(command === undefined ? {} : { command }),
});
export const blocking = (id: string, text: string, command?: string): Check => ({
  ...missing(id, text, command),
  blocks: true,
});

/** @param subject what would have been looked at, as the start of a sentence */
export function unknown(id: string, subject: string, { api, error, detail }: NoAnswer): Check {
  const text = `${subject} could not be looked at (${error} on ${api}), so it is unknown`;
  const byPolicy = /(service|resource) control policy/.test(detail ?? '') ? { deniedByPolicy: api } : {};
  if (!/AccessDenied|Unauthorized|Forbidden/.test(error))
    return { id, status: 'unknown', text: `${text}${detail === undefined ? '' : `: ${detail}`}.` };
  if (detail !== undefined)
    return {
      id,
      status: 'unknown',
      ...byPolicy,
      text: `${text}; it is ${detail}: change that policy, because allowing the action to these credentials does not help.`,
    };
  return {
    id,
    status: 'unknown',
    text: `${text}; allow ${api} to these credentials.`,
    command: 'npx --no -- iam-user-mfa doctor --print-policy',
  };
}

/** Advice that decides nothing, and could not be given. */
export const unseen = (id: string, subject: string, { api, error }: NoAnswer): Check =>
  ok(id, `${subject} was not looked at (${error} on ${api}): this is advice, and the rule works without it.`);

/** Checks an answer that is there; one that is not is one unknown line. */
export function checked<T>(
  id: string,
  subject: string,
  answer: Answer<T>,
  check: (value: T) => readonly Check[],
): readonly Check[] {
  return 'failure' in answer ? [unknown(id, subject, answer.failure)] : check(answer.value);
}

/** A value for a POSIX shell. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
