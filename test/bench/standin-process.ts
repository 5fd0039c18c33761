// The peer of the bench, in a process of its own, so that its memory and its CPU are not the rule's.
import { createStandin } from '../../rule/standin';
import { account } from './account';

async function main(): Promise<void> {
  const standin = createStandin(account(Number(process.argv[2])));
  const url = await standin.listen();
  process.on('message', (message: { latencyMilliseconds?: number }) => {
    standin.store.latencyMilliseconds = message.latencyMilliseconds ?? 0;
    const posted = standin.store.config.puts.reduce((sum, { evaluations }) => sum + evaluations.length, 0);
    process.send?.({ counts: standin.callCounts(), posted });
    standin.calls.length = 0;
    standin.store.config.puts.length = 0;
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url });
}

void main();
