import type { KeyValueStore } from '../../src/store/key-value-store.js';

/** A store in memory, which a test can break. */
export class MemoryStore implements KeyValueStore {
  readonly values = new Map<string, { readonly value: string; readonly ttlMs: number }>();
  isClosed = false;
  failsToRead = false;
  failsToWrite = false;

  async get(key: string): Promise<string | null> {
    await Promise.resolve();
    if (this.failsToRead) throw new Error('the store is down');
    return this.values.get(key)?.value ?? null;
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    await Promise.resolve();
    if (this.failsToWrite) throw new Error('the store is down');
    this.values.set(key, { value, ttlMs });
  }

  claim(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
