import { describe, expect, it } from 'vitest';
import { rowSource } from './row-source.js';

describe('rowSource', () => {
  const source = rowSource('two', () => [{ id: 1 }, { id: 2 }]);

  it('has a name, and no size or content hash', async () => {
    expect(await source.identify()).toEqual({ name: 'two', sizeBytes: null, sha256: null });
  });

  it('yields its numbered rows each time it is read', async () => {
    for (let time = 1; time <= 2; time += 1) {
      const batches = [];
      for await (const batch of source.read()) batches.push(batch);
      expect(batches).toEqual([
        {
          rows: [{ id: 1 }, { id: 2 }],
          rowNumbers: [1, 2],
          lineNumbers: [null, null],
          rejected: [],
        },
      ]);
    }
  });

  it('ends with the reason of the signal', async () => {
    const batches = source.read(AbortSignal.abort('stop'))[Symbol.asyncIterator]();
    await expect(batches.next()).rejects.toBe('stop');
  });
});
