import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import { beforeAll, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const change = 'VALUE_WOULD_CHANGE';
const long = 'VALUE_TOO_LONG';

/** Values that the server, or JavaScript before it, would not keep as they are. */
const losses = [
  ['text', 'nul\0here', 'TEXT_HAS_NUL'],
  ['text', 'half \ud83d', 'TEXT_NOT_UNICODE'],
  ['text[]', ['fine', 'half \udc00'], 'TEXT_NOT_UNICODE'],
  ['text', { an: 'object' }, 'VALUE_TYPE_WRONG'],
  ['text', new Date(0), 'VALUE_TYPE_WRONG'],
  ['int', Number.NaN, change],
  ['int', Number.POSITIVE_INFINITY, change],
  ['int', 1.5, change],
  ['int', 2 ** 53, change],
  ['bigint', 2 ** 53, change],
  ['bigint', -(2 ** 63), change],
  ['int', true, 'VALUE_TYPE_WRONG'],
  ['numeric', 0.1 + 0.2, change],
  ['numeric', 2 ** 60, change],
  ['numeric', Number.NaN, change],
  ['numeric(8,2)', '1.005', change],
  ['numeric(8,2)', 1.005, change],
  ['numeric(8,2)', '1e-3', change],
  ['numeric(8,2)', '.001', change],
  ['numeric(8)', '0.5', change],
  ['numeric(5,-2)', '1250', change],
  ['numeric(5,-2)', 1250n, change],
  ['numeric(8,2)[]', ['1.5', '1.005'], change],
  ['numeric(8,2)[]', '{{"1.5",1.005}}', change],
  ['price', '1.005', change],
  ['sale_price', '1.005', change],
  ['price[]', ['1.005'], change],
  ['prices', '{1.005}', change],
  ['money', '1.005', change],
  ['varchar(3)', 'four', long],
  ['varchar(3)', 'abc ', long],
  ['varchar(3)', '😀😀😀 ', long],
  ['char(3)', 'abc ', long],
  ['varchar(3)[]', ['abc', 'abc '], long],
  ['name', 'n'.repeat(64), long],
  ['"char"', 'xy', long],
  ['bit(3)', '1011', long],
  ['date', new Date('2024-02-28T23:00:00Z'), change],
  ['date', '2024-02-29 12:00:00', change],
  ['date', '2024-02-29T00:00:00+02:00', change],
  ['date', '20240229 120000', change],
  ['date', 'now', change],
  ['time', '2024-02-29 12:00', change],
  ['time', '12:00:60', change],
  ['time', '12:00:00+02', change],
  ['time(3)', '12:00:00.0001', change],
  ['timestamp', '2024-02-29T12:00:00.1234567', change],
  ['timestamp', '20240229T120000.1234567', change],
  ['timestamp(0)', new Date('2024-02-29T12:00:00.5Z'), change],
  ['timestamp(3)[]', ['2024-02-29 12:00:00.1234'], change],
  ['timestamp', '2024-02-29T12:00:00+02:00', change],
  ['timestamp', '2024-02-29 12:00 PST', change],
  ['timestamptz', '2024-02-29 23:59:60Z', change],
  ['timestamptz', '2024-02-29 24:00:00Z', change],
  ['timestamptz', 'yesterday', change],
  ['timestamptz', '2024-02-29T12:00:00.1234567+02:00', change],
  ['timestamptz', new Date('invalid'), change],
  ['timestamptz', 0, 'VALUE_TYPE_WRONG'],
  ['interval', '00:00:00.1234567', change],
  ['tsrange', '["2024-01-01 00:00:00.1234567",)', change],
  ['daterange', '[2024-01-01 12:00,2024-01-03)', change],
  ['date', '03/04/2025', change],
  ['date', '3-4-25', change],
  ['date', '04.03.2025', change],
  ['date', '12.31.2024', change],
  ['date', '240229', change],
  ['date', 'Mar 4 25', change],
  ['date', '2023-366', change],
  ['date', '2023.366', change],
  ['date', 'J2451187', change],
  ['date', '2024-W09-4', change],
  ['date', '"2024-02-29"', change],
  ['date', 'Fri Feb 29 2024', change],
  ['date', 'epoch', change],
  ['date', 'infinity', change],
  ['date[]', '{2024-01-01,03/04/2025}', change],
  ['day_of', '03/04/2025', change],
  ['period', '[2024-01-01,03/04/2025)', change],
  ['datemultirange', '{[2024-01-01,03/04/2025)}', change],
  ['timestamp', '03/04/2025 10:00', change],
  ['timestamp', '2024-02-29 00:30 pm', change],
  ['timestamptz', '03/04/2025 10:00Z', change],
  ['timestamptz', '2024-02-29 12:00 EST', change],
  ['timestamptz', '2025-03-09 02:10 America/New_York', change],
  ['timestamptz', '2025-11-02T01:30 America/New_York', change],
  ['timestamptz', 'Fri Feb 29 2024 12:34:56 GMT+0100 (CET)', change],
  ['time', 'allballs', change],
  ['time', 'now', change],
  ['interval', '5', change],
  ['interval', '1.5 months', change],
  ['interval', '0.1 years', change],
  ['interval', '-1 2:03', change],
  ['interval', '-1 day 2 hours', change],
  ['interval year to month', '1 mon 3 days', change],
  ['interval(0)', '250 ms', change],
  ['interval', '1.5 us', change],
  ['int', '1_000', change],
  ['int', '0x1F', change],
  ['bigint', '0o17', change],
  ['smallint', '-0b1', change],
  ['numeric', '1_000', change],
  ['numeric', '0x1F', change],
  ['numeric', 'NaN', change],
  ['numeric(8,2)', '0x1F', change],
  ['numeric(8,2)', 'inf', change],
  ['numrange', '[0x1F,)', change],
  ['real', '0x1p3', change],
  ['double precision', '0x1F', change],
  ['double precision', 'NaN', change],
  ['int[]', '{1,0x1F}', change],
  ['oid', '010', change],
  ['xid', '0x10', change],
  ['money', '-2,40', change],
  ['money', '46,4', change],
  ['money', '-', change],
  ['money', '$1', change],
  ['money', '(1)', change],
  ['money', '5-', change],
  ['money', '1,000.00', change],
  ['money[]', ['46,4'], change],
  ['cidr', '10', change],
  ['cidr', '192.168', change],
  ['inet', '10.1/16', change],
  ['macaddr8', '08:00:2b:01:02:03', change],
  ['bit(8)', 'x1F', change],
  ['varbit', 'X1F', change],
  ['bytea', 'é', change],
  ['jsonb', '{"a":1,"b":{"a":1,"\\u0061":2}}', change],
  ['jsonb', { big: 1n }, 'VALUE_TYPE_WRONG'],
  ['jsonb', { depth: [Number.NaN] }, change],
  ['jsonb', [undefined, () => 1], 'VALUE_TYPE_WRONG'],
  ['json', { deep: { hook: () => 1 } }, 'VALUE_TYPE_WRONG'],
  ['jsonb[]', [{ a: Symbol('x') }], 'VALUE_TYPE_WRONG'],
  ['json', new Map([['a', 1]]), change],
  ['int[]', [[]], change],
  ['int[]', 5, 'VALUE_TYPE_WRONG'],
  ['int', '1.5', 'VALUE_INVALID'],
  ['int', '1e3', 'VALUE_INVALID'],
  ['oid', -1, 'VALUE_OUT_OF_RANGE'],
  ['oid', '-1', 'VALUE_OUT_OF_RANGE'],
  ['oid', '-0x1', 'VALUE_OUT_OF_RANGE'],
  ['oid', 2 ** 32, 'VALUE_OUT_OF_RANGE'],
  ['oid', -(2n ** 31n), 'VALUE_OUT_OF_RANGE'],
  ['oid[]', [1, -1], 'VALUE_OUT_OF_RANGE'],
  ['oid[]', '{1,-1}', 'VALUE_OUT_OF_RANGE'],
  ['xid', -1, 'VALUE_OUT_OF_RANGE'],
  ['xid', 1.5, change],
  ['cid', 2 ** 32, 'VALUE_OUT_OF_RANGE'],
  ['xid8', -1n, 'VALUE_OUT_OF_RANGE'],
  ['xid8', 2n ** 64n, 'VALUE_OUT_OF_RANGE'],
  ['smallint', 40_000, 'VALUE_OUT_OF_RANGE'],
  ['numeric(4,2)', '100', 'VALUE_OUT_OF_RANGE'],
  ['timestamp', '2024-02-30', 'VALUE_INVALID'],
  ['timestamptz', '2024-02-29 12:00+25:00', 'VALUE_INVALID'],
  ['mood', 'awful', 'VALUE_INVALID'],
  ['uuid', 'canary-value', 'VALUE_INVALID'],
  ['inet', '10.0.0.256', 'VALUE_INVALID'],
  ['int4range', '[5,1)', 'VALUE_INVALID'],
  ['jsonb', '{"open": ', 'VALUE_INVALID'],
  ['jsonb', '"\\u0000"', 'VALUE_INVALID'],
  ['jsonb[]', ['no document'], 'VALUE_INVALID'],
] as const;

beforeAll(async () => {
  const { sql } = warehouse;
  await sql`create type mood as enum ('good', 'bad')`;
  await sql`create domain price as numeric(8, 2)`;
  await sql`create domain sale_price as price check (value > 0)`;
  await sql`create domain day_of as date`;
  await sql`create type period as range (subtype = date)`;
  await sql`create domain prices as numeric(8, 2)[]`;
});

test.each(losses)(
  'a column of type %s refuses %o, naming record and column only',
  async (type, value, code) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists one`;
    await sql.unsafe(`create table one (id int, value ${type})`);
    const error = await failureOf(loader.load([{ id: 1 }, { id: 2, value }], { into: 'one' }));
    expect(error).toMatchObject({ code, category: 'data' });
    expect(error.context).toMatchObject({ rowNumber: 2, field: 'value' });
    expect(error.message).not.toMatch(/canary|four|nul|1e3|1\.005/);
    expect(await sql`select * from one`).toEqual([]);
  },
);

test.each([
  ['int[]', 5, 'a number, where an array is expected'],
  ['int', ['canary'], 'an array, where a whole number is expected'],
  ['text', new Date(0), 'a Date, where a text is expected'],
  ['date', 1n, 'a bigint, where a Date, an object of Temporal or an ISO 8601 text is expected'],
  ['jsonb', [undefined], 'undefined, where a value that JSON can hold is expected'],
  ['int', 1.5, 'a number that is not whole'],
  ['varchar(3)', 'abc ', 'more than the 3 characters it has room for'],
])('what a column of type %s says of %o is a sentence', async (type, value, words) => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists told`;
  await sql.unsafe(`create table told (value ${type})`);
  const error = await failureOf(loader.load([{ value }], { into: 'told' }));
  expect(error.message).toContain(`failed. Column "value" was given ${words}. Nothing`);
});

