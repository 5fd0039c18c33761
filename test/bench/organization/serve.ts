import type { Standin } from '../../../rule/standin';
import type { Seen } from './command';

/** Listens, and says to the process that forked this one where, and later what it has seen. */
export async function serve(standin: Standin): Promise<void> {
  let connections = 0;
  standin.server.on('connection', () => (connections += 1));
  const url = await standin.listen();
  process.on('message', () => {
    const throttled = standin.calls.filter(({ outcome }) => outcome === 'Throttling').length;
    process.send?.({ counts: standin.callCounts(), throttled, connections } satisfies Seen);
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url });
}
