// Every signed request that a server of this process answers, without a word of the server's. Loaded by `--require` (test/models/run.js)
// it writes them into a file of the process, as a server that the tests start has nobody else who sees what it is asked.
'use strict';
const { subscribe, unsubscribe } = require('node:diagnostics_channel');
const { Buffer } = require('node:buffer');
const { appendFileSync } = require('node:fs');
const path = require('node:path');

/** Until what it returns is called: the channel outlives a test file. */
function recordExchanges(take) {
  const listener = ({ request, response }) => {
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
      request.headers.authorization ?? '',
    )?.[1];
    if (service === undefined) return;
    const sent = [];
    request.on('data', (chunk) => void sent.push(chunk));
    const end = response.end.bind(response);
    response.end = (...args) => {
      const [body] = args;
      take({
        service,
        target: request.headers['x-amz-target']?.toString(),
        method: request.method,
        url: request.url,
        headers: Object.keys(request.headers),
        request: Buffer.concat(sent).toString('utf8'),
        status: response.statusCode,
        answer: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
      });
      return end(...args);
    };
  };
  subscribe('http.server.request.start', listener);
  return () => void unsubscribe('http.server.request.start', listener);
}
module.exports = { recordExchanges };

const folder = process.env.MODELS_EXCHANGES;
// jest's own processes have a hook of their own, which knows the test file.
if (folder !== undefined && !/jest/.test(process.argv[1] ?? ''))
  recordExchanges((exchange) =>
    appendFileSync(
      path.join(folder, `${process.pid}.jsonl`),
      `${JSON.stringify({ command: process.argv.slice(1, 4).join(' '), ...exchange })}\n`,
    ),
  );