test('rows with such values are rejected with column and code, and the others are loaded', async () => {
  const { sql, loader } = warehouse;
  const columns = losses.map(([type], index) => `c${index} ${type}`);
  await sql.unsafe(`create table each_type (id int, ${columns.join(', ')})`);
  const rows = losses.flatMap(([, value], index) => [
    { id: 2 * index, [`c${index}`]: value },
    { id: 2 * index + 1 },
  ]);
  const source: RowSource<object> = {
    identify: () => Promise.resolve({ name: 'each type', sizeBytes: null, sha256: null }),
    async *read() {
      await Promise.resolve();
      const numbers = rows.map((_, index) => index + 1);
      yield { rows, rowNumbers: numbers, lineNumbers: numbers, rejected: [] };
    },
  };
  const report = await loader.loadPipeline(new Pipeline<object>('each type').bind(source), {
    into: 'each_type',
    onRefusal: 'reject',
    errorThreshold: 1,
  });
  expect(report.rows).toMatchObject({ inserted: losses.length, rejected: losses.length });
  const kept = await sql`select count(*) filter (where id % 2 = 1)::int as good from each_type`;
  expect(kept).toEqual([{ good: losses.length }]);
  const rejected = await sql`select row_number::int as row, field, code from rejected_rows
    where execution_id = ${report.executionId} order by row_number`;
  const expected = losses.map(([, , code], index) => ({
    row: 2 * index + 1,
    field: `c${index}`,
    code,
  }));
  expect(rejected).toEqual(expected);
});
