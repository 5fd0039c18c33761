import { MalformedResponseError } from './clients/read-failed';

/**
 * The pages of a list, to the end that the service itself names. A token that comes again, at once or in a circle of several,
 * leads nowhere: an incomplete list must never pass for a complete one.
 */
export async function* pagesOf<P>(
  ask: (token: string | undefined) => Promise<P>,
  nextToken: (page: P) => string | undefined,
): AsyncGenerator<P> {
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await ask(token);
    yield page;
    token = nextToken(page);
    if (token === undefined) return;
    if (seen.has(token)) throw new MalformedResponseError('a page whose token leads back to an earlier page');
    seen.add(token);
  }
}

/** IAM's lists end where IsTruncated is false, whatever Marker comes with it; every page says whether it is the last one. */
export function markerOf(page: {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}): string | undefined {
  if (page.IsTruncated === false) return undefined;
  if (page.IsTruncated !== true)
    throw new MalformedResponseError('a page that does not say whether it is the last');
  if (!page.Marker) throw new MalformedResponseError('a truncated page without a Marker');
  return page.Marker;
}

/**
 * The same for lists of groups and their policies, where AWS's model does not require the mark and emulators leave it out. What is
 * missing in them makes a step refused or a member unseen, and no user compliant.
 */
export const markerOfGroups = (page: Parameters<typeof markerOf>[0]): string | undefined =>
  page.IsTruncated === undefined && !page.Marker ? undefined : markerOf(page);

/** The other services' lists end where no NextToken comes; a page may be empty and still have one. */
export const nextTokenOf = (page: { readonly NextToken?: string | undefined }): string | undefined =>
  page.NextToken || undefined;
