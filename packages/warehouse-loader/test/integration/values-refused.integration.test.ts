import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import { beforeAll, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { createValueTypes, refusedValues } from '../warehouse/refused-values.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

beforeAll(() => createValueTypes(warehouse.sql));

test.each(refusedValues)(
  'a column of type %s refuses %o, naming record and column only',
  { tags: ['full'] },
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
  ['jsonb', [undefined], 'undefined, where a value that JSON can represent is expected'],
  ['int', 1.5, 'a number that is not whole'],
  ['varchar(3)', 'abc ', 'more than 3 characters, the most it can store'],
])('the message of a column of type %s about %o is a sentence', async (type, value, words) => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists refused_value`;
  await sql.unsafe(`create table refused_value (value ${type})`);
  const error = await failureOf(loader.load([{ value }], { into: 'refused_value' }));
  expect(error.message).toContain(`failed. Column "value" received ${words}. Nothing`);
});

test('rows with such values are rejected with column and code, and the others are loaded', async () => {
  const { sql, loader } = warehouse;
  const columns = refusedValues.map(([type], index) => `c${index} ${type}`);
  await sql.unsafe(`create table each_type (id int, ${columns.join(', ')})`);
  const rows = refusedValues.flatMap(([, value], index) => [
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
  expect(report.rows).toMatchObject({
    inserted: refusedValues.length,
    rejected: refusedValues.length,
  });
  const kept = await sql`select count(*) filter (where id % 2 = 1)::int as good from each_type`;
  expect(kept).toEqual([{ good: refusedValues.length }]);
  const rejected = await sql`select row_number::int as row, field, code from rejected_rows
    where execution_id = ${report.executionId} order by row_number`;
  const expected = refusedValues.map(([, , code], index) => ({
    row: 2 * index + 1,
    field: `c${index}`,
    code,
  }));
  expect(rejected).toEqual(expected);
});
