import { blackHole, afterBytes, lostReply, NetworkProxy } from '@wdh/fault-injection';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
import { useRedis } from '../../../../../tools/vitest/redis/use-redis.js';
import { redisStore } from '../../../src/redis/index.js';
import { describeStoreContract } from '../../support/store-contract.js';

const redis = useRedis();
const hourMs = 3_600_000;
const deadlineMs = 30_000;

describeStoreContract('redisStore', () => redisStore({ url: redis.url, deadlineMs }));

const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('redisStore', () => {
  it('runs on a client of the caller, and leaves it open', async () => {
    const client = createClient({ url: redis.server.url });
    await client.connect();
    const store = redisStore({ client, keyPrefix: 'mine:', deadlineMs });
    await store.set('key', 'value', hourMs);
    const claim = await store.claim('key', hourMs);
    await expect(store.claim('key', hourMs)).resolves.toBeNull();
    await claim?.release();
    await expect(client.keys('mine:*')).resolves.toEqual(['mine:value:key']);
    await store.close();
    await expect(store.get('key')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    expect(client.isReady).toBe(true);
    client.destroy();
  });

  it('rejects while the server is down, and connects again by itself', async () => {
    const store = redisStore({ url: redis.server.url, deadlineMs });
    await store.set('key', 'value', hourMs);
    await redis.server.stop();
    const error = await errorOf(store.get('key'));
    expect(error).toMatchObject({ code: 'STORE_FAILED', isRetryable: true });
    await expect(store.claim('key', hourMs)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await redis.server.restart();
    await expect(store.get('key')).resolves.toBeNull();
    await expect(store.claim('key', hourMs)).resolves.not.toBeNull();
    await store.close();
  });

  it('rejects after the deadline if a server answers nothing, and connects again', async () => {
    await using proxy = await NetworkProxy.start(redis.server.url, { areMessages: false });
    const store = redisStore({ url: proxy.url, deadlineMs: 1_000 });
    const fault = proxy.inject(blackHole(afterBytes(0)));
    await expect(store.claim('slow', hourMs)).rejects.toThrow('did not answer within 1000 ms');
    fault.lift();
    const patient = redisStore({ url: proxy.url, deadlineMs });
    await expect(patient.claim('slow', hourMs)).resolves.not.toBeNull();
    await Promise.all([store.close(), patient.close()]);
  });

  it('claims once although the connection is lost before the reply', async () => {
    await using proxy = await NetworkProxy.start(redis.server.url, { areMessages: false });
    const store = redisStore({ url: proxy.url, deadlineMs });
    await store.get('a first command, so that the connection is a kept one');
    proxy.inject(lostReply('cut', afterBytes(1, 'server')), { times: 1 });
    const claim = await store.claim('lost reply', hourMs);
    expect(claim).not.toBeNull();
    await expect(store.claim('lost reply', hourMs)).resolves.toBeNull();
    await claim?.release();
    await expect(store.claim('lost reply', hourMs)).resolves.not.toBeNull();
    await store.close();
  });

  it('says what to do about a wrong password, and never shows one', async () => {
    const url = new URL(redis.server.url);
    url.password = 'not the password';
    const store = redisStore({ url: url.href, deadlineMs });
    const error = await errorOf(store.get('key'));
    expect(error).toMatchObject({ code: 'STORE_FAILED', isRetryable: false });
    expect(String(error)).toContain('WRONGPASS');
    expect(JSON.stringify(error) + String(error)).not.toMatch(/not(?: |%20)the/);
    await store.close();
  });

  it.each(['', 'localhost:6379', 'http://h', 'redis://', 'redis://:se%cret@h', 'redis://h/secret'])(
    'refuses the URL "%s" without showing it',
    (url) => {
      const act = (): unknown => redisStore({ url });
      expect(act).toThrow(expect.objectContaining({ code: 'BUDGET_OPTION_INVALID' }));
      expect(act).not.toThrow(/se%?cret/);
    },
  );

  it('does not open a connection before it is used', async () => {
    await using proxy = await NetworkProxy.start(redis.server.url, { areMessages: false });
    const store = redisStore({ url: proxy.url, deadlineMs });
    await store.close();
    expect(proxy.connectionCount).toBe(0);
    await expect(store.get('key')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});
