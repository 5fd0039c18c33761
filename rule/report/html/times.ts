import type { Part } from './parts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

const parsed = (time: string): Date | undefined => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** "28 November 2026", of UTC. What is no time stays as it is. */
export function dayInWords(time: string): string {
  const date = parsed(time);
  if (date === undefined) return time;
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** "28 Nov 2026" */
const shortDay = (time: string): string => dayInWords(time).replace(/^(\d+ [A-Z][a-z]{2})[a-z]*/, '$1');

/** "06:13 UTC" */
export const clock = (time: string): string =>
  parsed(time) === undefined ? '' : `${new Date(time).toISOString().slice(11, 16)} UTC`;

/** "28 November 2026, 06:13 UTC" */
export const timeInWords = (time: string): string =>
  parsed(time) === undefined ? time : `${dayInWords(time)}, ${clock(time)}`;

/** A day, or a time where it is of the same day. */
export const sinceWords = (since: string, now: string): string =>
  dayInWords(since) === dayInWords(now) ? timeInWords(since) : dayInWords(since);

/** A sentence whose times are for people: "read back to 28 November 2026, 06:13 UTC". */
export const withTimesInWords = (sentence: string): string =>
  sentence.replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, timeInWords);

export const dayPart = (time: string): Part => ['day', [shortDay(time)], time.slice(0, 10)];

export const number = (value: number): string => value.toLocaleString('en');

/** "1 person", "1,875 people" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

const millisecondsPerDay = 86_400_000;

/** Whole days from one time to a later one; undefined where one of them is none. */
export function daysBetween(from: string | null, to: string): number | undefined {
  if (from === null) return undefined;
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / millisecondsPerDay);
  return Number.isNaN(days) ? undefined : Math.max(0, days);
}
