import type { ResultColumn, ResultRow, StatementResult } from '@wdh/postgres';
import { expect, it } from 'vitest';
import { CsvFormat } from './csv-format.js';
import { JsonFormat } from './json-format.js';
import type { ResultFormat } from './result-format.js';
import { TableFormat } from './table-format.js';

const columns: readonly ResultColumn[] = [
  { name: 'id', typeId: 23 },
  { name: 'amount', typeId: 1700 },
  { name: 'note', typeId: 25 },
  { name: 'note', typeId: 25 },
  { name: 'ok', typeId: 16 },
  { name: 'doc', typeId: 3802 },
];

const rows: readonly ResultRow[] = [
  ['1', '10.50', 'a,"b"\n', '', 't', '{"a": 9007199254740993}'],
  ['22', null, '=1+1', '日本\u001B[31m', 'f', null],
];

const result: StatementResult = { command: 'SELECT', columns, rowCount: 2 };
const none: StatementResult = { command: 'CREATE TABLE', columns: [], rowCount: null };

function show(format: ResultFormat, batches: readonly (readonly ResultRow[])[]): string {
  return [...batches.map((batch) => format.rows(batch, columns)), format.end(result)].join('');
}

const [one = [], two = []] = rows;

it.each([[[rows]], [[[one], [two]]]])(
  'CSV is exact and distinguishes null from empty',
  (batches) => {
    expect(show(new CsvFormat(), batches)).toBe(
      'id,amount,note,note,ok,doc\n1,10.50,"a,""b""\n","",t,"{""a"": 9007199254740993}"\n22,,=1+1,日本\u001B[31m,f,\n',
    );
  },
);

it.each([[[rows]], [[[one], [two]]]])('JSON loses no digit and no column', (batches) => {
  const text = show(new JsonFormat(), batches);
  expect(text).toContain('"doc":{"a": 9007199254740993}');
  expect(JSON.parse(text)).toMatchObject([
    { id: 1, amount: '10.50', note: 'a,"b"\n', note_2: '', ok: true },
    { id: 22, amount: null, note: '=1+1', note_2: '日本\u001B[31m', ok: false, doc: null },
  ]);
});

it.each(['NaN', 'Infinity', '-Infinity'])('JSON has no number %s', (value) => {
  const format = new JsonFormat();
  const text = format.rows([[value]], [{ name: 'x', typeId: 701 }]) + format.abandon();
  expect(JSON.parse(text)).toEqual([{ x: value }]);
});

it('a table is aligned by width on the terminal, and escapes control characters', () => {
  expect(show(new TableFormat(), [rows])).toBe(
    [
      ' id | amount | note        | note           | ok | doc',
      '----+--------+-------------+----------------+----+-------------------------',
      String.raw`  1 |  10.50 | a,"b"\u000a |                | t  | {"a": 9007199254740993}`,
      String.raw` 22 |   NULL | =1+1        | 日本\u001b[31m | f  | NULL`,
      '(2 rows)',
      '',
    ].join('\n'),
  );
});

it('a result without rows has its columns, and a command has none', () => {
  const empty = { ...result, rowCount: 0 };
  expect(new CsvFormat().end(empty)).toBe('id,amount,note,note,ok,doc\n');
  expect(new JsonFormat().end(empty)).toBe('[]\n');
  expect(new TableFormat().end(empty)).toContain('(0 rows)');
  expect(new CsvFormat().end(none)).toBe('');
  expect(new JsonFormat().end(none)).toBe('{"command":"CREATE TABLE","rows":null}\n');
  expect(new TableFormat().end(none)).toBe('CREATE TABLE\n');
});
