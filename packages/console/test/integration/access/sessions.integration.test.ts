import type { Logger } from '@wdh/pipeline-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createConsole,
  createStartToken,
  type ConsoleAuth,
  type ConsoleOptions,
  type Role,
} from '../../../src/index.js';
import type { WireSession, WireSessions } from '../../../src/wire/session.js';
import { codeOf } from '../../support/code-of.js';
import { logIn } from '../../support/log-in.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();

const tokens = {
  viewer: { name: 'viewer', token: tokenOf('viewer'), roles: ['viewer'] },
  operator: { name: 'operator', token: tokenOf('operator'), roles: ['viewer', 'operator'] },
} as const;

/** Opens another console over the same database, and returns how it is asked who a cookie is. */
async function openConsole(
  auth: ConsoleAuth,
  publicUrl?: string,
  more: Partial<ConsoleOptions> = {},
) {
  const { database, runs } = used;
  const project = { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] };
  const other = await createConsole({ database, runs, project, auth, publicUrl, ...more });
  onTestFinished(() => other.close());
  const base = publicUrl ?? 'http://127.0.0.1:3000';
  const ask = (cookie: string): Promise<Response> =>
    other.fetch(new Request(`${base}/api/session`, { headers: { cookie } }));
  const answerOf = (token: string): Promise<Response> =>
    other.fetch(
      new Request(`${base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      }),
    );
  const logInWith = async (token: string): Promise<string> =>
    (await answerOf(token)).headers.get('set-cookie')?.split(';')[0] ?? '';
  return Object.assign(ask, { answerOf, logIn: logInWith });
}

const as = (cookie: string, method = 'GET') => ({ as: null, method, headers: { cookie } });

describe('a session of the console', () => {
  it('begins with a token, and is asked by its cookie', async () => {
    const body = { token: tokenOf('viewer') };
    const login = await used.ask('/api/session', { method: 'POST', as: null, body });
    expect(await login.json()).toMatchObject({ user: 'viewer', roles: ['viewer'] });
    const [pair = '', ...attributes] = login.headers.get('set-cookie')?.split('; ') ?? [];
    expect(pair).toMatch(/^wdh_console_3000=[\w-]{43}$/u);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    const answer = await used.ask('/api/session', as(pair));
    expect(await answer.json()).toMatchObject({
      user: 'viewer',
      hasQueue: false,
      version: '0.1.0',
    });
    expect((await used.ask('/api/runs', as(pair))).status).toBe(200);
  });

  it('stores a hash, and neither cookie nor token', async () => {
    const cookie = await logIn(used);
    const [, value = ''] = cookie.split('=');
    const rows = await used.database.query<{ row: string }>(
      'select s::text as row from public.wdh_console_sessions s',
    );
    const all = rows.map(({ row }) => row).join('\n');
    expect(all).toContain('operator');
    expect(all).not.toContain(value);
    expect(all).not.toContain(tokenOf('operator'));
  });

  it('ends with a logout', async () => {
    const cookie = await logIn(used);
    const ended = await used.ask('/api/session', as(cookie, 'DELETE'));
    expect(ended.status).toBe(204);
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await codeOf(await used.ask('/api/session', as(cookie)))).toEqual([401, 'LOGIN_NEEDED']);
  });

  it('is ended by its user or an operator, and by no other', async () => {
    const [viewer, operator] = [await logIn(used, 'viewer'), await logIn(used, 'operator')];
    const listed = async (cookie: string) => {
      const answer = await used.ask('/api/sessions', as(cookie));
      return ((await answer.json()) as WireSessions).items;
    };
    const own = await listed(viewer);
    expect(new Set(own.map(({ user }) => user))).toEqual(new Set(['viewer']));
    const all = await listed(operator);
    const current = all.find(({ isCurrent }) => isCurrent);
    const refused = await used.ask(`/api/sessions/${current?.id ?? ''}`, as(viewer, 'DELETE'));
    expect(await codeOf(refused)).toEqual([404, 'SESSION_NOT_FOUND']);
    const ofViewer = own.find(({ isCurrent }) => isCurrent)?.id ?? '';
    const ended = await used.ask(`/api/sessions/${ofViewer}`, as(operator, 'DELETE'));
    expect(ended.status).toBe(204);
    expect((await used.ask('/api/session', as(viewer))).status).toBe(401);
    expect((await used.ask('/api/session', as(operator))).status).toBe(200);
  });

  it('survives a restart of the console', async () => {
    const cookie = await logIn(used, 'viewer');
    const next = await openConsole({ tokens: [tokens.viewer] });
    expect((await next(cookie)).status).toBe(200);
  });

  it('ends when its token is removed from the settings', async () => {
    const cookie = await logIn(used, 'viewer');
    const withoutToken = await openConsole({ tokens: [tokens.operator] });
    expect(await codeOf(await withoutToken(cookie))).toEqual([401, 'LOGIN_NEEDED']);
    const withOther = await openConsole({ tokens: [{ ...tokens.viewer, token: 'n'.repeat(40) }] });
    expect(await codeOf(await withOther(cookie))).toEqual([401, 'LOGIN_NEEDED']);
  });

  it('has no role that its token has lost, and gains none', async () => {
    const cookie = await logIn(used, 'operator');
    const rolesWith = async (roles: readonly Role[]) => {
      const ask = await openConsole({ tokens: [{ ...tokens.operator, roles }] });
      return ((await (await ask(cookie)).json()) as WireSession).roles;
    };
    expect(await rolesWith(['viewer'])).toEqual(['viewer']);
    expect(await rolesWith(['viewer', 'operator', 'data'])).toEqual(['viewer', 'operator']);
  });

  it('of a start link survives a restart with another link, and ends where links are off', async () => {
    const link = { ...tokens.operator, name: 'anna', token: createStartToken() };
    const first = await openConsole({ tokens: [], startToken: link });
    const cookie = await first.logIn(link.token);
    const restarted = await openConsole({
      tokens: [],
      startToken: { ...link, token: createStartToken() },
    });
    expect(await (await restarted(cookie)).json()).toMatchObject({ user: 'anna' });
    const withoutLink = await openConsole({ tokens: [tokens.operator] });
    expect((await withoutLink(cookie)).status).toBe(401);
  });

  it('does not depend on the clock of the console', async () => {
    const cookie = await logIn(used, 'viewer');
    onTestFinished(() => {
      vi.useRealTimers();
    });
    for (const now of ['2001-01-01', '2101-01-01']) {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
      expect((await used.ask('/api/session', as(cookie))).status).toBe(200);
    }
  });

  it('gains no role by a change of its row', async () => {
    const cookie = await logIn(used, 'viewer');
    await used.database.query(
      `update public.wdh_console_sessions set roles = '{viewer,operator,data}' where user_name = 'viewer'`,
    );
    const answer = await used.ask('/api/session', as(cookie));
    expect(await answer.json()).toMatchObject({ roles: ['viewer'] });
  });

  it('is recorded: its login, its logout, and who ended it', async () => {
    const [viewer, operator] = [await logIn(used, 'viewer'), await logIn(used, 'operator')];
    const own = (await (await used.ask('/api/sessions', as(viewer))).json()) as WireSessions;
    const id = own.items.find(({ isCurrent }) => isCurrent)?.id ?? '';
    await used.ask(`/api/sessions/${id}`, as(operator, 'DELETE'));
    const found = await used.database.query<{ entry: string }>(
      `select concat_ws(' ', user_name, action, details ->> 'of') as entry from public.wdh_console_audit
      where details ->> 'session' = $1 order by audit_id`,
      [id],
    );
    expect(found.map(({ entry }) => entry)).toEqual([
      'viewer login',
      'operator session.end viewer',
    ]);
  });
});

describe('the log of the console', () => {
  it('has wrong tokens and failures, and no token or cookie', async () => {
    const logged: unknown[] = [];
    const note = (event: string, context?: object) => void logged.push([event, context]);
    const logger: Logger = { debug: note, info: note, warn: note, error: note, bind: () => logger };
    const broken = { query: () => Promise.reject(new Error(`a value ${tokenOf('viewer')}`)) };
    const asked = await openConsole({ tokens: [tokens.viewer] }, undefined, { logger });
    const failing = await openConsole({ tokens: [tokens.viewer] }, undefined, {
      logger,
      database: broken,
    });
    const wrong = 'wrong'.repeat(8);
    const cookie = await asked.logIn(tokens.viewer.token);
    expect((await asked.answerOf(wrong)).status).toBe(401);
    expect((await failing(cookie)).status).toBe(500);
    const all = JSON.stringify(logged);
    expect(all).toContain('console.token_wrong');
    expect(all).toContain('console.request_failed');
    for (const secret of [wrong, tokenOf('viewer'), cookie.split('=')[1] ?? '']) {
      expect(all).not.toContain(secret);
    }
  });
});

describe('a session whose audit is not there', () => {
  it('does not begin, and does not end', async () => {
    const cookie = await logIn(used, 'viewer');
    const { database } = used;
    await database.query('alter table public.wdh_console_audit rename to wdh_console_audit_gone');
    try {
      const body = { token: tokenOf('viewer') };
      const login = await used.ask('/api/session', { method: 'POST', as: null, body });
      expect(await codeOf(login)).toEqual([500, 'CONSOLE_TABLES_MISSING']);
      expect(login.headers.get('set-cookie')).toBeNull();
      const logout = await used.ask('/api/session', as(cookie, 'DELETE'));
      expect(await codeOf(logout)).toEqual([500, 'CONSOLE_TABLES_MISSING']);
    } finally {
      await database.query('alter table public.wdh_console_audit_gone rename to wdh_console_audit');
    }
    expect((await used.ask('/api/session', as(cookie))).status).toBe(200);
  });
});

describe('the cookie of a session', () => {
  it('has the prefix that browsers protect most, at the root behind TLS', async () => {
    const secure = await openConsole({ tokens: [tokens.viewer] }, 'https://wdh.example.org');
    const cookie = await secure.logIn(tokens.viewer.token);
    expect(cookie).toMatch(/^__Host-wdh_console_443=/u);
    expect((await secure(cookie)).status).toBe(200);
  });

  it('belongs to the path of the console, and to TLS in front', async () => {
    const secure = await openConsole({ tokens: [tokens.viewer] }, 'https://wdh.example.org/wdh');
    const answer = await secure.answerOf(tokens.viewer.token);
    const [pair = '', ...attributes] = answer.headers.get('set-cookie')?.split('; ') ?? [];
    expect(pair).toMatch(/^__Secure-wdh_console_443=[\w-]{43}$/u);
    expect(attributes).toEqual(expect.arrayContaining(['Path=/wdh', 'Secure', 'HttpOnly']));
  });
});
