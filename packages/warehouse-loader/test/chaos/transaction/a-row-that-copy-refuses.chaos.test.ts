import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Reading {
  readonly id: number;
  readonly amount: string;
}

const count = 40_000;
const readings = Array.from({ length: count }, (_, id): Reading => ({ id, amount: '12.50' }));
const boundTo = (rows: readonly Reading[]) =>
  new Pipeline<Reading>('readings').bind(memorySource(rows, { batchSize: 1_000 }));
const brokenAt = (index: number) => readings.with(index, { id: index, amount: canary });

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists readings`;
  await sql`create table readings (id int primary key, amount numeric(8, 2))`;
  await sql`delete from pipeline_executions`;
});

const places = [
  ['first', 0],
  ['second', 1],
  ['last of the first statement', 16_383],
  ['first of the second statement', 16_384],
  ['somewhere', 27_182],
  ['last but one', count - 2],
  ['last', count - 1],
] as const;

test.each(
  loadModes.flatMap((mode) =>
    places
      .filter(([where]) => mode.mode === 'append' || where === 'last')
      .map(([where, index]) => [where, mode.mode, index, mode] as const),
  ),
)(
  'D15 a row that COPY refuses, the %s, by %s: it is named immediately, nothing is loaded, and no session is left',
  async (_where, _mode, index, options) => {
    const { loader, logger } = warehouse;
    const load = loader.loadPipeline(boundTo(brokenAt(index)), { into: 'readings', ...options });
    const error = await failureOf(load);
    expect(error).toMatchObject({
      code: 'VALUE_INVALID',
      category: 'data',
      context: { rowNumber: index + 1, lineNumber: index + 2, field: 'amount' },
    });
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'readings')).toEqual(nothingBut('failed VALUE_INVALID'));
  },
);

test('D15 two or more rows that COPY refuses, at any positions: the first is named, and nothing is loaded', async () => {
  const { loader } = warehouse;
  const indices = fc.uniqueArray(fc.nat(count - 1), { minLength: 2, maxLength: 5 });
  const { numRuns = 100 } = fc.readConfigureGlobal();
  await fc.assert(
    fc.asyncProperty(indices, async (broken) => {
      const rows = [...readings];
      for (const index of broken) rows[index] = { id: index, amount: canary };
      const error = await failureOf(loader.load(rows, { into: 'readings' }));
      expect(error.context.rowNumber).toBe(Math.min(...broken) + 1);
      expect(await aftermathOf(warehouse, 'readings')).toEqual(nothingBut());
    }),
    { numRuns: Math.ceil(numRuns / 10) },
  );
});

test('D15 a row that COPY refuses while the source waits: the load fails without waiting', async () => {
  const { loader } = warehouse;
  let isAsked = false;
  const source = memorySource(brokenAt(10), {
    batchSize: count / 2,
    beforeBatch: (index) => {
      isAsked = index === 1;
      return isAsked ? new Promise<never>(() => undefined) : undefined;
    },
  });
  const bound = new Pipeline<Reading>('readings').bind(source);
  const error = await failureOf(loader.loadPipeline(bound, { into: 'readings' }));
  expect(error).toMatchObject({ code: 'VALUE_INVALID', context: { rowNumber: 11 } });
  expect(await aftermathOf(warehouse, 'readings')).toEqual(nothingBut('failed VALUE_INVALID'));
});
