import { describe, expect, it } from 'vitest';
import { rejectedRowOf } from '../testing/index.js';
import type { RowBatch } from './row-batch.js';
import { type BatchInput, sourceBatches } from './source-batches.js';

interface Item {
  readonly id: number;
}
const one: readonly Item[] = [{ id: 1 }];
const never = new AbortController().signal;

async function read(input: BatchInput<Item>, signal = never): Promise<RowBatch<Item>[]> {
  const batches: RowBatch<Item>[] = [];
  for await (const batch of sourceBatches(input, signal)) batches.push(batch);
  return batches;
}

/** A source that counts how often it was opened and closed. */
function watched(next: () => unknown) {
  const calls = { opened: 0, closed: 0 };
  const input: AsyncIterable<readonly Item[]> = {
    [Symbol.asyncIterator]: () => {
      calls.opened += 1;
      return {
        next: next as () => Promise<IteratorResult<readonly Item[]>>,
        return: () => {
          calls.closed += 1;
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  };
  return { input, calls };
}

describe('sourceBatches', () => {
  it('numbers the rows of bare arrays through all of them, rejected records included', async () => {
    const { rejected, ...numbered } = {
      rows: one,
      rowNumbers: [2],
      lineNumbers: [9],
      rejected: [rejectedRowOf()],
    };
    const batches = await read([one, { ...numbered, rejected }, one]);
    expect(batches).toEqual([
      { rows: one, rowNumbers: [1], lineNumbers: [null], rejected: [] },
      { ...numbered, rejected },
      { rows: one, rowNumbers: [4], lineNumbers: [null], rejected: [] },
    ]);
  });

  it('does not open the source where the signal is aborted already', async () => {
    const { input, calls } = watched(() => Promise.resolve({ done: true }));
    await expect(read(input, AbortSignal.abort('stop'))).rejects.toBe('stop');
    expect(calls).toEqual({ opened: 0, closed: 0 });
  });

  it('does not close a source that has ended', async () => {
    const { input, calls } = watched(() => Promise.resolve({ done: true }));
    expect(await read(input)).toEqual([]);
    expect(calls).toEqual({ opened: 1, closed: 0 });
  });

  it.each([
    [
      'at once',
      () => {
        throw new Error('disk');
      },
    ],
    ['later', () => Promise.reject(new Error('disk'))],
  ])(
    'passes on an exception that the source throws %s, and does not close it again',
    async (_, next) => {
      const { input, calls } = watched(next);
      await expect(read(input)).rejects.toThrow('disk');
      expect(calls.closed).toBe(0);
    },
  );

  it('closes the source once when its consumer stops', async () => {
    const { input, calls } = watched(() => Promise.resolve({ done: false, value: one }));
    for await (const _ of sourceBatches(input, never)) break;
    expect(calls.closed).toBe(1);
  });

  it('passes on an exception of closing to the consumer that stops', async () => {
    const input: Iterable<readonly Item[]> = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false, value: one }),
        return: () => {
          throw new Error('cannot close');
        },
      }),
    };
    const batches = sourceBatches(input, never);
    await batches.next();
    await expect(batches.return()).rejects.toThrow('cannot close');
  });

  it('closes the source at once when the signal is aborted between requests', async () => {
    const controller = new AbortController();
    const { input, calls } = watched(() => Promise.resolve({ done: false, value: one }));
    const batches = sourceBatches(input, controller.signal);
    await batches.next();
    controller.abort('stop');
    expect(calls.closed).toBe(1);
    await expect(batches.next()).rejects.toBe('stop');
    expect(calls.closed).toBe(1);
  });

  it('closes the source once when the signal is aborted while the source waits', async () => {
    const controller = new AbortController();
    const { input, calls } = watched(() => new Promise(() => undefined));
    const reading = read(input, controller.signal);
    controller.abort('stop');
    await expect(reading).rejects.toBe('stop');
    expect(calls.closed).toBe(1);
  });

  it('ends with the reason of the signal, whatever closing the source throws', async () => {
    const controller = new AbortController();
    const input: AsyncIterable<readonly Item[]> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => Promise.reject(new Error('cannot close')),
      }),
    };
    const reading = read(input, controller.signal);
    controller.abort('stop');
    await expect(reading).rejects.toBe('stop');
  });

  it('does not touch the source when the signal is aborted after the end', async () => {
    const controller = new AbortController();
    const { input, calls } = watched(() => Promise.resolve({ done: true }));
    await read(input, controller.signal);
    controller.abort('stop');
    expect(calls.closed).toBe(0);
  });

  it('needs no return method of a source', async () => {
    const input: Iterable<readonly Item[]> = {
      [Symbol.iterator]: () => ({ next: () => ({ done: false, value: one }) }),
    };
    for await (const batch of sourceBatches(input, never)) {
      expect(batch.rows).toBe(one);
      break;
    }
  });

  it.each([
    { rowNumbers: [], lineNumbers: [2] },
    { rowNumbers: [1], lineNumbers: [2, 3] },
  ])('refuses a batch whose numbers are not one for each row: %o', async (numbers) => {
    let closed = false;
    function* source() {
      try {
        yield { rows: one, ...numbers, rejected: [] };
      } finally {
        closed = true;
      }
    }
    await expect(read(source())).rejects.toMatchObject({
      code: 'BATCH_INVALID',
      category: 'internal',
      summary: expect.stringContaining('a batch of 1 rows with') as string,
    });
    expect(closed).toBe(true);
  });

  it('lets timers fire beside a source that never waits', async () => {
    const signal = AbortSignal.timeout(40);
    function* endless() {
      for (;;) yield one;
    }
    await expect(read(endless(), signal)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
