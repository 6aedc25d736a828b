import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { untilTrue } from '@wdh/fault-injection';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveBudgetWebhook, type WebhookServer } from '../../../src/index.js';
import { answerOn, beginDelivery, signedHeaders } from '../../support/webhook/send-raw.js';
import { bodyOf, deliveryOf, useWebhook } from '../../support/webhook/use-webhook.js';

const used = useWebhook({ bodyPatienceMs: 2_000 });
let server: WebhookServer;
const tenant = `tenant ${randomUUID()}`;

beforeAll(async () => {
  await used.addTenant(tenant);
  server = await serveBudgetWebhook(used.webhook, { port: 0 });
});
afterAll(() => server.close());

const rowsStored = async (): Promise<unknown> => {
  const [found] = await used.sql`select count(*)::int as rows from budget_webhook_deliveries`;
  return found?.['rows'];
};

test('B05 10 MB without a length, 20 at once: each is ended near 64 kB, and nothing is stored', async () => {
  const before = await rowsStored();
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const sendMuch = async (): Promise<number> => {
    const headers = ['transfer-encoding: chunked', 'content-type: application/json'];
    const socket = await beginDelivery(server.port, headers);
    const ended = answerOn(socket);
    for (let sent = 0; sent < 160 && !socket.destroyed && socket.writable; sent++) {
      if (!socket.write(chunk))
        await Promise.race([once(socket, 'drain'), ended]).catch(() => null);
    }
    return (await ended).sentBytes;
  };
  const sent = await Promise.all(Array.from({ length: 20 }, sendMuch));
  // What lies in the buffers of the system beyond that was never read.
  for (const bytes of sent) expect(bytes).toBeLessThan(10_485_760);
  await expect(rowsStored()).resolves.toBe(before);
  expect((await fetch(`${server.origin}/health`)).status).toBe(200);
});

test('B05 clients that send a byte and no more: ended by 408, and others are served meanwhile', async () => {
  const slow = await Promise.all(
    Array.from({ length: 50 }, async (): Promise<Socket> => {
      const headers = ['content-length: 1000', 'content-type: application/json'];
      const socket = await beginDelivery(server.port, headers);
      socket.write('{');
      return socket;
    }),
  );
  const body = bodyOf({ spend: '95', key_alias: tenant });
  expect((await fetch(deliveryOf(body, server.origin))).status).toBe(200);
  const answers = await Promise.all(slow.map(answerOn));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
});

test('B05 a client that goes away during a body: nothing is stored, and the webhook lives', async () => {
  const before = await rowsStored();
  const body = bodyOf({ spend: '95', key_alias: tenant });
  const length = `content-length: ${String(Buffer.byteLength(body))}`;
  for (let times = 0; times < 20; times++) {
    const socket = await beginDelivery(server.port, [...signedHeaders(body), length]);
    socket.write(body.slice(0, -1));
    socket.resetAndDestroy();
  }
  await untilTrue(
    async () => (await fetch(`${server.origin}/health`)).status === 200,
    30_000,
    'the health after clients went away',
  );
  await expect(rowsStored()).resolves.toBe(before);
});
