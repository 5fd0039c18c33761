import { unusable, UsageError } from '../terminal/io';

/** How often a rule may run, as Config names it, in hours. */
export const frequencies = {
  One_Hour: 1,
  Three_Hours: 3,
  Six_Hours: 6,
  Twelve_Hours: 12,
  TwentyFour_Hours: 24,
} as const;

export type Frequency = keyof typeof frequencies;

const mostHours = 8784;

/** A scan may come late once: two periods of the rule's frequency, unless told otherwise. @throws UsageError */
export function staleAfterHoursOf(staleAfter: string | undefined, frequency: Frequency | undefined): number {
  if (staleAfter === undefined) return 2 * frequencies[frequency ?? 'Six_Hours'];
  if (frequency !== undefined) throw new UsageError('use --stale-after or --frequency, not both.');
  const hours = hoursOf(staleAfter);
  if (hours !== undefined && hours > 0 && hours <= mostHours) return hours;
  throw unusable(
    '--stale-after',
    staleAfter,
    `hours like 12, or 12h, 2d, PT12H, P2D, above 0 and up to ${mostHours} hours`,
  );
}

function hoursOf(text: string): number | undefined {
  if (/^\d{1,4}(\.\d{1,4})?$/.test(text)) return Number(text);
  const [, amount, unit] = /^(\d{1,4})\s*([hd])$/i.exec(text) ?? [];
  if (amount !== undefined) return Number(amount) * (unit?.toLowerCase() === 'd' ? 24 : 1);
  const parts = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?$/.exec(text);
  if (parts === null || text.endsWith('T')) return undefined;
  const [days = 0, hours = 0, minutes = 0] = parts
    .slice(1)
    .map((part) => Number((part as string | undefined) ?? 0));
  return days * 24 + hours + minutes / 60;
}
