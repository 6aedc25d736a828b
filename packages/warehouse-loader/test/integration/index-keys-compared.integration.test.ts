// @module-tag full
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import type { PartialRow } from '../warehouse/row-by-row.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const { numRuns = 100 } = fc.readConfigureGlobal();

beforeAll(() =>
  warehouse.sql.unsafe(
    `create collation any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
  ),
);

const columns = `tenant int, email text, "Nick" text collate any_case, name text default 'none',
  active boolean default true, deleted_at date, origin text default 'new'`;

/** A unique index, its key for the conflict of a statement, and the columns that an update leaves. */
const keys = [
  ['(lower(email))', '(lower(email))', []],
  ['(email) where deleted_at is null', '(email) where deleted_at is null', ['email']],
  ['(tenant, lower(email)) where active', '(tenant, lower(email)) where active', ['tenant']],
  ['(tenant, email) nulls not distinct', '(tenant, email)', ['tenant', 'email']],
  ['(lower(email), tenant) nulls not distinct', '(lower(email), tenant)', ['tenant']],
  [
    '("Nick") where active and deleted_at is null',
    '("Nick") where active and deleted_at is null',
    ['Nick'],
  ],
  ['(tenant, email) include (name)', '(tenant, email)', ['tenant', 'email']],
  ["(coalesce(email, 'b'), (tenant % 2))", "(coalesce(email, 'b'), (tenant % 2))", []],
  [
    '(email text_pattern_ops) where tenant = 1',
    '(email text_pattern_ops) where tenant = 1',
    ['email'],
  ],
] as const;

const few = fc.constantFrom('a', 'A', 'b');
const row = fc
  .tuple(
    fc.record({
      tenant: fc.option(fc.nat(2), { freq: 5 }),
      email: fc.option(few, { freq: 5 }),
      Nick: fc.option(few),
    }),
    fc.record(
      {
        name: fc.option(fc.constantFrom('x', 'y'), { freq: 9 }),
        active: fc.option(fc.boolean(), { freq: 9 }),
        deleted_at: fc.option(fc.constant('2024-02-29'), { freq: 1 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([one, other]): PartialRow => ({ ...one, ...other }));
const cases = fc.record({
  before: fc.array(row, { maxLength: 4 }),
  rows: fc.array(row, { minLength: 1, maxLength: 10 }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  onRefusal: fc.constantFrom('fail', 'reject'),
  isWhole: fc.boolean(),
});

const whole = { name: 'x', active: true, deleted_at: null };

test.each(
  keys.flatMap(([index, conflict, fixed]) =>
    (['upsert', 'insert_new'] as const).map((mode) => [mode, index, conflict, fixed] as const),
  ),
)(
  '%s by a unique index on %s ends as ON CONFLICT row by row',
  async (mode, index, conflict, fixed) => {
    const { sql, loader } = warehouse;
    await sql.unsafe(`drop table if exists loaded, compared;
    create table loaded (${columns}); create unique index by_key on loaded ${index};
    create table compared (${columns}); create unique index by_key_too on compared ${index}`);
    const contents = (table: string): Promise<readonly object[]> =>
      sql.unsafe(
        // Of equal keys, a load keeps the last spelling, and single statements the first.
        `select * from (select tenant, email, lower("Nick") as "Nick", name, active, deleted_at::text,
           origin from ${table}) as stored order by stored::text collate "C"`,
      );
    await fc.assert(
      fc.asyncProperty(cases, async ({ before, rows: given, batchSize, onRefusal, isWhole }) => {
        await sql`truncate loaded, compared`;
        for (const table of ['loaded', 'compared'])
          for (const one of before)
            await sql`insert into ${sql(table)} ${sql({ ...one, origin: 'old' } as Record<string, string>)}
            on conflict do nothing`;
        const rows = given.map((one) => (isWhole ? { ...whole, ...one } : one));
        const [{ count: there } = { count: 0 }] = await sql`select count(*)::int from compared`;
        for (const one of rows) {
          const names = Object.keys(one);
          const set = names.filter((name) => !(fixed as readonly string[]).includes(name));
          const assigned = set.map((name) => `"${name}" = excluded."${name}"`).join(', ');
          const isUpdated = mode === 'upsert' ? '' : `where compared.origin = 'new'`;
          await sql`insert into compared ${sql(one as Record<string, string>, ...names)}
          on conflict ${sql.unsafe(conflict)} do update set ${sql.unsafe(`${assigned} ${isUpdated}`)}`;
        }
        const source = {
          ...memorySource(rows, { batchSize }),
          identify: () => Promise.resolve({ name: 'any', sizeBytes: null, sha256: null }),
        };
        const pipeline = new Pipeline<object>('by_index', {
          stopOnError: false,
          errorThreshold: 1,
        });
        const options = {
          into: 'loaded',
          mode,
          upsertKeys: { index: 'by_key' },
          onRefusal,
        } as const;
        const report = await loader.loadPipeline(pipeline.bind(source), options);
        expect(await contents('loaded')).toEqual(await contents('compared'));
        const [{ count } = { count: 0 }] = await sql`select count(*)::int from compared`;
        const { inserted, updated, unchanged, superseded, rejected } = report.rows;
        expect(inserted).toBe(Number(count) - Number(there));
        expect(inserted + updated + unchanged + superseded + rejected).toBe(rows.length);
        const again = await loader.load(rows, { ...options, mode: 'insert_new' });
        expect(again.rowsUpdated).toBe(0);
      }),
      { numRuns: Math.ceil(numRuns / 8) },
    );
  },
  180_000,
);
