import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const storable = fc.string({ unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text));

test('rows with any texts, numbers, bytes, documents and lists are stored unchanged', async () => {
  const { sql, loader } = warehouse;
  await sql`create table anything (id int primary key, text text, big bigint, real float8,
    amount numeric, bytes bytea, doc json, list text[], at timestamptz)`;
  const row = fc.record({
    text: fc.option(storable),
    big: fc.option(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
    real: fc.option(fc.double({ noNaN: true })),
    amount: fc.option(
      fc.integer({ min: -1e15, max: 1e15 }).map((cents) => (cents / 100).toFixed(2)),
    ),
    bytes: fc.option(fc.uint8Array()),
    doc: fc.option(fc.jsonValue(), { freq: 10 }),
    list: fc.option(fc.array(fc.option(storable))),
    at: fc.option(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (values) => {
      const rows = values.map((value, id) => ({ id, ...value, doc: JSON.stringify(value.doc) }));
      await loader.load(rows, { into: 'anything', mode: 'replace' });
      const found = await sql`select id, text, big::text, real, amount::text, bytes, doc,
        to_json(list) as list,
        (extract(epoch from at) * 1000)::text as at from anything order by id`;
      expect(found).toHaveLength(rows.length);
      for (const [id, value] of values.entries()) {
        expect(found[id]).toMatchObject({
          id,
          text: value.text,
          big: value.big?.toString() ?? null,
          real: value.real,
          amount: value.amount,
          bytes: value.bytes === null ? null : Buffer.from(value.bytes),
          doc: JSON.parse(JSON.stringify(value.doc)) as unknown,
          list: value.list,
        });
        const at = found[id]?.['at'] as string | null | undefined;
        expect(at === null ? null : Number(at)).toBe(value.at?.getTime() ?? null);
      }
    }),
    { numRuns: 40 },
  );
}, 180_000);
