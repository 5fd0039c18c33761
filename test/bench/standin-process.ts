// The stand-in of the bench, in a process of its own, so that its memory and its CPU are not the rule's.
import { createStandin, type SeedInput } from '../../rule/standin';
import { account } from './account';

async function main(): Promise<void> {
  const [users, more = '{}'] = process.argv.slice(2);
  const standin = createStandin({ ...account(Number(users)), ...(JSON.parse(more) as SeedInput) });
  let connections = 0;
  standin.server.on('connection', () => (connections += 1));
  const url = await standin.listen();
  process.on('message', (message: { latencyMilliseconds?: number }) => {
    standin.store.latencyMilliseconds = message.latencyMilliseconds ?? 0;
    const { puts } = standin.store.config;
    process.send?.({
      counts: standin.callCounts(),
      throttled: standin.calls.filter(({ outcome }) => outcome === 'Throttling').length,
      posted: puts.reduce((sum, { evaluations }) => sum + evaluations.length, 0),
      summary: puts.at(-1)?.evaluations.at(-1)?.Annotation ?? '',
      connections,
    });
    standin.calls.length = 0;
    puts.length = 0;
    connections = 0;
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url });
}

void main();
