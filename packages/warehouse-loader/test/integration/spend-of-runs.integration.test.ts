import { Pipeline, type PipelineContext, rowStep, WdhError } from '@wdh/pipeline-core';
import { openRuns, type RunDelivery, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

interface Item {
  readonly id: number;
}

const warehouse = useWarehouse();
const into = 'items';
const items = (count: number): Item[] => Array.from({ length: count }, (_, id) => ({ id }));
let runs: Runs;

beforeAll(() => {
  runs = openRuns({ connectionUrl: warehouse.url });
});

afterAll(() => runs.close());

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists items;
    drop sequence if exists tries;
    create table items (id int);
    create sequence tries`);
});

/** A step that pays 0.1 for each row, and a third of that in addition, which no float can hold. */
function paying(name: string, before: (row: Item) => Promise<void> | void = () => undefined) {
  const calls = new WeakMap<PipelineContext, number>();
  const step = rowStep(name, async (row: Item, context) => {
    calls.set(context, (calls.get(context) ?? 0) + 1);
    await before(row);
    return row;
  });
  const spent = (context: PipelineContext) => {
    const made = calls.get(context);
    if (made === undefined) return null;
    const costUsd = `${Math.floor(made / 10)}.${made % 10}0000000000000000000003`;
    return { calls: made, cached: 2, costUsd };
  };
  return { ...step, spent };
}

const load = (pipeline: Pipeline<Item>, count: number, options: object = {}) => {
  const bound = pipeline.bind(memorySource(items(count)));
  const loaded = warehouse.loader.loadPipeline(bound, { into, ...options });
  return { executionId: bound.executionId, loaded };
};
const spendOf = async (executionId: string) => (await runs.getRun(executionId))?.spend;

/** Lets the first transactions fail; a sequence is not rolled back. */
const failFirst = (times: number) =>
  warehouse.sql.unsafe(`
    create or replace function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= ${times} then raise exception 'no' using errcode = '53300'; end if;
      return null; end $$;
    create trigger fail_first after insert on items
    for each statement execute function fail_first()`);

test('a run has the exact sum of what its steps spent, and each step its own', async () => {
  const free = rowStep('free', (row: Item) => row);
  const pipeline = new Pipeline<Item>('items')
    .addStep(paying('first'))
    .addStep(free)
    .addStep(paying('second'));
  const { executionId, loaded } = load(pipeline, 12);
  await loaded;
  const spend = { calls: 24, cached: 4, costUsd: '2.40000000000000000000006' };
  expect(await spendOf(executionId)).toEqual(spend);
  expect((await runs.listRuns()).items).toMatchObject([{ spend }]);
  const steps = await runs.stepsOf(executionId);
  const own = { calls: 12, cached: 2, costUsd: '1.20000000000000000000003' };
  expect(steps.map(({ stepName, spend }) => [stepName, spend])).toEqual([
    ['source', null],
    ['first', own],
    ['free', null],
    ['second', own],
    ['load', null],
  ]);
  const [row] = await warehouse.sql`select cost_usd, paid_calls, cached_calls from wdh_runs`;
  expect(row).toEqual({ cost_usd: spend.costUsd, paid_calls: '24', cached_calls: '4' });
});

test('a run without a paid step has no spend', async () => {
  const { executionId, loaded } = load(new Pipeline<Item>('items'), 3);
  await loaded;
  expect(await spendOf(executionId)).toBeNull();
});

test('the money of two attempts adds up', async () => {
  await failFirst(1);
  const retry = { maxAttempts: 3, backoffMs: 10 };
  const pipeline = new Pipeline<Item>('items').addStep(paying('paid'));
  const { executionId, loaded } = load(pipeline, 12, { retry });
  expect(await loaded).toMatchObject({ status: 'success', attempts: 2 });
  expect(await spendOf(executionId)).toEqual({
    calls: 24,
    cached: 4,
    costUsd: '2.40000000000000000000006',
  });
});

test.each([
  ['STEP_FAILED', 'threw WdhError', new WdhError('No.', { code: 'LAST_CALL', category: 'data' })],
  ['BUDGET_EXCEEDED', 'Raise the budget', budgetExceeded()],
])('a run that failed with %s has spent what it spent', async (code, words, cause) => {
  const pipeline = new Pipeline<Item>('items').addStep(
    paying('paid', ({ id }) => {
      if (id === 9) throw cause;
    }),
  );
  const retry = { maxAttempts: 3, backoffMs: 10 };
  const { executionId, loaded } = load(pipeline, 12, { retry });
  const error = await failureOf(loaded);
  expect(error).toMatchObject({ code, attempts: 1, isRetryable: false });
  expect(error.message).toContain(words);
  expect(await runs.getRun(executionId)).toMatchObject({
    status: 'failed',
    errorCode: code,
    errorCategory: cause.category,
    spend: { calls: 10, cached: 2, costUsd: '1.00000000000000000000003' },
  });
});

test('a rehearsed run has spent, and so has a cancelled one', async () => {
  const rehearsed = load(new Pipeline<Item>('items').addStep(paying('paid')), 3, { dryRun: true });
  await rehearsed.loaded;
  expect(await spendOf(rehearsed.executionId)).toMatchObject({ calls: 3 });
  const controller = new AbortController();
  const pipeline = new Pipeline<Item>('items').addStep(
    paying('paid', ({ id }) => {
      if (id !== 4) return;
      controller.abort();
      return new Promise(() => undefined);
    }),
  );
  const stopped = load(pipeline, 12, { signal: controller.signal });
  await failureOf(stopped.loaded);
  expect(await spendOf(stopped.executionId)).toMatchObject({ calls: 5 });
});

test('steps that cannot be recorded do not break the run, nor lose its money', async () => {
  await warehouse.sql`alter table run_steps add constraint none check (cost_usd is null)`;
  try {
    const { executionId, loaded } = load(new Pipeline<Item>('items').addStep(paying('paid')), 3);
    expect(await loaded).toMatchObject({ status: 'success' });
    expect(await runs.stepsOf(executionId)).toEqual([]);
    expect(await spendOf(executionId)).toMatchObject({ calls: 3 });
  } finally {
    await warehouse.sql`alter table run_steps drop constraint none`;
  }
});

test('a lost connection ends the paid calls of its attempt', async () => {
  const seen: number[] = [];
  let release = (): void => undefined;
  const pipeline = new Pipeline<Item>('items').addStep(
    paying('paid', async ({ id }) => {
      seen.push(id);
      // The next attempt has begun: a further call of the first would be seen.
      if (seen.length === 7) release();
      if (seen.length !== 6) return;
      const isReleased = new Promise<void>((resolve) => (release = resolve));
      await warehouse.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'wdh load%'`;
      await isReleased;
    }),
  );
  const retry = { maxAttempts: 2, backoffMs: 10 };
  const { executionId, loaded } = load(pipeline, 50, { retry });
  expect(await loaded).toMatchObject({ status: 'success', attempts: 2 });
  expect(seen).toEqual([...items(6), ...items(50)].map(({ id }) => id));
  expect(await spendOf(executionId)).toMatchObject({ calls: 56 });
});

