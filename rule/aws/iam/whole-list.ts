import * as v from 'valibot';
import type { Group } from '../../remediation/ports';
import { ask } from '../clients/call-scope';
import { MalformedResponseError, readFailed } from '../clients/read-failed';

interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** All items of a list of IAM, or a failure: a list that repeats a marker has no end, and one that has none no rest. */
export async function wholeList<P extends Page, T>(
  api: string,
  pages: AsyncIterable<P>,
  signal: AbortSignal,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  try {
    await ask(signal, async () => {
      for await (const page of pages) {
        items.push(...read(page));
        if (page.IsTruncated !== true) break;
        if (!page.Marker || seen.has(page.Marker))
          throw new MalformedResponseError('a truncated page whose Marker leads nowhere');
        seen.add(page.Marker);
      }
    });
    return items;
  } catch (error) {
    throw readFailed(api, error, signal);
  }
}

export const groupSchema = v.pipe(
  v.object({ GroupName: v.string(), Path: v.string(), Arn: v.string() }),
  v.transform(({ GroupName, Path, Arn }): Group => ({ groupName: GroupName, path: Path, arn: Arn })),
);
