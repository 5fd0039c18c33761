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

/** Lists that end nowhere, or not where they say, as a service at fault may answer: `n` counts the calls that were met. */
export function spoilList(
  output: Output,
  { kind, met: n }: { readonly kind: ListFault; readonly met: number },
  input: unknown,
  isIam: boolean,
): Output {
  const token = tokenOf(kind, n);
  const isRepeated = input !== withoutFaultyTokens(input);
  if (kind === 'repeated-page' && isRepeated) return output;
  const rest = Object.entries(output ?? {}).filter(
    ([key]) => key !== 'IsTruncated' && !tokenKeys.some((one) => one === key),
  );
  const spoilt = Object.fromEntries(rest);
  if (!isIam) return token === undefined ? spoilt : { ...spoilt, NextToken: token };
  if (kind === 'no-end-mark') return spoilt;
  return { ...spoilt, IsTruncated: kind !== 'token-after-the-end', Marker: token };
}

function tokenOf(kind: ListFault, n: number): string | undefined {
  if (kind === 'no-end-mark' || kind === 'no-token') return undefined;
  if (kind === 'repeated-token') return `${prefix}1`;
  return `${prefix}${kind === 'token-cycle' ? n % 2 : n}`;
}
