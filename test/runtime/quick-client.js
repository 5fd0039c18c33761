// What AWS's runtime client does, in plain Node: the events of RuntimeApi, one after the other, for argv[2], `FILE.handler`.
// Nothing of it is open while the handler runs, so that a door that lets go of the event loop ends here, too. With
// TIME_SCALE=20 every wait of the door is a twentieth as long: its timers, its signals, and what it is told is left.
const { setTimeout: afterReal } = globalThis;
const promises = require('node:timers/promises');
const { join } = require('node:path');

const scale = Number(process.env['TIME_SCALE'] ?? '1');
const { AbortController, AbortSignal, Date, DOMException, fetch, performance } = globalThis;

function shortenWaits() {
  const { setInterval: everyReal } = globalThis;
  const { setTimeout: resolveAfterReal } = promises;
  const now = performance.now.bind(performance);
  globalThis.setTimeout = (work, milliseconds = 0, ...args) => afterReal(work, milliseconds / scale, ...args);
  globalThis.setInterval = (work, milliseconds = 0, ...args) =>
    everyReal(work, milliseconds / scale, ...args);
  promises.setTimeout = (milliseconds = 0, ...rest) => resolveAfterReal(milliseconds / scale, ...rest);
  performance.now = () => now() * scale;
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    const end = () => controller.abort(new DOMException('The time is over.', 'TimeoutError'));
    afterReal(end, milliseconds / scale).unref();
    return controller.signal;
  };
}

async function serve() {
  const [file, name] = process.argv[2].split('.');
  const handler = require(join(process.env['LAMBDA_TASK_ROOT'], file))[name];
  const api = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;
  // Without keep-alive: an open connection would keep the loop alive for the door.
  const ask = (path, body) =>
    fetch(`${api}/${path}`, {
      headers: { connection: 'close' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  for (;;) {
    const next = await ask('next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
    const event = await next.json();
    const context = { getRemainingTimeInMillis: () => (deadline - Date.now()) * scale };
    const [path, answer] = await handler(event, context).then(
      (value) => ['response', value ?? null],
      (error) => ['error', { errorType: error?.name, errorMessage: String(error?.message ?? error) }],
    );
    await ask(`${id}/${path}`, answer);
  }
}

shortenWaits();
void serve();
