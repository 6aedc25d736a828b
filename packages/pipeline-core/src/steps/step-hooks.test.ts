import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PipelineContext } from '../context/pipeline-context.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { createRecordingLogger } from '../testing/index.js';
import { dataFrameStep } from './data-frame-step.js';
import { rowStep } from './row-transform-step.js';
import type { StepHooks } from './step-hooks.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));

/** A row step that counts how often it is closed, and for which contexts. */
function closing(name: string, transform = (row: Item): Item | Promise<Item> => row) {
  const closed: PipelineContext[] = [];
  const close = (context: PipelineContext): void => {
    closed.push(context);
  };
  return { closed, step: { ...rowStep(name, transform), close } };
}
function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: string) => controller.abort(reason) };
}
const fail = (): never => {
  throw new Error('x');
};

describe('a step that is closed', () => {
  it('is closed once for each run that completes, however many batches it received', async () => {
    const { closed, step } = closing('paid');
    const pipeline = new Pipeline<Item>('items', { batchSize: 2 }).addStep(step);
    await Promise.all([pipeline.run(items(5)), pipeline.run(items(5))]);
    expect(closed).toHaveLength(2);
    expect(closed[0]).not.toBe(closed[1]);
  });

  it('is closed once when it throws, and when another step does', async () => {
    const broken = closing('broken', fail);
    const before = closing('before');
    const after = closing('after');
    const pipeline = new Pipeline<Item>('items')
      .addStep(before.step)
      .addStep(broken.step)
      .addStep(after.step);
    await expect(pipeline.run(items(3))).rejects.toMatchObject({ code: 'STEP_FAILED' });
    expect([before, broken, after].map(({ closed }) => closed.length)).toEqual([1, 1, 0]);
  });

  it('is closed once as an optional step that throws for each row', async () => {
    const { closed, step } = closing('optional', fail);
    const { warnings } = await new Pipeline<Item>('items').addOptionalStep(step).run(items(3));
    expect(warnings).toHaveLength(3);
    expect(closed).toHaveLength(1);
  });

  it('is closed once when the run is aborted while a call is running', async () => {
    const controller = new AbortController();
    const { closed, step } = closing('stuck', () => {
      controller.abort('stop');
      return new Promise<Item>(() => undefined);
    });
    for (const concurrency of [1, 4]) {
      const running = new Pipeline<Item>('items')
        .addStep({ ...step, concurrency })
        .run(items(3), { signal: controller.signal });
      await expect(running).rejects.toBe('stop');
    }
    // The second run was aborted before the step received a row.
    expect(closed).toHaveLength(1);
  });

  it('is closed once when the consumer leaves', async () => {
    const { closed, step } = closing('paid');
    const pipeline = new Pipeline<Item>('items').addStep(step);
    for await (const _ of pipeline.stream([items(2), items(2)])) break;
    expect(closed).toHaveLength(1);
  });

  it('is not closed in a run in which it received no row', async () => {
    const { closed, step } = closing('paid');
    await new Pipeline<Item>('items').addStep(step).run([]);
    expect(closed).toEqual([]);
  });

  it('may be a data frame step', async () => {
    const closed: string[] = [];
    const close = (): void => void closed.push('sorted');
    const sorted = { ...dataFrameStep('sorted', (rows: readonly Item[]) => rows), close };
    await new Pipeline<Item>('items').addStep(sorted).run(items(2));
    expect(closed).toEqual(['sorted']);
  });

  it.each([
    ['throws', fail],
    ['rejects', () => Promise.reject(new Error('x'))],
  ])('does not change a run whose step %s in close', async (_, close) => {
    const logger = createRecordingLogger();
    const step = { ...rowStep('paid', (row: Item) => row), close };
    const { success } = await new Pipeline<Item>('items').addStep(step).run(items(2), { logger });
    expect(success).toBe(true);
    expect(logger.events.find(({ event }) => event === 'pipeline.step.close.failed')).toMatchObject(
      { level: 'warn', context: { stepName: 'paid', error: { name: 'Error' } } },
    );
  });

  it.each([
    ['30 seconds', 30_000, false],
    ['3 seconds after an abort', 3_000, true],
  ])('holds a run for at most %s where it never ends', async (_, ms, isAborted) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const logger = createRecordingLogger();
    const { signal, ...controller } = controllerOf();
    const warned = (): boolean => logger.eventNames.includes('pipeline.step.close.failed');
    const step = {
      ...rowStep('paid', (row: Item) => row),
      close: async () => {
        if (isAborted) controller.abort('stop');
        void vi.advanceTimersByTimeAsync(ms - 1).then(() => {
          expect(warned()).toBe(false);
          return vi.advanceTimersByTimeAsync(1);
        });
        return new Promise<void>(() => undefined);
      },
    };
    const pipeline = new Pipeline<Item>('items').addStep(step);
    const { success } = await pipeline.run(items(1), { logger, signal });
    expect(success).toBe(true);
    expect(warned()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the spend of a step', () => {
  /** A step that counts a call for each row, and may finish the last one when it is closed. */
  function paying(hooks: StepHooks = {}) {
    const calls = new WeakMap<PipelineContext, number>();
    const count = (context: PipelineContext): void => {
      calls.set(context, (calls.get(context) ?? 0) + 1);
    };
    const step = rowStep('paid', (row: Item, context) => {
      count(context);
      return row;
    });
    const spent = (context: PipelineContext) => {
      const made = calls.get(context) ?? 0;
      return { calls: made, cached: 0, costUsd: `${made}.01` };
    };
    return { ...step, spent, close: count, ...hooks };
  }

  it('is in its metrics, of each run alone, with what it finished when it was closed', async () => {
    const pipeline = new Pipeline<Item>('items').addStep(paying());
    const [one, other] = await Promise.all([pipeline.run(items(2)), pipeline.run(items(3))]);
    expect(one.metrics.steps[0]?.spend).toEqual({ calls: 3, cached: 0, costUsd: '3.01' });
    expect(other.metrics.steps[0]?.spend).toEqual({ calls: 4, cached: 0, costUsd: '4.01' });
  });

  it('is known of a run that failed', async () => {
    const stream = new Pipeline<Item>('items')
      .addStep(paying())
      .addStep(rowStep('broken', fail))
      .stream([items(2)]);
    const drain = async (): Promise<void> => {
      for await (const _ of stream);
    };
    await expect(drain()).rejects.toMatchObject({ code: 'STEP_FAILED' });
    expect(stream.metrics.steps[0]?.spend).toMatchObject({ calls: 3 });
  });

  it('is absent from the metrics of a step without it, and of one that spent nothing', async () => {
    const free = rowStep('free', (row: Item) => row);
    const unpaid = { ...rowStep('unpaid', (row: Item) => row), spent: () => null };
    const pipeline = new Pipeline<Item>('items').addStep(free).addStep(unpaid);
    const { metrics } = await pipeline.run(items(1));
    for (const step of metrics.steps) expect(step).not.toHaveProperty('spend');
  });

  it.each<[string, () => unknown]>([
    ['throws', fail],
    ['is a number', () => 6],
    ['has a cost that is not a text', () => ({ calls: 1, cached: 0, costUsd: 6 })],
    ['has an exponent', () => ({ calls: 1, cached: 0, costUsd: '1e-7' })],
    ['has half a call', () => ({ calls: 0.5, cached: 0, costUsd: '1' })],
    ['has a negative count', () => ({ calls: 1, cached: -1, costUsd: '1' })],
  ])('is left out with one warning where it %s', async (_, spent) => {
    const logger = createRecordingLogger();
    const step = paying({ spent: spent as StepHooks['spent'] });
    const { metrics } = await new Pipeline<Item>('items').addStep(step).run(items(2), { logger });
    expect(metrics.steps[0]).not.toHaveProperty('spend');
    const warned = logger.eventNames.filter((name) => name === 'pipeline.step.spend.unknown');
    expect(warned).toHaveLength(1);
  });
});
