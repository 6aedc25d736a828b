import { describe, expect, it } from 'vitest';
import type { WireSessions } from '../../src/wire/session.js';
import { logIn } from '../support/log-in.js';
import { tokenOf, useConsole } from '../support/use-console.js';

const used = useConsole();

const as = (cookie: string, method = 'GET') => ({ as: null, method, headers: { cookie } });

async function codeOf(answer: Response): Promise<unknown> {
  const { error } = (await answer.json()) as { readonly error: { readonly code: string } };
  return [answer.status, error.code];
}

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
});
