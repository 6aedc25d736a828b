import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { createRecordingLogger } from '../testing/index.js';
import { Pipeline } from './pipeline.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));

describe('a run whose signal is aborted', () => {
  it('does not start where it was aborted before', async () => {
    const calls: number[] = [];
    const step = rowStep('watch', (row: Item) => {
      calls.push(row.id);
      return row;
    });
    const running = new Pipeline<Item>('items')
      .addStep(step)
      .run(items(2), { signal: AbortSignal.abort('stop') });
    await expect(running).rejects.toBe('stop');
    expect(calls).toEqual([]);
  });

  it('ends while a step waits, and logs an interruption, not a failed step', async () => {
    const controller = new AbortController();
    const logger = createRecordingLogger();
    const stuck = rowStep('stuck', () => new Promise<Item>(() => undefined));
    const running = new Pipeline<Item>('items')
      .addStep(stuck)
      .run(items(2), { signal: controller.signal, logger });
    await pause(2);
    controller.abort(new Error('stop'));
    await expect(running).rejects.toThrow('stop');
    expect(logger.eventNames).not.toContain('pipeline.step.failed');
    expect(logger.events.at(-1)?.context).toMatchObject({ success: false });
  });

  it('ends with the reason, not with the exception that the step makes of it', async () => {
    const controller = new AbortController();
    const heeding = rowStep(
      'heeding',
      (_row: Item, { signal }) =>
        new Promise<Item>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('my own words')));
        }),
    );
    for (const pipeline of [
      new Pipeline<Item>('items').addStep(heeding),
      new Pipeline<Item>('items').addOptionalStep(heeding),
    ]) {
      const running = pipeline.run(items(1), controller);
      setTimeout(() => controller.abort('stop'), 1);
      await expect(running).rejects.toBe('stop');
    }
  });

  it('leaves no rejection unhandled when the step aborts and then fails', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const controller = new AbortController();
      const step = rowStep('abort', (): Promise<Item> => {
        controller.abort('stop');
        return Promise.reject(new Error('too late'));
      });
      const running = new Pipeline<Item>('items').addStep(step).run(items(3), controller);
      await expect(running).rejects.toBe('stop');
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('passes rows to no further step', async () => {
    const controller = new AbortController();
    const calls: number[] = [];
    const pipeline = new Pipeline<Item>('items')
      .addStep(
        rowStep('abort', (row: Item) => {
          controller.abort('stop');
          return row;
        }),
      )
      .addStep(
        rowStep('watch', (row: Item) => {
          calls.push(row.id);
          return row;
        }),
      );
    await expect(pipeline.run(items(2), controller)).rejects.toBe('stop');
    expect(calls).toEqual([]);
  });

  it('ends while a dataset is being gathered, and closes the source', async () => {
    const controller = new AbortController();
    let closed = false;
    async function* source() {
      try {
        for (;;) {
          await pause(1);
          yield items(1);
        }
      } finally {
        closed = true;
      }
    }
    const stream = new Pipeline<Item>('items')
      .addStep(dataFrameStep('whole', (rows: readonly Item[]) => rows))
      .stream(source(), controller);
    setTimeout(() => controller.abort('stop'), 10);
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toBe('stop');
    await expect.poll(() => closed).toBe(true);
  });

  it('closes the source at once although no further batch is requested', async () => {
    const controller = new AbortController();
    let closed = false;
    function* source() {
      try {
        for (;;) yield items(1);
      } finally {
        closed = true;
      }
    }
    const reader = new Pipeline<Item>('items').stream(source(), controller)[Symbol.asyncIterator]();
    await reader.next();
    controller.abort('stop');
    expect(closed).toBe(true);
    await expect(reader.next()).rejects.toBe('stop');
  });

  it('lets timers fire during a run over rows in memory', async () => {
    const step = rowStep('busy', (row: Item) => {
      const until = performance.now() + 0.05;
      while (performance.now() < until);
      return row;
    });
    const running = new Pipeline<Item>('items', { batchSize: 100 })
      .addStep(step)
      .run(items(20_000), { signal: AbortSignal.timeout(30) });
    await expect(running).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
