import { createHash, createHmac } from 'node:crypto';
import { silentLogger, WdhError } from '@wdh/pipeline-core';
import { describe, expect, it, test, vi } from 'vitest';
import type { WebhookEvent } from '../event/webhook-event.js';
import { unavailable } from '../refusal/webhook-refusal.js';
import { webhookApp, type WebhookAppParts } from './webhook-app.js';

const secret = 'secret of this test'.repeat(2);
const url = 'http://127.0.0.1:4001/api/v1/budget-alerts';
const event = {
  spend: 80,
  event: 'threshold_crossed',
  event_group: 'key',
  event_message: 'Key Budget: 15% Threshold Crossed',
  key_alias: 'acme',
};

const sign = (body: string | Uint8Array, by = secret): string =>
  createHmac('sha256', by).update(body).digest('hex');

interface Asked {
  readonly answer: Response;
  readonly delivered: readonly (readonly [WebhookEvent, string])[];
}

/** Sends a body as LiteLLM would through the relay, with changes. */
async function ask(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
  parts: Partial<WebhookAppParts> = {},
  request: Partial<RequestInit> & { readonly to?: string } = {},
): Promise<Asked> {
  const deliver = vi.fn((_: WebhookEvent, __: string) => Promise.resolve({ outcome: 'alert' }));
  const app = webhookApp({
    secrets: [secret],
    deliver,
    isHealthy: () => Promise.resolve(true),
    logger: silentLogger,
    patienceMs: 30_000,
    ...parts,
  });
  const { to = url, ...init } = request;
  const signature = body instanceof ReadableStream ? '' : sign(body);
  const answer = await app(
    new Request(to, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-webhook-signature': signature,
        ...headers,
      },
      body,
      duplex: 'half',
      ...init,
    }),
  );
  return { answer, delivered: deliver.mock.calls };
}

const valid = JSON.stringify(event);

/** Bytes that are made while they are read; `made` says how many were. */
function endless(): { readonly stream: ReadableStream<Uint8Array>; readonly made: () => number } {
  let made = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        made += 16_384;
        controller.enqueue(new Uint8Array(16_384));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, made: () => made };
}

