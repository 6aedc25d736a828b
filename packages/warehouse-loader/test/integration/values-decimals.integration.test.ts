import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const digits = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('0', '0', '1', '5', '9'), minLength: 1, maxLength });

/** Decimals as people and programs write them: signs, missing parts, trailing zeros, exponents. */
const decimal = fc
  .record({
    space: fc.constantFrom('', ' '),
    sign: fc.constantFrom('', '-', '+'),
    whole: digits(9),
    fraction: fc.option(digits(9)),
    exponent: fc.option(fc.integer({ min: -6, max: 6 }), { freq: 3 }),
  })
  .map(({ space, sign, whole, fraction, exponent }) =>
    [space, sign, whole, fraction === null ? '' : `.${fraction}`]
      .join('')
      .concat(exponent === null ? space : `e${exponent}`),
  );

/** A numeric without scale keeps more digits than there are here. */
const scaleOf = (type: string): number => Number(/, (-?\d+)/.exec(type)?.[1] ?? 30);

test(
  'a decimal of any form is stored as the same number, or rejected',
  { tags: ['full'], timeout: 300_000 },
  async () => {
    const { sql, loader } = warehouse;
    const columns = fc
      .record({
        precision: fc.integer({ min: 1, max: 12 }),
        scale: fc.integer({ min: -3, max: 12 }),
      })
      .map(({ precision, scale }) => `numeric(${precision}, ${scale})`);
    let stored = 0;
    let rejected = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(columns, fc.constant('numeric')),
        fc.array(decimal, { minLength: 60, maxLength: 60 }),
        async (type, texts) => {
          await sql`drop table if exists decimals`;
          await sql.unsafe(
            `create table decimals (id int, given text, one ${type}, many ${type}[])`,
          );
          const rows = texts.map((given, id) => ({ id, given, one: given, many: [given] }));
          const numbers = rows.map((_, index) => index + 1);
          const source: RowSource<object> = {
            identify: () => Promise.resolve({ name: 'decimals', sizeBytes: null, sha256: null }),
            async *read() {
              await Promise.resolve();
              yield { rows, rowNumbers: numbers, lineNumbers: numbers, rejected: [] };
            },
          };
          const report = await loader.loadPipeline(new Pipeline<object>('decimals').bind(source), {
            into: 'decimals',
            onRefusal: 'reject',
            errorThreshold: 1,
          });
          const changed = await sql`select * from decimals
          where one <> given::numeric or many[1] <> given::numeric`;
          expect(changed).toEqual([]);
          const codes = await sql`select distinct code from rejected_rows
          where execution_id = ${report.executionId} order by code`;
          const unexpected = codes.filter(
            ({ code }) => !['VALUE_OUT_OF_RANGE', 'VALUE_WOULD_CHANGE'].includes(String(code)),
          );
          expect(unexpected).toEqual([]);
          // Nothing is refused that the server would have kept.
          const [kept] = await sql.unsafe(
            `select count(*)::int as count from rejected_rows
           where execution_id = $1 and code = 'VALUE_WOULD_CHANGE'
             and (input->>'given')::numeric = round((input->>'given')::numeric, $2)`,
            [report.executionId, scaleOf(type)],
          );
          expect(kept).toEqual({ count: 0 });
          stored += report.rows.inserted;
          rejected += report.rows.rejected;
        },
      ),
      { numRuns: 40 },
    );
    expect(stored).toBeGreaterThan(100);
    expect(rejected).toBeGreaterThan(100);
  },
);
