import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

type Order = Readonly<Record<string, unknown>>;

const count = 300;
const orders = Array.from({ length: count }, (_, index): Order => ({
  id: `${canary} ${index + 1}`,
  customer: `${canary} 1`,
  code: `c${index + 1}`,
  amount: '1.50',
  mood: 'good',
  rank: '1',
}));
const bound = (rows: readonly Order[]) =>
  new Pipeline<Order>('orders', { stopOnError: false, errorThreshold: 1 }).bind(
    memorySource(rows, { batchSize: 70 }),
  );

/** The invalid value of a row, and the reported column or constraint. */
const breaks = [
  ['NOT NULL', { code: null }, 'NOT_NULL_VIOLATED', 'column "code"'],
  ['a CHECK', { amount: '-4711.00' }, 'CHECK_VIOLATED', 'constraint "amount_positive"'],
  ['a foreign key', { customer: `${canary} 2` }, 'FOREIGN_KEY_VIOLATED', 'orders_customer_fkey'],
  ['an enum', { mood: canary }, 'VALUE_INVALID', 'column "mood"'],
  ['a domain', { rank: '4711' }, 'CHECK_VIOLATED', 'constraint "rank_check"'],
] as const;

const cases = loadModes.flatMap((mode) =>
  breaks.map(([rule, ...broken]) => [rule, mode.mode, ...broken, mode] as const),
);

/** The rows with an invalid one. */
const brokenAt = (index: number, change: Order): readonly Order[] =>
  orders.with(index, { ...orders[index], ...change });

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists orders, customers`;
  await sql`drop type if exists mood, rank`;
  await sql`create type mood as enum ('good', 'bad')`;
  await sql`create domain rank as int check (value < 5)`;
  await sql`create table customers (id text primary key)`;
  await sql`insert into customers values (${`${canary} 1`})`;
  await sql`create table orders (id text primary key, customer text references customers,
    code text not null unique, amount numeric constraint amount_positive check (amount > 0),
    mood mood, rank rank)`;
  await sql`delete from pipeline_executions`;
});

test.each(cases)(
  'D03 a last row that violates %s, by %s: nothing is loaded, and the error names the constraint',
  async (_rule, _mode, change, code, words, options) => {
    const { loader, logger } = warehouse;
    const load = loader.loadPipeline(bound(brokenAt(count - 1, change)), {
      into: 'orders',
      ...options,
    });
    const error = await failureOf(load);
    expect(error).toMatchObject({ code, category: 'data', isRetryable: false });
    expect(error.message).toContain(words);
    expect(leaksOf(error, logger)).toEqual([]);
    expect(error.message).not.toContain('4711');
    expect(await aftermathOf(warehouse, 'orders')).toEqual(nothingBut(`failed ${code}`));
  },
);

test.each(cases)(
  'D03 a row that violates %s, by %s with rows collected: that record is rejected, and the rest loads',
  async (_rule, _mode, change, code, words, options) => {
    const { sql, loader, logger } = warehouse;
    const report = await loader.loadPipeline(bound(brokenAt(150, change)), {
      into: 'orders',
      onRefusal: 'reject',
      ...options,
    });
    expect(report.rows).toMatchObject({ read: count, inserted: count - 1, rejected: 1 });
    const rejected = await sql`
      select row_number::int, line_number::int, code, message, input->>'id' as id from rejected_rows`;
    expect(rejected).toEqual([
      {
        row_number: 151,
        line_number: 152,
        code,
        message: expect.stringContaining(words) as unknown,
        id: `${canary} 151`,
      },
    ]);
    expect(rejected[0]?.['message']).not.toContain('4711');
    expect(leaksOf(new Error('none'), logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'orders')).toMatchObject({
      rows: count - 1,
      runs: ['success'],
      sessions: [],
    });
  },
);
