import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRunStream } from '../../../src/wire/stream.js';
import { EventClient } from '../../support/live/event-client.js';
import { useLive } from '../../support/live/use-live.js';
import { recordRun } from '../../support/record-run.js';
import { tokenOf } from '../../support/use-console.js';

const used = useLive({ streams: { ofSession: 3, inAll: 5 } });
const path = '/api/runs/run_open/stream';

beforeAll(async () => {
  await recordRun(used.database, 'run_open', { status: 'queued' });
});

/** Opens a stream with the cookie of a new session. */
async function listenInSession() {
  const login = await fetch(`${used.origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenOf('operator') }),
  });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const stream = await EventClient.open<WireRunStream>(`${used.origin}${path}`, {
    cookie,
  });
  await stream.until(() => stream.received.length > 0, 'its first event');
  return { cookie, stream };
}

const isStreaming = async (as: 'viewer' | 'operator' | 'data') => {
  const answer = await used.ask(path, { as });
  await answer.body?.cancel();
  return answer.status;
};

describe('streams', () => {
  it('are limited by session and in all, and an ended one gives its place back', async () => {
    const [first] = await Promise.all([1, 2, 3].map(() => used.listenToRun('run_open')));
    const refused = await used.ask(path);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await refused.json()).toMatchObject({ error: { code: 'STREAMS_TOO_MANY' } });
    await Promise.all([1, 2].map(() => used.listenToRun('run_open', { as: 'viewer' })));
    expect(await isStreaming('data')).toBe(429);
    first?.close();
    await expect.poll(() => isStreaming('data'), { timeout: 30_000 }).toBe(200);
  });

  it('hold no place for a request of HEAD', async () => {
    await expect.poll(() => isStreaming('operator'), { timeout: 30_000 }).toBe(200);
    for (let request = 0; request < 10; request += 1) {
      expect((await used.ask(path, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await isStreaming('operator')).toBe(200);
  });

  it('end at the logout of their session, and those of others go on', async () => {
    const other = await listenInSession();
    const { cookie, stream } = await listenInSession();
    const left = await fetch(`${used.origin}/api/session`, {
      method: 'DELETE',
      headers: { cookie },
    });
    expect(left.status).toBe(204);
    await stream.until(() => stream.hasEnded, 'its end');
    expect(other.stream.hasEnded).toBe(false);
    other.stream.close();
  });

  it('end when their session expires', async () => {
    const { stream } = await listenInSession();
    await used.database.query(
      `update public.wdh_console_sessions set expires_at = clock_timestamp() - interval '1 second'`,
    );
    await stream.until(() => stream.hasEnded, 'its end');
    expect(stream.all('end')).toEqual([]);
  });

  it('need a login', async () => {
    expect((await used.ask(path, { as: null })).status).toBe(401);
    expect((await used.ask('/api/stream', { as: null })).status).toBe(401);
  });

  it('are not kept by a proxy', async () => {
    const { response } = await used.listenToRun('run_open');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('end with the console', async () => {
    const stream = await used.listenToRun('run_open');
    await stream.until(() => stream.received.length > 0, 'its first event');
    await used.console.close();
    await stream.until(() => stream.hasEnded, 'its end');
    expect(stream.all('end')).toEqual([]);
  });
});
