import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveConsole, type ConsoleServer } from '../../../src/index.js';
import { codeOf } from '../../support/code-of.js';
import { logIn } from '../../support/log-in.js';
import { sendRaw } from '../../support/send-raw.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();
let server: ConsoleServer;

beforeAll(async () => {
  server = await serveConsole(used.console, { port: 0 });
});

afterAll(() => server.close());

const login = `authorization: Bearer ${tokenOf('operator')}`;
const json = 'content-type: application/json';

test.each([
  'evil.example',
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '[::2]',
])('W02 the foreign host %s: it is misdirected, with and without a login', async (host) => {
  for (const headers of [[`host: ${host}`], [`host: ${host}`, login]]) {
    for (const path of ['/api/runs', '/runs', '/health']) {
      const { status } = await sendRaw(server.port, `GET ${path} HTTP/1.1`, { headers });
      expect(status).toBe(421);
    }
  }
});

test('W02 a foreign host in the request line: it is misdirected', async () => {
  const line = 'GET http://evil.example/api/runs HTTP/1.1';
  expect((await sendRaw(server.port, line, { headers: [login] })).status).toBe(421);
});

test.each([
  ['of another site', { origin: 'https://evil.example' }],
  ['of another port', { origin: 'http://127.0.0.1:8080' }],
  ['without a name', { origin: 'null' }],
  ['of another scheme', { origin: 'file://' }],
  ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
  [
    'that says it is the same, of another site',
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ],
])('W02 a page %s: its requests are refused', async (_what, headers) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const body = method === 'POST' ? { token: tokenOf('operator') } : undefined;
    const answer = await used.ask('/api/session', { method, headers, body });
    expect(await codeOf(answer)).toEqual([403, 'CROSS_SITE']);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test.each([
  'text/plain',
  'text/plain;application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/json; charset=utf-16',
  '',
])('W02 a body of type "%s": it is not read', async (type) => {
  const headers = [login, ...(type === '' ? [] : [`content-type: ${type}`]), 'content-length: 2'];
  const { status } = await sendRaw(server.port, 'POST /api/session HTTP/1.1', {
    headers,
    body: '{}',
  });
  expect(status).toBe(415);
});

const large = `{"token":"${'x'.repeat(1_000_000)}"}`;

test('W02 a body of 1 MB: it is refused', async () => {
  const headers = [json, `content-length: ${String(large.length)}`];
  const answer = await sendRaw(server.port, 'POST /api/session HTTP/1.1', { headers, body: large });
  expect(answer.status).toBe(413);
});

test('W02 a body of 1 MB in chunks, without its length: it is refused', async () => {
  const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
  const headers = [json, 'transfer-encoding: chunked'];
  const answer = await sendRaw(server.port, 'POST /api/session HTTP/1.1', { headers, body: chunk });
  expect(answer.status).toBe(413);
});

test('W02 a body whose length is a lie: the server refuses or cuts it', async () => {
  const headers = [json, 'content-length: 5', 'transfer-encoding: chunked'];
  const answer = await sendRaw(server.port, 'POST /api/session HTTP/1.1', { headers, body: large });
  expect(answer.status).toBe(400);
});

test('W02 a body that is not JSON: it is refused before its handler', async () => {
  const headers = { 'content-type': 'application/json' };
  const request = new Request('http://127.0.0.1:3000/api/session', {
    method: 'POST',
    headers,
    body: '{"token":',
  });
  expect(await codeOf(await used.console.fetch(request))).toEqual([400, 'BODY_INVALID']);
});

test.each([
  ['TRACE', 405],
  ['OPTIONS', 405],
  ['PATCH', 405],
  ['PROPFIND', 405],
  ['CONNECT', 0],
])('W02 the method %s: it is refused', async (method, expected) => {
  for (const headers of [[], [login]]) {
    const target = method === 'CONNECT' ? '127.0.0.1:22' : '/api/runs';
    const answer = await sendRaw(server.port, `${method} ${target} HTTP/1.1`, { headers });
    expect(answer.status).toBe(expected);
    expect(answer.body).not.toContain(tokenOf('operator'));
  }
});

test.each(['/', '/runs', '/nothing', '/api/runs', '/api/nothing', '/health', '/assets/none.js'])(
  'W02 a page that frames or sniffs %s: each answer has the headers against it',
  async (path) => {
    for (const headers of [[], [login], ['host: evil.example']]) {
      const { head } = await sendRaw(server.port, `GET ${path} HTTP/1.1`, { headers });
      expect(head).toContain("content-security-policy: default-src 'none'; script-src 'self'");
      expect(head).toContain("frame-ancestors 'none'");
      expect(head).toContain("require-trusted-types-for 'script'");
      expect(head).toContain('x-content-type-options: nosniff');
      expect(head).toContain('referrer-policy: no-referrer');
      expect(head).not.toContain('access-control-');
      expect(head).not.toContain('x-powered-by');
    }
  },
);

test('W02 wrong tokens without end: they are limited, and sessions go on', async () => {
  const cookie = await used
    .ask('/api/session', { method: 'POST', as: null, body: { token: tokenOf('viewer') } })
    .then((answer) => answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  const guess = (peer: string, token: string) =>
    used.console.fetch(
      new Request('http://127.0.0.1:3000/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      }),
      { peer },
    );
  const codes: unknown[] = [];
  for (let count = 0; count < 30; count += 1) {
    codes.push((await codeOf(await guess('10.0.0.7', `${'x'.repeat(40)}${count}`)))[1]);
  }
  expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'TOKEN_WRONG'));
  const last = await guess('10.0.0.7', tokenOf('operator'));
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await guess('10.0.0.8', tokenOf('operator'))).status).toBe(200);
  const request = new Request('http://127.0.0.1:3000/api/session', { headers: { cookie } });
  expect((await used.console.fetch(request, { peer: '10.0.0.7' })).status).toBe(200);
});

test('W02 200 streams of one session: twenty are open, and the others are refused', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => used.ask('/api/stream', { as: 'viewer' })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(180);
  // Another visitor still has a stream, and a closed one makes room.
  const other = await used.ask('/api/stream', { as: 'operator' });
  expect(other.status).toBe(200);
  await Promise.all([other, ...answers].map(async ({ body }) => body?.cancel()));
  const again = await used.ask('/api/stream', { as: 'viewer' });
  expect(again.status).toBe(200);
  await again.body?.cancel();
});

test('W02 streams of a session that ends: they end with it', async () => {
  const cookie = await logIn(used);
  const headers = { cookie };
  const stream = await used.ask('/api/stream', { as: null, headers });
  expect(stream.status).toBe(200);
  await used.ask('/api/session', { as: null, method: 'DELETE', headers });
  expect(await stream.text()).not.toContain('LOGIN_NEEDED');
  expect((await used.ask('/api/stream', { as: null, headers })).status).toBe(401);
});
