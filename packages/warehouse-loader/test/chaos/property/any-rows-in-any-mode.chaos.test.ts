import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const storable = fc.string({ unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text));
const row = fc.record({
  text: fc.option(storable),
  big: fc.option(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
  amount: fc.option(fc.integer({ min: -1e15, max: 1e15 }).map((cents) => (cents / 100).toFixed(2))),
  bytes: fc.option(fc.uint8Array()),
});
const batches = fc.record({
  values: fc.array(row, { minLength: 1, maxLength: 60 }),
  batchSize: fc.integer({ min: 1, max: 20 }),
});

test.each(everyWay.map((options) => [options.way, options] as const))(
  'F01 rows with any values in batches of any size, by %s: the stored rows are the loaded rows',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists anything`;
    await sql`create table anything (id int primary key, text text, big bigint, amount numeric, bytes bytea)`;
    const { numRuns = 100 } = fc.readConfigureGlobal();
    await fc.assert(
      fc.asyncProperty(batches, async ({ values, batchSize }) => {
        await sql`truncate anything`;
        const rows = values.map((value, id) => ({ id, ...value }));
        const source = {
          ...memorySource(rows, { batchSize }),
          // Without its own content, it is loaded each time.
          identify: () => Promise.resolve({ name: 'any', sizeBytes: null, sha256: null }),
        };
        const bound = new Pipeline<object>('anything').bind(source);
        const report = await loader.loadPipeline(bound, { into: 'anything', ...options });
        expect(report.rows).toMatchObject({ read: rows.length, inserted: rows.length });
        const found = await sql`
          select id, text, big::text, amount::text, bytes from anything order by id`;
        expect(found).toEqual(
          rows.map((one) => ({
            ...one,
            big: one.big?.toString() ?? null,
            bytes: one.bytes === null ? null : Buffer.from(one.bytes),
          })),
        );
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  },
);
