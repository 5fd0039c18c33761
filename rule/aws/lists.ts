import { ask } from './clients/call-scope';
import { readFailed } from './clients/read-failed';
import { nextTokenOf, pagesOf } from './pages';

/** All items of a list, by the token that each page names, or a failure. @throws ReadFailedError */
export async function listBy<P, T>(
  tokenOf: (page: P) => string | undefined,
  api: string,
  send: (token: string | undefined) => Promise<P>,
  signal: AbortSignal,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const items: T[] = [];
  try {
    const page = (token: string | undefined) => ask(signal, () => send(token));
    for await (const one of pagesOf(page, tokenOf)) items.push(...read(one));
    return items;
  } catch (error) {
    throw readFailed(api, error, signal);
  }
}

/** The same where a NextToken says that there is more. @throws ReadFailedError */
export const tokenList = <P extends { readonly NextToken?: string | undefined }, T>(
  api: string,
  send: (token: string | undefined) => Promise<P>,
  signal: AbortSignal,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> => listBy(nextTokenOf, api, send, signal, read);
