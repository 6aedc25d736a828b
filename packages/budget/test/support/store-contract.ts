import { randomUUID } from 'node:crypto';
import { untilTrue } from '@wdh/fault-injection';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KeyValueStore } from '../../src/index.js';

const hourMs = 3_600_000;
const patienceMs = 30_000;

/** What every store must do. Two stores on one server, as two processes have them. */
export function describeStoreContract(name: string, open: () => KeyValueStore): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: KeyValueStore;
    let other: KeyValueStore;
    beforeAll(() => {
      store = open();
      other = open();
    });
    afterAll(async () => {
      await store.close();
      await other.close();
    });
    const newKey = (): string => `key ${randomUUID()}`;
    const untilGone = (key: string): Promise<boolean> =>
      untilTrue(async () => (await store.get(key)) === null, patienceMs, 'the end of a value');

    it('returns null for a key that was never set', async () => {
      await expect(store.get(newKey())).resolves.toBeNull();
    });

    it.each([
      ['empty', ''],
      ['JSON', '{"spend":0.1000000000000000055,"text":"a\\u0000b"}'],
      ['quotes', `'"\\'; drop table x; --\r\n\t%s $1`],
      ['other scripts', 'Łódź 東京 🏭 \u202e'],
      ['long', 'x'.repeat(1_000_000)],
    ])('returns the value that another process has set: %s', async (_, value) => {
      const key = newKey();
      await store.set(key, value, hourMs);
      await expect(other.get(key)).resolves.toBe(value);
    });

    it('replaces a value, and its time to live', async () => {
      const key = newKey();
      await store.set(key, 'first', hourMs);
      await other.set(key, 'second', 1);
      await untilGone(key);
      await store.set(key, 'third', hourMs);
      await expect(other.get(key)).resolves.toBe('third');
    });

    it('lets one of many processes claim a key', async () => {
      const key = newKey();
      const attempts = Array.from({ length: 60 }, (_, attempt) =>
        (attempt % 2 === 0 ? store : other).claim(key, hourMs),
      );
      const claims = (await Promise.all(attempts)).filter((claim) => claim !== null);
      expect(claims).toHaveLength(1);
      await expect(other.claim(key, hourMs)).resolves.toBeNull();
    });

    it('lets another process claim a key that was given up', async () => {
      const key = newKey();
      const claim = await store.claim(key, hourMs);
      await claim?.release();
      await expect(other.claim(key, hourMs)).resolves.not.toBeNull();
    });

    it('ends a claim by itself, after which it gives up nothing of others', async () => {
      const key = newKey();
      const expired = await store.claim(key, 1);
      const reclaim = (): ReturnType<typeof other.claim> => other.claim(key, hourMs);
      await untilTrue(reclaim, patienceMs, 'a claim of an expired key');
      await expired?.release();
      await expect(store.claim(key, hourMs)).resolves.toBeNull();
    });

    it('does nothing when a claim is given up twice', async () => {
      const key = newKey();
      const claim = await store.claim(key, hourMs);
      await claim?.release();
      await other.claim(key, hourMs);
      await claim?.release();
      await expect(store.claim(key, hourMs)).resolves.toBeNull();
    });

    it('keeps values and claims of one key apart', async () => {
      const key = newKey();
      const claim = await store.claim(key, hourMs);
      await expect(store.get(key)).resolves.toBeNull();
      await store.set(key, 'value', hourMs);
      await claim?.release();
      await expect(store.get(key)).resolves.toBe('value');
    });

    it('distinguishes keys by each of their characters', async () => {
      const long = 'k'.repeat(5_000);
      const keys = ['a', 'A', 'a ', 'ä', 'a\u0308', 'a*', `${long}1`, `${long}2`, 'sha256:0'];
      const own = keys.map((key) => `${key}:${newKey()}`);
      for (const [position, key] of own.entries()) await store.set(key, `${position}`, hourMs);
      const found = await Promise.all(own.map((key) => other.get(key)));
      expect(found).toEqual(keys.map((_, position) => `${position}`));
    });

    it('goes by the clock of the server, not by that of a process', async () => {
      const [claimed, valued] = [newKey(), newKey()];
      await store.claim(claimed, hourMs);
      await store.set(valued, 'value', hourMs);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 365 * 24 * hourMs });
      try {
        await expect(other.claim(claimed, hourMs)).resolves.toBeNull();
        await expect(other.get(valued)).resolves.toBe('value');
      } finally {
        vi.useRealTimers();
      }
    });

    it.each([
      ['an empty key', (): Promise<unknown> => store.get('')],
      ['NUL in a key', (): Promise<unknown> => store.claim('secret\0', 1)],
      ['NUL in a value', (): Promise<unknown> => store.set('k', 'secret\0', 1)],
      ['half a character', (): Promise<unknown> => store.set('k', 'secret\ud800', 1)],
      ['no time to live', (): Promise<unknown> => store.set('k', 'secret', 0)],
      ['a time that is not a number', (): Promise<unknown> => store.claim('secret', Number.NaN)],
      ['an endless time', (): Promise<unknown> => store.claim('secret', Number.POSITIVE_INFINITY)],
    ])('refuses %s', async (_, act) => {
      const error: unknown = await act().catch((refused: unknown) => refused);
      expect(error).toMatchObject({ code: 'BUDGET_OPTION_INVALID', category: 'usage' });
      expect(String(error)).not.toContain('secret');
    });

    it('accepts nothing after it was closed', async () => {
      const closed = open();
      await closed.set(newKey(), 'value', hourMs);
      await closed.close();
      await closed.close();
      await expect(closed.get('key')).rejects.toMatchObject({ category: 'usage' });
    });
  });
}
