import { untilTrue } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { LoadError, type LoadReport, type WarehouseLoader } from '../../../src/index.js';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const pipeline = new Pipeline<{ readonly id: number }>('claims');
const rowsOf = (round: number) =>
  Array.from({ length: 300 }, (_, index) => ({ id: round * 300 + index }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists claimed`;
  await sql`create table claimed (id int)`;
  await sql`delete from pipeline_executions`;
});

/** Loads the rows of a round; returns the outcome and the message. */
async function outcomeOf(
  loader: WarehouseLoader,
  round: number,
): Promise<readonly [outcome: string, message: string]> {
  const load = loader.loadPipeline(pipeline.bind(memorySource(rowsOf(round))), { into: 'claimed' });
  const outcome = await load.catch((error: unknown) => error);
  return outcome instanceof LoadError
    ? [outcome.code, outcome.message]
    : [(outcome as LoadReport).status, ''];
}

/** Two runs of each round's source, the second a little later; returns the outcomes of all losers. */
async function race(rounds: number): Promise<ReadonlySet<string>> {
  const [first, second] = [warehouse.newLoader(), warehouse.newLoader()];
  const { seed = 0 } = fc.readConfigureGlobal();
  const losers = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const pauseMs = (seed + round * 7) % 40;
    const outcomes = await Promise.all([
      outcomeOf(first, round),
      new Promise((resolve) => setTimeout(resolve, pauseMs)).then(() => outcomeOf(second, round)),
    ]);
    const wins = outcomes.filter(([outcome]) => outcome === 'success');
    expect(wins).toHaveLength(1);
    for (const [outcome, message] of outcomes) {
      if (outcome === 'success') continue;
      losers.add(outcome);
      const words = outcome === 'SOURCE_LOCKED' ? /Another run \(wdh load \S+\) is loading/ : /^$/;
      expect(message).toMatch(words);
    }
    const [loaded] = await warehouse.sql`
      select count(*)::int as rows, count(distinct id)::int as ids from claimed`;
    expect(loaded).toEqual({ rows: 300 * (round + 1), ids: 300 * (round + 1) });
  }
  return losers;
}

test('K01 two runs of one source at about the same time, 5 times: one loads, the other is skipped or names the holder', async () => {
  const losers = await race(5);
  expect(['skipped', 'SOURCE_LOCKED']).toEqual(expect.arrayContaining([...losers]));
  expect(losers.size).toBeGreaterThan(0);
});

test(
  'K01 two runs of one source at about the same time, 50 times: one loads, the other is skipped or names the holder',
  { tags: ['full'] },
  async () => {
    const losers = await race(50);
    expect(['skipped', 'SOURCE_LOCKED']).toEqual(expect.arrayContaining([...losers]));
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'K01 a second run while the first is loading, by %s: the error advises to wait, and names the run',
  async (_mode, options) => {
    const { sql, loader } = warehouse;
    await sql`alter table claimed add primary key (id)`;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = pipeline.bind(memorySource(rowsOf(0), { beforeBatch: () => held }));
    const loading = loader.loadPipeline(slow, { into: 'claimed', ...options });
    const isLoading = async (): Promise<boolean> =>
      (await warehouse.sessions()).some((session) => session.includes(`load ${slow.executionId}`));
    await untilTrue(isLoading, 60_000, 'a session that loads');
    const second = pipeline.bind(memorySource(rowsOf(0)));
    const error = await failureOf(loader.loadPipeline(second, { into: 'claimed', ...options }));
    expect(error).toMatchObject({ code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true });
    expect(error.message).toContain(slow.executionId);
    release();
    expect((await loading).status).toBe('success');
    const left = await aftermathOf(warehouse, 'claimed');
    expect(left).toMatchObject({ rows: 300, runs: ['success', 'failed SOURCE_LOCKED'] });
    expect(left.sessions).toEqual([]);
  },
);

test('K01 a second run with retry, while the first is loading: it waits, and is skipped', async () => {
  const { loader } = warehouse;
  let isHeld = false;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = pipeline.bind(
    memorySource(rowsOf(0), {
      beforeBatch: () => {
        isHeld = true;
        return held;
      },
    }),
  );
  const loading = loader.loadPipeline(slow, { into: 'claimed' });
  await untilTrue(() => isHeld, 60_000, 'a source that is held');
  const second = loader.loadPipeline(pipeline.bind(memorySource(rowsOf(0))), {
    into: 'claimed',
    retry: { maxAttempts: 20, backoffMs: 20 },
  });
  const isLocked = async (): Promise<boolean> =>
    (await warehouse.sessions()).some((session) =>
      session.startsWith('idle in transaction: wdh load'),
    );
  await untilTrue(isLocked, 60_000, 'a session that waits');
  release();
  expect((await loading).status).toBe('success');
  expect(await second).toMatchObject({ status: 'skipped' });
});

test('K05 20 claims of one source at the same time: one wins, the others are skipped or refused as locked', async () => {
  const loader = warehouse.newLoader({ poolSize: 60 });
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(loader, 0)));
  const names = outcomes.map(([outcome]) => outcome);
  expect(names.filter((name) => name === 'success')).toHaveLength(1);
  expect(names.filter((name) => ['skipped', 'SOURCE_LOCKED'].includes(name))).toHaveLength(19);
  const left = await aftermathOf(warehouse, 'claimed');
  expect(left).toMatchObject({ rows: 300, rejected: 0, sessions: [] });
  expect(left.runs.toSorted()).toEqual(
    names.map((name) => (name === 'SOURCE_LOCKED' ? `failed ${name}` : name)).toSorted(),
  );
  expect(await outcomeOf(loader, 0)).toEqual(['skipped', '']);
});

test('K05 20 claims of one source that are forced: all load one after another, or are refused as locked', async () => {
  const { sql } = warehouse;
  const loader = warehouse.newLoader({ poolSize: 60 });
  const loads = Array.from({ length: 20 }, () =>
    loader.loadPipeline(pipeline.bind(memorySource(rowsOf(0))), { into: 'claimed', force: true }),
  );
  const outcomes = await Promise.allSettled(loads);
  const wins = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(wins).toBeGreaterThan(0);
  const errors = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as LoadError] : [],
  );
  expect(new Set(errors.map(({ code }) => code))).toEqual(
    new Set(wins < 20 ? ['SOURCE_LOCKED'] : []),
  );
  const [loaded] = await sql`select count(*)::int as rows from claimed`;
  expect(loaded).toEqual({ rows: 300 * wins });
});
