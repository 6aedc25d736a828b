import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { Hono } from 'hono';
import { createBudgetWebhook, serveBudgetWebhook } from '../src/index.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const secret = 'a secret of the bench'.repeat(2);
const oneByOne = 1_000;
const many = 6_000;
const atOnce = 32;

/**
 * How fast alerts are taken by HTTP: one after the other, and 32 at once. Beside them, in the same run, a
 * bare route of Hono that parses the same bodies and inserts one row.
 */
export async function webhookFigures({ url }: BenchPlace): Promise<readonly Figure[]> {
  const pool = new StatementPool({
    address: parseConnectionUrl(url),
    applicationName: 'bench',
    size: 8,
    deadlineMs: 60_000,
    statementTimeoutMs: 60_000,
  });
  await pool.query(`insert into public.tenant_configs (tenant_id, name) values ('acme', 'Acme')`);
  await using bare = await serveBare(pool);
  const webhook = createBudgetWebhook({ connectionUrl: url, secrets: secret, deadlineMs: 60_000 });
  const server = await serveBudgetWebhook(webhook, { port: 0 });
  const measured: Measured[] = [];
  // The first round warms both; of the others, each takes its turn.
  for (let round = 0; round < 3; round++) {
    const floor = await measure(bare.port);
    const whole = await measure(server.port);
    if (round > 0) measured.push({ floor, whole });
  }
  await server.close();
  await webhook.close();
  await pool.close();
  const best = (of: (one: Measured) => number, pick: (...all: number[]) => number): number =>
    pick(...measured.map(of));
  return [
    figure(
      'webhook, p95',
      best(({ whole }) => whole.p95, Math.max),
      'ms',
      { atMost: 20 },
    ),
    figure(
      'webhooks',
      best(({ whole }) => whole.perSecond, Math.min),
      '/s',
      { atLeast: 200 },
    ),
    figure(
      'bare route and INSERT, p95',
      best(({ floor }) => floor.p95, Math.max),
      'ms',
      {
        atMost: 20,
      },
    ),
    figure(
      'bare routes and INSERTs',
      best(({ floor }) => floor.perSecond, Math.min),
      '/s',
      {
        atLeast: 200,
      },
    ),
  ];
}

interface Speed {
  readonly p95: number;
  readonly perSecond: number;
}

interface Measured {
  readonly floor: Speed;
  readonly whole: Speed;
}

interface BareServer extends AsyncDisposable {
  readonly port: number;
}

async function serveBare(pool: StatementPool): Promise<BareServer> {
  await pool.query('create table public.bare (event text, spend numeric)');
  const app = new Hono();
  app.post('/api/v1/budget-alerts', async ({ req, json }) => {
    const { event, spend } = await req.json<{ event: string; spend: number }>();
    await pool.query('insert into public.bare values ($1, $2::text::numeric)', [
      event,
      String(spend),
    ]);
    return json({ ok: true });
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function measure(port: number): Promise<Speed> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const times: number[] = [];
  for (let index = 0; index < oneByOne; index++) {
    const start = performance.now();
    await post(agent, port);
    times.push(performance.now() - start);
  }
  const start = performance.now();
  let left = many;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await post(agent, port);
    }),
  );
  const perSecond = many / ((performance.now() - start) / 1_000);
  agent.destroy();
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(oneByOne * 0.95) - 1] ?? Number.NaN;
  return { p95, perSecond };
}

let sent = 0;

/** Posts an alert that no other was. */
async function post(agent: Agent, port: number): Promise<void> {
  const body = JSON.stringify({
    ...{ spend: 450.25, max_budget: 550, soft_budget: 400, token: `hash ${sent++}` },
    ...{ user_id: 'acme', key_alias: 'acme', team_id: null, customer_id: null, user_email: null },
    ...{ event: 'threshold_crossed', event_group: 'key', event_message: 'Key Budget: 15%' },
  });
  const asking = request({
    ...{ agent, port, host: '127.0.0.1', method: 'POST', path: '/api/v1/budget-alerts' },
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex'),
    },
  });
  asking.end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode !== 200) throw new Error(`answered ${String(answer.statusCode)}`);
}
