// @module-tag full
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { everyWay } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { type PartialRow, type RowByRowCounts, writeRowByRow } from '../warehouse/row-by-row.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const { numRuns = 100 } = fc.readConfigureGlobal();

beforeAll(() =>
  warehouse.sql.unsafe(`
    create domain code as text not null default 'none';
    create table loaded (id int primary key, a int, b text default 'b', c numeric not null default 7,
      d text not null, e code, f int[] default '{1}', g int generated always as (id + 1) stored);
    create table compared (like loaded including all);
    create function keep() returns trigger language plpgsql as 'begin return new; end';
    create trigger keep before insert or update on loaded for each row execute function keep()`),
);

/** Each property may be missing; few values, so that rows are equal to existing ones. */
const row = fc.record(
  {
    a: fc.option(fc.nat(1)),
    b: fc.option(fc.constantFrom('b', 'x')),
    c: fc.nat(1),
    d: fc.option(fc.constantFrom('d', 'y'), { freq: 8 }),
    e: fc.constantFrom('none', 'z'),
    f: fc.option(fc.constantFrom('{1}', '{2}')),
  },
  { requiredKeys: [] },
);
const cases = fc.record({
  before: fc.array(row, { maxLength: 3 }),
  rows: fc.array(fc.tuple(fc.nat(5), row), { minLength: 1, maxLength: 12 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  isUnique: fc.boolean(),
  hasTrigger: fc.boolean(),
});

/** Cases that failed once. */
const found: [typeof cases extends fc.Arbitrary<infer Case> ? Case : never][] = [
  // `d` must not be null, and first occurs in the second batch.
  [
    {
      before: [{}],
      rows: [
        [0, { b: null, c: 0, f: null }],
        [0, { d: 'y' }],
      ],
      batchSize: 1,
      isUnique: false,
      hasTrigger: false,
    },
  ],
];

const countsOf = ({ inserted, updated, unchanged, superseded, rejected }: RowByRowCounts) => ({
  ...{ inserted, updated, unchanged, superseded, rejected },
});

/** As the server prints them, without the properties that a load leaves to defaults. */
const contents = async (table: string) =>
  warehouse.sql`select id, a, b, c::text, d, e, f::text, g from ${warehouse.sql(table)} order by id`;

test.each(everyWay.map((options) => [options.way, options] as const))(
  'rows that lack properties, in any order and batches, by %s, are stored as one by one',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    const { mode, onRefusal } = options;
    const hasKeys = mode === 'upsert' || mode === 'insert_new';
    await fc.assert(
      fc.asyncProperty(cases, async ({ before, rows: given, batchSize, isUnique, hasTrigger }) => {
        const existing = before.map((one, id) => ({ d: 'd', ...one, id }));
        const isKeyed = hasKeys && !isUnique;
        const all: PartialRow[] = given.map(([id, one], index) => ({
          ...one,
          id: isKeyed ? id : index + (hasKeys ? 0 : 10),
        }));
        await sql`truncate loaded, compared`;
        await sql.unsafe(`alter table loaded ${hasTrigger ? 'enable' : 'disable'} trigger keep`);
        for (const table of ['loaded', 'compared'])
          for (const one of existing)
            await sql`insert into ${sql(table)} ${sql({ ...one, d: one.d ?? 'd' })}`;
        const there = await contents('loaded');
        const counts = await writeRowByRow(sql, 'compared', mode, 'id', all);
        const source = {
          ...memorySource(all, { batchSize }),
          identify: () => Promise.resolve({ name: 'any', sizeBytes: null, sha256: null }),
        };
        const pipeline = new Pipeline<object>('absent', { stopOnError: false, errorThreshold: 1 });
        const load = loader.loadPipeline(pipeline.bind(source), {
          into: 'loaded',
          ...options,
          errorThreshold: 1,
          allowEmpty: true,
        });
        const rows = await load.then(
          (report) => countsOf(report.rows),
          () => null,
        );
        const isFatal = onRefusal === 'fail' && counts.rejected > 0;
        expect(rows).toEqual(isFatal ? null : counts);
        expect(await contents('loaded')).toEqual(isFatal ? there : await contents('compared'));
      }),
      { numRuns: Math.ceil(numRuns / 5), examples: found },
    );
  },
  180_000,
);
