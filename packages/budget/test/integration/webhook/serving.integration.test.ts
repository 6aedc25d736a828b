import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBudgetWebhook, type WebhookServer } from '../../../src/index.js';
import { answerOn, beginDelivery, signedHeaders } from '../../support/webhook/send-raw.js';
import { bodyOf, deliveryOf, useWebhook } from '../../support/webhook/use-webhook.js';

const used = useWebhook();
let server: WebhookServer;
const tenant = `tenant ${randomUUID()}`;

beforeAll(async () => {
  await used.addTenant(tenant);
  server = await serveBudgetWebhook(used.webhook, { port: 0 });
});
afterAll(() => server.close());

const close = 'connection: close';
const chunked = 'transfer-encoding: chunked';

describe('a webhook that listens', () => {
  it('takes deliveries and says where it listens', async () => {
    expect(server.origin).toBe(`http://127.0.0.1:${String(server.port)}`);
    const answer = await fetch(
      deliveryOf(bodyOf({ spend: '90', key_alias: tenant }), server.origin),
    );
    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toEqual({ outcome: 'alert', level: 'alert' });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  });

  it('takes several deliveries of one connection', async () => {
    const body = bodyOf({ spend: '81', key_alias: tenant });
    const length = `content-length: ${String(Buffer.byteLength(body))}`;
    const socket = await beginDelivery(server.port, [...signedHeaders(body), length]);
    socket.write(body);
    await once(socket, 'data');
    const lines = [
      'POST /api/v1/budget-alerts HTTP/1.1',
      'host: x',
      ...signedHeaders(body),
      length,
    ];
    socket.write([...lines, close, '', body].join('\r\n'));
    const { body: answer, status } = await answerOn(socket);
    expect(status).toBe(200);
    expect(answer).toContain('duplicate');
  });

  it('refuses 10 MB by their declared length, and reads none of them', async () => {
    const socket = await beginDelivery(server.port, ['content-length: 10485760']);
    const answer = await answerOn(socket);
    expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('BODY_TOO_LARGE')]);
  });

  it.each([['without a length', [chunked]]])('stops to read 10 MB %s', async (_, headers) => {
    const socket = await beginDelivery(server.port, [...headers, 'content-type: application/json']);
    const answering = answerOn(socket);
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    for (let sent = 0; sent < 10_485_760 && !socket.closed; sent += 0x4000) {
      if (!socket.write(chunk)) {
        await Promise.race([once(socket, 'drain'), answering]).catch(() => undefined);
      }
    }
    const { status, sentBytes } = await answering;
    // The answer may be lost where the client still sends; the rest of the body is never read.
    expect([413, 0]).toContain(status);
    expect(sentBytes).toBeLessThan(10_485_760);
  });

  it('answers 413 to a client that reads before it has sent all', async () => {
    const socket = await beginDelivery(server.port, [chunked, 'content-type: text/plain']);
    for (let sent = 0; sent < 5; sent++) socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`);
    const { status, head } = await answerOn(socket);
    expect(status).toBe(413);
    expect(head).toContain(close);
  });

  it('stores nothing of a body that is longer than its declared length', async () => {
    const body = bodyOf({ spend: '90', key_alias: tenant });
    const socket = await beginDelivery(server.port, [
      ...signedHeaders(body),
      'content-length: 10',
      close,
    ]);
    socket.end(body);
    // The rest is no request: the server may answer that first.
    expect([400, 401]).toContain((await answerOn(socket)).status);
  });

  it('asks for a body only if it is small enough', async () => {
    const expecting = 'expect: 100-continue';
    const large = await beginDelivery(server.port, ['content-length: 10485760', expecting]);
    expect((await answerOn(large)).status).toBe(413);
    const unknown = await beginDelivery(server.port, [chunked, expecting, close]);
    expect(String(await once(unknown, 'data'))).toMatch(/^HTTP\/1\.1 100 Continue/u);
    unknown.write('0\r\n\r\n');
    expect((await answerOn(unknown)).status).toBe(415);
    const body = bodyOf({ spend: '90', key_alias: tenant });
    const length = `content-length: ${String(Buffer.byteLength(body))}`;
    const small = await beginDelivery(server.port, [
      ...signedHeaders(body),
      length,
      expecting,
      close,
    ]);
    expect(String(await once(small, 'data'))).toMatch(/^HTTP\/1\.1 100 Continue/u);
    small.write(body);
    expect((await answerOn(small)).status).toBe(200);
  });

  it.each(['GET', 'TRACE', 'PROPFIND'])('answers 405 to %s', async (method) => {
    const line = `${method} /api/v1/budget-alerts HTTP/1.1`;
    const socket = await beginDelivery(server.port, [close], line);
    expect((await answerOn(socket)).status).toBe(405);
  });

  it('does not read the body of what it refuses', async () => {
    for (const line of ['PUT /api/v1/budget-alerts HTTP/1.1', 'POST /elsewhere HTTP/1.1']) {
      const socket = await beginDelivery(server.port, ['content-length: 60000'], line);
      const { status, head } = await answerOn(socket);
      expect([404, 405]).toContain(status);
      expect(head).toContain(close);
    }
  });

  it('answers 400 to a host that is none', async () => {
    const socket = await beginDelivery(server.port, [close], 'POST http://[::bad HTTP/1.1');
    expect((await answerOn(socket)).status).toBe(400);
  });
});

describe('the start', () => {
  it('is refused on a port that is taken, and on an address that is not of this machine', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(serveBudgetWebhook(used.webhook, { port })).rejects.toMatchObject({
      code: 'WEBHOOK_PORT_IN_USE',
      category: 'usage',
    });
    taken.close();
    await expect(
      serveBudgetWebhook(used.webhook, { port: 0, host: '192.0.2.1' }),
    ).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS_INVALID', category: 'usage' });
    await expect(serveBudgetWebhook(used.webhook, { port: 70_000 })).rejects.toThrow(RangeError);
  });

  it('may be on an address of IPv6', async () => {
    const other = await serveBudgetWebhook(used.webhook, { port: 0, host: '::1' });
    expect(other.origin).toMatch(/^http:\/\/\[::1\]:\d+$/u);
    expect((await fetch(`${other.origin}/health`)).status).toBe(200);
    await other.close();
  });
});

describe('the end', () => {
  it('does not wait for connections without a request, and answers those with one', async () => {
    const ending = await serveBudgetWebhook(used.webhook, { port: 0, closeTimeoutMs: 600_000 });
    const body = bodyOf({ spend: '90', key_alias: tenant });
    const length = `content-length: ${String(Buffer.byteLength(body))}`;
    const expecting = 'expect: 100-continue';
    const busy = await beginDelivery(ending.port, [...signedHeaders(body), length, expecting]);
    await once(busy, 'data');
    const silent = connect(ending.port, '127.0.0.1');
    const half = connect(ending.port, '127.0.0.1');
    for (const socket of [silent, half]) socket.on('error', () => undefined);
    await Promise.all([once(silent, 'connect'), once(half, 'connect')]);
    half.write('POST /api/v1/budget-alerts HTTP/1.1\r\nhost: x\r\n');
    const closed = ending.close();
    await Promise.all([silent, half].map((socket) => text(socket).catch(() => '')));
    busy.write(body);
    const { status, head } = await answerOn(busy);
    expect([status, head]).toEqual([200, expect.stringContaining(close)]);
    await closed;
  });

  it('takes the delivery whose head was on its way, and ends its connection', async () => {
    const other = await serveBudgetWebhook(used.webhook, { port: 0 });
    const socket = connect(other.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/v1/budget-alerts HTTP/1.1\r\n');
    await fetch(`${other.origin}/health`);
    const closing = other.close();
    const body = bodyOf({ spend: '83', key_alias: tenant });
    const length = `content-length: ${String(Buffer.byteLength(body))}`;
    socket.write(['host: x', ...signedHeaders(body), length, '', body].join('\r\n'));
    const { status, head } = await answerOn(socket);
    expect(status).toBe(200);
    expect(head).toContain(close);
    await closing;
  });

  it('cuts what is still in work after its time', async () => {
    const other = await serveBudgetWebhook(used.webhook, { port: 0, closeTimeoutMs: 1 });
    const socket = await beginDelivery(other.port, ['content-length: 10']);
    await fetch(`${other.origin}/health`);
    await other.close();
    expect((await answerOn(socket)).status).toBe(0);
  });

  it('waits for the delivery that is in work, and takes no more', async () => {
    const other = await serveBudgetWebhook(used.webhook, { port: 0 });
    const body = bodyOf({ spend: '82', key_alias: tenant });
    const length = `content-length: ${String(Buffer.byteLength(body))}`;
    const idle = await beginDelivery(other.port, [], 'GET /health HTTP/1.1');
    await once(idle, 'data');
    const socket = await beginDelivery(other.port, [...signedHeaders(body), length]);
    await fetch(`${other.origin}/health`);
    const closing = other.close();
    await expect(fetch(`${other.origin}/health`)).rejects.toThrow();
    socket.write(body);
    const { status, head } = await answerOn(socket);
    expect(status).toBe(200);
    expect(head).toContain(close);
    await closing;
  });
});
