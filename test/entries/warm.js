// Plain Node with --expose-gc: argv[2] is a door's bundle, argv[3] its events as JSON. Invokes it 2,000 times, as a warm Lambda
// is, with one event after the other, and prints how many sockets are open and how much memory is used, early and at the end.
const { setTimeout: sleep } = require('node:timers/promises');
process.stdout.write = ((write) => (text) => (String(text).startsWith('{"result"') ? write(text) : true))(
  process.stdout.write.bind(process.stdout),
);
const { handler } = require(process.argv[2]);
const events = JSON.parse(process.argv[3]);

// Node's list of active resources leaves out connections that wait in a pool; this one has them. Without names of hosts.
process.report.excludeNetwork = true;
const openSockets = () =>
  process.report.getReport().libuv.filter(({ type, is_active }) => type === 'tcp' && is_active).length;

/** What a busy machine has not closed yet is no leak: until three collections in a row free nothing more. */
async function settled() {
  let least = Infinity;
  for (let idle = 0; idle < 3; idle += 1) {
    await sleep(50);
    globalThis.gc();
    const used = process.memoryUsage().heapUsed;
    if (used < least * 0.99) idle = -1;
    least = Math.min(least, used);
  }
}

async function measured() {
  await settled();
  return {
    sockets: openSockets(),
    mebibytes: process.memoryUsage().heapUsed / 2 ** 20,
    residentMebibytes: process.memoryUsage.rss() / 2 ** 20,
  };
}

async function main() {
  const context = { getRemainingTimeInMillis: () => 60_000 };
  let early;
  let failures = 0;
  for (let run = 0; run < 2_000; run += 1) {
    // A refusal fails a run; that must leave nothing behind, either.
    await handler(events[run % events.length], context).catch(() => (failures += 1));
    if (run === 399) early = await measured();
  }
  process.stdout.write(JSON.stringify({ result: { early, late: await measured(), failures } }));
  process.exit(0);
}

void main();
