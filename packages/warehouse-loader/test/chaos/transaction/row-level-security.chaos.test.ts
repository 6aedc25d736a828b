import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useRole } from '../../warehouse/use-role.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 20 }, (_, id): Item => ({ id, name: `${canary} ${id}` }));
const bound = () =>
  new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(items));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists secured`;
  await sql`create table secured (id int primary key, name text)`;
  await sql`alter table secured enable row level security`;
  await sql`grant select, insert, update, delete on secured to ${sql(role.name)}`;
  await sql`delete from pipeline_executions`;
});

/** Loads in the role that the policies hold for. */
const load = (options: (typeof everyWay)[number]) =>
  warehouse
    .newLoader({ connectionUrl: role.url })
    .loadPipeline(bound(), { into: 'secured', ...options });

const policies = [
  ['denies the insert', 'create policy reading on secured for select using (true)'],
  ['denies the insert of one row', 'create policy most on secured using (id <> 7)'],
  [
    'hides the rows from a recount',
    'create policy writing on secured for insert with check (true)',
  ],
] as const;

test.each(
  policies.flatMap(([what, statement]) =>
    everyWay.map((options) => [what, options.way, statement, options] as const),
  ),
)(
  'D07 row-level security that %s, by %s: nothing is loaded, and the error names the policy',
  async (_what, _way, statement, options) => {
    const { logger } = warehouse;
    await warehouse.sql.unsafe(statement);
    const error = await failureOf(load(options));
    expect(error).toMatchObject({ category: 'schema', isRetryable: false });
    expect(error.message).toMatch(/row-level security/);
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'secured')).toEqual(nothingBut(`failed ${error.code}`));
  },
);

test('D07 row-level security that hides old rows from a replace: they are kept, and the error names the policy', async () => {
  const { sql } = warehouse;
  await sql`insert into secured values (1000, 'hidden')`;
  await sql`create policy low on secured using (id < 500)`;
  const error = await failureOf(load({ mode: 'replace', onRefusal: 'fail', way: 'replace' }));
  expect(error.message).toMatch(/row-level security/);
  expect(await sql`select id from secured`).toEqual([{ id: 1000 }]);
});
