import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsole, serveConsole, type ConsoleServer } from '../../../src/index.js';
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

/** Addresses of each part of the API, streams included; a run of this id need not exist. */
const addresses = [
  '/api/session',
  '/api/sessions',
  '/api/overview',
  '/api/jobs',
  '/api/jobs/strikes',
  '/api/runs',
  '/api/runs/00000000-0000-4000-8000-000000000000',
  '/api/runs/00000000-0000-4000-8000-000000000000/events',
  '/api/runs/00000000-0000-4000-8000-000000000000/rejects.csv',
  '/api/runs/00000000-0000-4000-8000-000000000000/stream',
  '/api/stream',
  '/api/inputs',
  '/api/queue',
  '/api/schedules',
  '/api/watches',
  '/api/jobs/strikes/partitions',
  '/api/jobs/strikes/rejects',
  '/api/nothing',
  '/api',
  '/api/',
];

test.each(addresses)('W01 no token at %s: a login is needed, and nothing is shown', async (at) => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    if (method === 'POST' && at === '/api/session') continue;
    const answer = await used.ask(at, { as: null, method });
    expect(await codeOf(answer)).toEqual([401, 'LOGIN_NEEDED']);
  }
});

test.each([
  ['a wrong token', { authorization: `Bearer ${'x'.repeat(43)}` }, 'TOKEN_WRONG'],
  ['a token in the address', {}, 'LOGIN_NEEDED'],
  ['a login of another scheme', { authorization: `Basic ${'x'.repeat(43)}` }, 'LOGIN_NEEDED'],
  [
    'a cookie that no session has',
    { cookie: `wdh_console_3000=${'x'.repeat(43)}` },
    'LOGIN_NEEDED',
  ],
  ['the cookie of another port', { cookie: `wdh_console_80=${'x'.repeat(43)}` }, 'LOGIN_NEEDED'],
  ['a header of a proxy', { 'x-forwarded-user': 'operator' }, 'LOGIN_NEEDED'],
])('W01 %s: nothing is shown', async (_what, headers, code) => {
  const at = `/api/runs?token=${tokenOf('operator')}`;
  expect(await codeOf(await used.ask(at, { as: null, headers }))).toEqual([401, code]);
});

test('W01 an expired session: it is asked to log in again, by the clock of the database', async () => {
  const cookie = await logIn(used);
  const ask = () => used.ask('/api/runs', { as: null, headers: { cookie } });
  expect((await ask()).status).toBe(200);
  await used.database.query(
    `update public.wdh_console_sessions set expires_at = clock_timestamp() - interval '1 millisecond'`,
  );
  expect(await codeOf(await ask())).toEqual([401, 'LOGIN_NEEDED']);
});

test.each([
  ['back', '13 hours'],
  ['forward', '-1 hour'],
])('W01 a clock that jumps %s: no session lasts longer than it may', async (_way, rest) => {
  const cookie = await logIn(used);
  // What a clock that was set makes of the session: more time than a session has, or none.
  await used.database.query(
    `update public.wdh_console_sessions set expires_at = clock_timestamp() + $1::text::interval`,
    [rest],
  );
  const answer = await used.ask('/api/runs', { as: null, headers: { cookie } });
  expect(await codeOf(answer)).toEqual([401, 'LOGIN_NEEDED']);
});

const run = '00000000-0000-4000-8000-000000000000';

test.each([
  ['POST', '/api/jobs/strikes/runs', 'viewer'],
  ['POST', `/api/runs/${run}/replay`, 'viewer'],
  ['POST', '/api/runs/rerun', 'viewer'],
  ['POST', '/api/runs/cancel', 'viewer'],
  ['GET', '/api/inputs', 'viewer'],
  ['PUT', '/api/inputs/0/a.csv', 'viewer'],
  ['POST', '/api/jobs/strikes/backfill', 'viewer'],
  ['POST', '/api/schedules/nightly/pause', 'viewer'],
  ['POST', '/api/schedules/nightly/resume', 'viewer'],
  ['GET', `/api/runs/${run}/rejects.csv`, 'operator'],
  ['GET', '/api/jobs/strikes/rejects.csv', 'operator'],
] as const)(
  'W01 %s %s of a %s: its role is missing, and nothing is done',
  async (method, at, as) => {
    // Valid or not: the role is checked before anything that is sent.
    for (const headers of [{}, { 'content-type': 'text/plain' }]) {
      const answer = await used.ask(at, { as, method, headers });
      expect(await codeOf(answer)).toEqual([403, 'ROLE_MISSING']);
    }
    expect(await used.runs.listRuns()).toMatchObject({ items: [] });
  },
);

test.each([
  '/api/runs/health',
  '/api/health',
  '/health/../api/runs',
  '/health/..%2fapi/runs',
  '/assets/%2e%2e/api/runs',
  '/assets/%2E%2E/api/runs',
  '/assets/..%5capi/runs',
  '/assets/..\\api\\runs',
  '/assets/%252e%252e/api/runs',
  '/assets/%25252e%25252e/etc/passwd',
  '/../../../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//api/runs',
  '//evil.example/api/runs',
  '/api//runs',
  '/API/runs',
  '/Api/Runs',
  '/api/runs/',
  '/./api/runs',
  '/api/./runs',
  '/api%2fruns',
  '/api;/runs',
  '/health/',
  '/HEALTH',
  '/assets/%00',
  '/api/runs%0d%0aset-cookie:%20a=b',
])('W01 the path %s: it reaches nothing, with and without a login', async (path) => {
  const line = `GET ${path} HTTP/1.1`;
  const stranger = await sendRaw(server.port, line);
  expect([401, 404]).toContain(stranger.status);
  const known = await sendRaw(server.port, line, {
    headers: [`authorization: Bearer ${tokenOf('viewer')}`],
  });
  expect(known.status).toBe(404);
  for (const { head, body } of [stranger, known]) {
    expect(head).not.toContain('set-cookie');
    expect(body).not.toMatch(/"items"|"ok"|root:/u);
  }
});

test('W01 a database that is down: the answer says so, and asks no one to log in', async () => {
  const url = new URL(used.url);
  url.port = '1';
  const database = new StatementPool({
    address: parseConnectionUrl(url.href),
    applicationName: 'wdh console',
    size: 1,
    deadlineMs: 2_000,
    statementTimeoutMs: 1_000,
  });
  const token = { name: 'anna', token: 'a'.repeat(32), roles: ['viewer'] } as const;
  const { runs } = used;
  const project = { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] };
  const other = await createConsole({ runs, project, database, auth: { tokens: [token] } });
  const ask = (path: string, init?: RequestInit) =>
    other.fetch(new Request(`http://localhost:3000${path}`, init));
  try {
    const headers = { cookie: `wdh_console_3000=${'x'.repeat(43)}` };
    const known = await ask('/api/session', { headers });
    expect([known.status, known.headers.get('retry-after')]).toEqual([503, '2']);
    const login = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: token.token }),
    });
    expect(login.status).toBe(503);
    expect(await login.text()).not.toContain(token.token);
    expect((await ask('/health')).status).toBe(503);
    expect((await ask('/runs')).status).toBe(200);
  } finally {
    await other.close();
    await database.close();
  }
});
