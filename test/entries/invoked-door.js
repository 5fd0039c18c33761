// Plain Node: argv[2] is a door's bundle. Each message is an event; the answer says what the door said, or why it failed.
const { handler } = require(process.argv[2]);
process.on('message', ({ id, event }) => {
  const context = { getRemainingTimeInMillis: () => 60_000 };
  handler(event, context).then(
    (answer) => process.send({ id, answer: answer ?? null }),
    (error) => process.send({ id, failure: String(error) }),
  );
});
