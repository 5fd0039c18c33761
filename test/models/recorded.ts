import { env } from 'node:process';

/** What a process needs so that `npm run models` sees its servers; nothing otherwise. Tests give processes an environment of their own. */
export function recorded(): Readonly<Record<string, string>> {
  const { MODELS_EXCHANGES, NODE_OPTIONS } = env;
  return MODELS_EXCHANGES === undefined || NODE_OPTIONS === undefined
    ? {}
    : { MODELS_EXCHANGES, NODE_OPTIONS };
}
