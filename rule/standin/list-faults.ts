import type { Output } from './actions/action';
import type { ListFault } from './state/fault-seed';

const tokenKeys = ['Marker', 'NextToken', 'nextToken'] as const;
const prefix = 'standin-list-';

/** A list that is at fault answers its own tokens with its first page. */
export function withoutFaultyTokens(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const kept = Object.entries(input).filter(([, value]) => !String(value).startsWith(prefix));
  return kept.length === Object.keys(input).length ? input : Object.fromEntries(kept);
}

/** Lists that never end, as a service at fault may answer: `n` counts the calls that were met. */
export function spoilList(output: Output, kind: ListFault, n: number, isIam: boolean): Output {
  const token = `${prefix}${{ 'no-end': n, 'repeated-token': 1, 'token-cycle': n % 2, 'token-after-the-end': n }[kind]}`;
  const rest = Object.entries(output ?? {}).filter(([key]) => !tokenKeys.some((one) => one === key));
  const spoilt = Object.fromEntries(rest);
  if (!isIam) return { ...spoilt, NextToken: token };
  return { ...spoilt, IsTruncated: kind !== 'token-after-the-end', Marker: token };
}