describe('an answer to a delivery', () => {
  it('is 200 for a signed one, which is stored once by its digest', async () => {
    const { answer, delivered } = await ask(valid);
    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toEqual({ outcome: 'alert' });
    expect(delivered).toEqual([
      [
        {
          spent: '80',
          wasNegative: false,
          event: 'threshold_crossed',
          eventGroup: 'key',
          userId: null,
          keyAlias: 'acme',
        },
        createHash('sha256').update(valid).digest('hex'),
      ],
    ]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is 405 for %s, and names POST',
    async (method) => {
      const { answer } = await ask(valid, {}, {}, { method, body: null });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  it.each(['/', '/api/v1/budget-alerts/', '/api/v1', '/api/v1/budget-alertsx'])(
    'is 404 at %s, and ends a connection whose body is not read',
    async (path) => {
      const { answer, delivered } = await ask(
        valid,
        { 'content-length': '9' },
        {},
        { to: `http://127.0.0.1:4001${path}` },
      );
      expect([answer.status, answer.headers.get('connection')]).toEqual([404, 'close']);
      expect(delivered).toEqual([]);
    },
  );

  it('is 413 for a declared length over 64 kB, before a byte is read', async () => {
    const { stream, made } = endless();
    const { answer } = await ask(stream, { 'content-length': '65537' });
    expect([answer.status, made()]).toEqual([413, 0]);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it.each([{}, { 'content-length': '10' }, { 'content-length': 'NaN' }])(
    'is 413 once more than 64 kB have arrived, with any declared length: %j',
    async (headers) => {
      const { stream, made } = endless();
      const { answer } = await ask(stream, { ...headers, 'content-type': 'text/plain' });
      expect(answer.status).toBe(413);
      // Nothing is read after the limit.
      expect(made()).toBe(5 * 16_384);
    },
  );

  it('is no 413 for exactly 64 kB', async () => {
    const message = ' '.repeat(65_536 - valid.length);
    const { answer } = await ask(valid + message);
    expect(answer.status).toBe(200);
    expect((await ask(`${valid}${message} `)).answer.status).toBe(413);
  });

  it('is 408 for a body that does not end', async () => {
    const stream = new ReadableStream<Uint8Array>({});
    const { answer } = await ask(stream, {}, { patienceMs: 1 });
    expect(answer.status).toBe(408);
  });

  it('is 408 for a body that cannot be given up', async () => {
    const cancel = () => {
      throw new Error('not given up');
    };
    const stream = new ReadableStream<Uint8Array>({ cancel });
    const { answer } = await ask(stream, {}, { patienceMs: 1 });
    expect(answer.status).toBe(408);
  });

  it('is 400 for a body that breaks off', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.error(new Error('reset'));
      },
    });
    const { answer } = await ask(stream);
    expect(answer.status).toBe(400);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-type': 'application/jsonp' },
    { 'content-encoding': 'gzip' },
  ])('is 415 for %j, before the signature is looked at', async (headers) => {
    const { answer } = await ask(valid, { ...headers, 'x-webhook-signature': '' });
    expect(answer.status).toBe(415);
  });

  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
  ])('takes %s', async (type) => {
    const { answer } = await ask(valid, { 'content-type': type });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['of another body', sign(`${valid} `)],
    ['of another secret', sign(valid, 'x'.repeat(32))],
    ['that is cut', sign(valid).slice(0, 63)],
    ['that is none', 'sha256='],
    ['in base64', createHmac('sha256', secret).update(valid).digest('base64')],
    ['of another method', `sha512=${sign(valid)}`],
    ['that is twice there', `${sign(valid)}, ${sign(valid)}`],
  ])('is 401 for a signature %s', async (_, signature) => {
    const { answer, delivered } = await ask(valid, { 'x-webhook-signature': signature });
    expect(answer.status).toBe(401);
    expect(delivered).toEqual([]);
  });

  it('is 415 for a body that is not declared at all', async () => {
    const { answer } = await ask(valid, {}, {}, { headers: {}, body: Buffer.from(valid) });
    expect(answer.status).toBe(415);
  });

  it('is 401 without a signature, before the body is parsed', async () => {
    const app = webhookApp({
      secrets: [secret],
      deliver: () => Promise.reject(new Error('must not be called')),
      isHealthy: () => Promise.resolve(true),
      logger: silentLogger,
      patienceMs: 30_000,
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await app(new Request(url, { method: 'POST', headers, body: '{' }));
    expect(answer.status).toBe(401);
    expect(answer.headers.has('www-authenticate')).toBe(false);
    expect((await app(new Request(url, { method: 'POST', headers }))).status).toBe(401);
  });

  it.each(['', 'sha256=', 'SHA256='])(
    'takes a signature with "%s" in either case',
    async (prefix) => {
      for (const hex of [sign(valid), sign(valid).toUpperCase()]) {
        const { answer } = await ask(valid, { 'x-webhook-signature': prefix + hex });
        expect(answer.status).toBe(200);
      }
    },
  );

  it('takes the signature of each of several secrets', async () => {
    const next = 'next secret'.padEnd(32, '-');
    for (const by of [secret, next]) {
      const { answer } = await ask(
        valid,
        { 'x-webhook-signature': sign(valid, by) },
        { secrets: [next, secret] },
      );
      expect(answer.status).toBe(200);
    }
  });

  it('verifies the bytes as they came', async () => {
    const spaced = JSON.stringify({ ...event, spend: 1 }, null, 3).replace('1', '1.50');
    expect((await ask(spaced)).answer.status).toBe(200);
  });

  const basic = { user: 'litellm', password: 'päss'.repeat(8) };
  const login = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    [login(`${basic.user}:${basic.password}`), 200],
    [login(`${basic.user}:${basic.password}`).replace('Basic', 'basic'), 200],
    [login(`${basic.user}:${basic.password}x`), 401],
    [login(`other:${basic.password}`), 401],
    [login(basic.password), 401],
    ['Basic', 401],
    [`Bearer ${basic.password.length}`, 401],
  ])('checks Basic credentials where no signature is: case %#', async (authorization, status) => {
    const app = (parts: Partial<WebhookAppParts>) =>
      webhookApp({
        secrets: [secret],
        deliver: () => Promise.resolve({}),
        isHealthy: () => Promise.resolve(true),
        logger: silentLogger,
        patienceMs: 30_000,
        ...parts,
      })(
        new Request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: valid,
        }),
      );
    const answer = await app({ basic });
    expect(answer.status).toBe(status);
    expect(answer.headers.has('www-authenticate')).toBe(status === 401);
    // They are off by default.
    expect((await app({})).status).toBe(401);
  });

  it('judges a signed delivery by its signature alone', async () => {
    const authorization = login(`${basic.user}:${basic.password}`);
    const headers = { authorization, 'x-webhook-signature': sign('another') };
    expect((await ask(valid, headers, { basic })).answer.status).toBe(401);
    expect((await ask(valid, {}, { basic })).answer.status).toBe(200);
  });

  it.each([
    '',
    'null',
    '[]',
    '1',
    '"text"',
    '{',
    `${valid}x`,
    "{'spend':1}",
    '{"spend":NaN}',
    `\uFEFF${valid}`,
    valid.replace('{', '{"spend":80,'),
    valid.replace('{', '{"a":{"b":1,"\\u0062":1},'),
    valid.replace('{', `{"deep":${'['.repeat(20)}${']'.repeat(20)},`),
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  ])('is 400 for a body that is malformed: case %#', async (body) => {
    const { answer, delivered } = await ask(body);
    expect(answer.status).toBe(400);
    expect(delivered).toEqual([]);
  });

  it('is 400 for bytes that are not UTF-8', async () => {
    const body = Uint8Array.from([...Buffer.from('{"a":"'), 0xc3, 0x28, ...Buffer.from('"}')]);
    expect((await ask(body)).answer.status).toBe(400);
  });

  it('is 422 for missing fields, and names them without any value', async () => {
    const { answer } = await ask('{"event":"canary","event_message":7,"key_alias":5}');
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({
      error: {
        code: 'EVENT_INVALID',
        message: 'Missing or not valid: spend, event_group, event_message, key_alias.',
      },
    });
    expect(text).not.toContain('canary');
  });

  it('is 503 with the time to wait, if it was not stored', async () => {
    const deliver = () => Promise.reject(unavailable('The alert was not stored.'));
    const { answer } = await ask(valid, {}, { deliver });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it.each([
    new Error('canary'),
    new WdhError('canary', { code: 'INTERNAL', category: 'internal' }),
  ])('is 500 for an unexpected error, without its text', async (error) => {
    const logged = vi.fn();
    const logger = { ...silentLogger, error: logged };
    const { answer } = await ask(valid, {}, { deliver: () => Promise.reject(error), logger });
    expect(answer.status).toBe(500);
    await expect(answer.text()).resolves.not.toMatch(/canary|at /u);
    expect(logged).toHaveBeenCalledOnce();
  });

  it('has the headers that keep browsers from it', async () => {
    for (const { answer } of [await ask(valid), await ask('{')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });
});

test('the health of the webhook is that of its database', async () => {
  const to = 'http://127.0.0.1:4001/health';
  const health = (method: string, isHealthy: boolean) =>
    ask('', {}, { isHealthy: () => Promise.resolve(isHealthy) }, { to, method, body: null });
  expect((await health('GET', true)).answer.status).toBe(200);
  expect((await health('HEAD', true)).answer.status).toBe(200);
  expect((await health('GET', false)).answer.status).toBe(503);
  const refused = (await health('POST', true)).answer;
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
