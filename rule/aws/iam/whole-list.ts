import * as v from 'valibot';
import type { Group } from '../../remediation/ports';
import { ask } from '../clients/call-scope';
import { readFailed } from '../clients/read-failed';
import { markerOfGroups, pagesOf } from '../pages';

/** All items of a list of groups, of their members or of their policies, or a failure. */
export async function wholeList<P extends Parameters<typeof markerOfGroups>[0], T>(
  api: string,
  send: (page: { readonly Marker?: string | undefined }) => Promise<P>,
  signal: AbortSignal,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  try {
    const page = (Marker: string | undefined) => ask(signal, () => send({ Marker }));
    for await (const one of pagesOf(page, markerOfGroups)) items.push(...read(one));
    return items;
  } catch (error) {
    throw readFailed(api, error, signal);
  }
}

export const groupSchema = v.pipe(
  v.object({ GroupName: v.string(), Path: v.string(), Arn: v.string() }),
  v.transform(({ GroupName, Path, Arn }): Group => ({ groupName: GroupName, path: Path, arn: Arn })),
);
