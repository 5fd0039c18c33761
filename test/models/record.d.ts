import type { Exchange } from './calls';

/** Every signed request that a server of this process answers, until what it returns is called. */
export function recordExchanges(take: (exchange: Exchange) => void): () => void;
