import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFrameStep, Pipeline, rowStep } from '../../src/index.js';

interface Item {
  readonly id: number;
}
const wait = (waitMs: number) => new Promise<void>((resolve) => setTimeout(resolve, waitMs));
const busy = Object.assign(new Error('busy'), { code: 'BUSY' });
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  process.on('unhandledRejection', note);
});
afterEach(() => {
  vi.useRealTimers();
  process.off('unhandledRejection', note);
});

/** A source that waits before each batch, and reports whether it is open. */
function slowSource(batches: number, state: { open: number; closed: number }) {
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<Item[]> {
      state.open += 1;
      try {
        for (let batch = 0; batch < batches; batch += 1) {
          await wait(7);
          yield [{ id: batch * 2 }, { id: batch * 2 + 1 }];
        }
      } finally {
        state.closed += 1;
      }
    },
  };
}

/** Steps that wait in every possible way, for up to a few milliseconds a row. */
function slowPipeline(kinds: readonly string[]): Pipeline<Item> {
  const pipeline = new Pipeline<Item>('slow', { stopOnError: false, errorThreshold: 1 });
  const failed = new Set<number>();
  const steps = {
    waits: rowStep('waits', async (row: Item) => {
      await wait(3);
      return row;
    }),
    atOnce: rowStep(
      'atOnce',
      async (row: Item) => {
        await wait(row.id % 5);
        return row;
      },
      { concurrency: 3 },
    ),
    retried: rowStep(
      'retried',
      async (row: Item) => {
        await wait(1);
        if (failed.has(row.id)) return row;
        failed.add(row.id);
        throw busy;
      },
      { concurrency: 2, retry: { retriableErrors: ['BUSY'], backoffMs: 10 } },
    ),
    fails: rowStep('fails', async (row: Item): Promise<Item> => {
      await wait(2);
      throw new Error(`failed at ${row.id}`);
    }),
    dataset: dataFrameStep('dataset', async (rows: readonly Item[]) => {
      await wait(5);
      return rows;
    }),
  };
  return kinds.reduce((longer, kind) => {
    const step = steps[kind as keyof typeof steps];
    return kind === 'fails' ? longer.addOptionalStep(step) : longer.addStep(step);
  }, pipeline);
}

describe('an abort at any moment', () => {
  it('ends the run with its reason, closes the source, and leaves no timer, listener or rejection of the pipeline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom('waits', 'atOnce', 'retried', 'fails', 'dataset'), {
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 120 }),
        fc.boolean(),
        async (kinds, batches, abortAfterMs, readsOn) => {
          const controller = new AbortController();
          const source = { open: 0, closed: 0 };
          const stream = slowPipeline(kinds).stream(slowSource(batches, source), controller);
          const read = async (): Promise<string> => {
            for await (const _ of stream) if (!readsOn) await wait(1000);
            return 'came to its end';
          };
          const outcome = read().catch((error: unknown) => error);
          await vi.advanceTimersByTimeAsync(abortAfterMs);
          controller.abort('stop');
          // The steps' own waits end by themselves; after that, nothing of the pipeline may be
          // left.
          await vi.runAllTimersAsync();

          expect(['stop', 'came to its end']).toContain(await outcome);
          expect(source.closed).toBe(source.open);
          expect(vi.getTimerCount()).toBe(0);
          expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
          await new Promise((resolve) => setImmediate(resolve));
          expect(unhandled).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  }, 180_000);

  it('leaves no timer of a retry, at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 29_000 }), async (abortAfterMs) => {
        const controller = new AbortController();
        const step = rowStep(
          'busy',
          (): Item => {
            throw busy;
          },
          { retry: { retriableErrors: ['BUSY'], maxAttempts: 9 } },
        );
        const outcome = new Pipeline<Item>('retrying')
          .addStep(step)
          .run([{ id: 1 }], controller)
          .catch((error: unknown) => error);
        await vi.advanceTimersByTimeAsync(abortAfterMs);
        controller.abort('stop');
        expect(await outcome).toBe('stop');
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 100 },
    );
  }, 180_000);
});