test('a run that is delivered again keeps the money of the run that died', async () => {
  const delivery: RunDelivery = { confirm: () => Promise.resolve() };
  const failing = new Pipeline<Item>('items').addStep(
    paying('paid', ({ id }) => {
      if (id === 2) throw new Error('x');
    }),
  );
  const executionId = 'exec_twice';
  const bind = (pipeline: Pipeline<Item>) => pipeline.bind(memorySource(items(4)), { executionId });
  await failureOf(warehouse.loader.loadPipeline(bind(failing), { into, delivery }));
  expect(await spendOf(executionId)).toMatchObject({ calls: 3 });
  // As if the process had been killed before it could write the end of the run.
  await warehouse.sql`update pipeline_executions set status = 'running', cost_usd = null, paid_calls = null`;
  expect(await spendOf(executionId)).toMatchObject({ calls: 3 });
  const working = new Pipeline<Item>('items').addStep(paying('paid'));
  await warehouse.loader.loadPipeline(bind(working), { into, delivery });
  expect(await runs.getRun(executionId)).toMatchObject({
    status: 'success',
    spend: { calls: 7, cached: 4, costUsd: '0.70000000000000000000006' },
  });
});

test('a run whose process died is abandoned with what its steps had recorded', async () => {
  const pipeline = new Pipeline<Item>('items').addStep(paying('paid'));
  const { executionId, loaded } = load(pipeline, 3);
  await loaded;
  await warehouse.sql`update pipeline_executions
    set status = 'running', cost_usd = null, paid_calls = null, cached_calls = null`;
  const next = load(pipeline, 1);
  await next.loaded;
  const spend = { calls: 3, cached: 2, costUsd: '0.30000000000000000000003' };
  expect(await runs.getRun(executionId)).toMatchObject({ status: 'abandoned', spend });
});

function budgetExceeded(): WdhError {
  return new WdhError('The budget of acme is spent. Raise the budget.', {
    code: 'BUDGET_EXCEEDED',
    category: 'budget',
  });
}
