// Signs the alerts of LiteLLM, which signs none, and passes them on to the webhook of @wdh/budget.
//
//   node signing-relay.mjs --secret-file FILE --to https://wdh.example.org/api/v1/budget-alerts --port 4002
//
// Start it on the machine of LiteLLM, and set WEBHOOK_URL=http://127.0.0.1:4002/ there. It listens on
// 127.0.0.1 alone: every program of this machine can have alerts signed. The file holds the secret of the
// webhook (BUDGET_WEBHOOK_SECRET), and is read for each alert, so that a new secret needs no restart.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    to: { type: 'string' },
    'secret-file': { type: 'string' },
    port: { type: 'string', default: '4002' },
  },
});
const { to, port, 'secret-file': secretFile } = values;
if (!URL.canParse(to ?? '') || secretFile === undefined) {
  process.stderr.write('Usage: node signing-relay.mjs --secret-file FILE --to URL [--port N]\n');
  process.exit(2);
}
const readSecret = async () => (await readFile(secretFile, 'utf8')).trim();
const shortest = 32;
if ((await readSecret()).length < shortest) {
  throw new Error(`The secret is shorter than ${shortest} characters.`);
}

/** Reads a body of 64 kB at most; null for a longer one. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > 65_536) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** LiteLLM does not repeat an alert: the relay does, until the webhook has stored it. */
async function passOn(body, attempt = 1) {
  const status = await post(body).catch(() => 502);
  if ((status < 500 && !isBusy(status)) || attempt === 5) return status;
  await sleep(attempt * 1_000);
  return passOn(body, attempt + 1);
}

/** Whether a proxy, or the webhook, asks for the same again. */
const isBusy = (status) => status === 408 || status === 429;

async function post(body) {
  const secret = await readSecret();
  // The file is being written.
  if (secret.length < shortest) return 502;
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const { status } = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-signature': `sha256=${signature}` },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  return status;
}

async function statusOf(request) {
  // A page in a browser can send neither without asking first.
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  if (request.method !== 'POST' || !isJson || 'origin' in request.headers) return 403;
  const body = await readBody(request);
  return body === null ? 413 : passOn(body);
}

const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
  const status = await statusOf(request).catch(() => 502);
  process.stdout.write(`${new Date().toISOString()} ${status}\n`);
  response.writeHead(status, { connection: 'close' }).end();
});
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`signs alerts on http://127.0.0.1:${server.address().port}/\n`);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    // What is repeated has this long; a connection that sends nothing would hold it for ever.
    setTimeout(() => server.closeAllConnections(), 20_000).unref();
  });
}
