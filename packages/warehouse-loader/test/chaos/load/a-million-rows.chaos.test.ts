import { Pipeline, type RowBatch } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { ledgerFaults } from '../../warehouse/ledger-faults.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Sale {
  readonly id: number;
  readonly day: string;
  readonly amount: string;
  readonly note: string;
}

/** Cents of a row: exact, and not exact as a floating-point fraction. */
const centsOf = (id: number): number => (id * 7_919) % 1_000_003;

const saleOf = (id: number): Sale => ({
  id,
  day: new Date(Date.UTC(2020, 0, 1 + (id % 2_000))).toISOString().slice(0, 10),
  amount: (centsOf(id) / 100).toFixed(2),
  note: `sale "${id}"\t\\ of the day`,
});

/** A number of sales, created on demand. */
const sales = (count: number) =>
  new Pipeline<Sale>('sales').bind({
    identify: () => Promise.resolve({ name: 'sales', sizeBytes: count, sha256: null }),
    async *read(): AsyncGenerator<RowBatch<Sale>> {
      const size = 1_000;
      for (let start = 0; start < count; start += size) {
        const ids = Array.from({ length: Math.min(size, count - start) }, (_, n) => start + n + 1);
        await Promise.resolve();
        yield {
          rows: ids.map(saleOf),
          rowNumbers: ids,
          lineNumbers: ids.map((id) => id + 1),
          rejected: [],
        };
      }
    },
  });

function sumOf(count: number): string {
  let cents = 0n;
  for (let id = 1; id <= count; id += 1) cents += BigInt(centsOf(id));
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists sales`;
  await sql`create table sales (id int primary key, day date, amount numeric(12, 2), note text)`;
  await sql`delete from pipeline_executions`;
});

async function expectLoaded(
  count: number,
  options: (typeof loadModes | typeof everyWay)[number],
): Promise<void> {
  const { sql, loader } = warehouse;
  const load = loader.loadPipeline(sales(count), { into: 'sales', ...options });
  const report = await load;
  expect(report.rows).toMatchObject({ read: count, inserted: count });
  const [found] = await sql`select count(*)::int, sum(amount)::text as sum,
    max(note) filter (where id = ${count}) as note from sales`;
  expect(found).toEqual({ count, sum: sumOf(count), note: saleOf(count).note });
  const left = await aftermathOf(warehouse, 'sales');
  expect(left).toMatchObject({ rows: count, runs: ['success'], rejected: 0, sessions: [] });
  expect(await ledgerFaults(sql)).toEqual([]);
}

test.each(everyWay.map((way) => [way.way, way] as const))(
  'L01 20,000 rows, by %s: all are stored, and the sum is exact',
  async (_way, options) => {
    await expectLoaded(20_000, options);
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'L01 a million rows on two cores, by %s: all are stored, and the sum is exact',
  { tags: ['full'], timeout: 600_000 },
  async (_mode, options) => {
    await expectLoaded(1_000_000, options);
  },
);
