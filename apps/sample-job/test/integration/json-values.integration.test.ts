import { csvSource, jsonLinesSource } from '@wdh/file-connector';
import { JsonNumber, Pipeline, rowStep, type RowSource } from '@wdh/pipeline-core';
import type { LoadMode } from '@wdh/warehouse-loader';
import { expect, test } from 'vitest';
import { useLoader } from '../support/use-loader.js';

const place = useLoader('documents', 'n int primary key, doc jsonb, docs jsonb[], plain json');

async function load(
  source: RowSource<object>,
  mode: LoadMode = 'append',
): Promise<readonly object[]> {
  const { sql } = place;
  await place.loader.loadPipeline(new Pipeline<object>('documents').bind(source), {
    into: 'documents',
    mode,
    upsertKeys: ['n'],
    force: true,
  });
  return sql`select n, doc::text, docs::text, plain::text from documents order by n`;
}

const file = (name: string, lines: readonly string[]): Promise<string> =>
  place.file(name, `${lines.join('\n')}\n`);

const lines = [
  '{"n":0,"doc":"12345","docs":null,"plain":"true"}',
  '{"n":1,"doc":"{\\"a\\":1}","docs":["1",2,"null"],"plain":"no JSON"}',
  '{"n":2,"doc":{"a":"1","b":[1.5,true,null]},"docs":null,"plain":7}',
  '{"n":3,"doc":false,"docs":[{"a":"1"}],"plain":""}',
];
const stored = [
  { n: 0, doc: '"12345"', docs: null, plain: '"true"' },
  { n: 1, doc: '"{\\"a\\":1}"', docs: '{"\\"1\\"",2,"\\"null\\""}', plain: '"no JSON"' },
  { n: 2, doc: '{"a": "1", "b": [1.5, true, null]}', docs: null, plain: '7' },
  { n: 3, doc: 'false', docs: '{"{\\"a\\": \\"1\\"}"}', plain: '""' },
];

test.each(['append', 'upsert', 'replace'] as const)(
  'a string of JSON Lines stays a string in json columns, by %s',
  async (mode) => {
    const path = await file('strings.jsonl', lines);
    expect(await load(jsonLinesSource(path), mode)).toEqual(stored);
  },
);

test("numbers in documents keep their digits with numbers: 'text'", async () => {
  const path = await file('numbers.jsonl', [
    '{"n":1,"doc":{"id":12345678901234567890,"price":1.50,"list":[1e2,-7,"5"],"big":1e30},"plain":{"x":1.50}}',
    '{"n":2,"doc":[0.1,[9007199254740993]],"docs":[{"x":1.10},"3"]}',
  ]);
  expect(await load(jsonLinesSource(path, { numbers: 'text' }))).toEqual([
    {
      n: 1,
      doc: '{"id": 12345678901234567890, "big": 1000000000000000000000000000000, "list": [100, -7, "5"], "price": 1.50}',
      docs: null,
      plain: '{"x":1.50}',
    },
    { n: 2, doc: '[0.1, [9007199254740993]]', docs: '{"{\\"x\\": 1.10}","\\"3\\""}', plain: null },
  ]);
});

const wholes = [
  '{"n":1,"doc":12345678901234567890,"plain":1.50,"docs":[2.50,"3"]}',
  '{"n":2,"doc":"12345","plain":"1.50","docs":null}',
  '{"n":3,"doc":"01","plain":-0,"docs":["4"]}',
];

test.each(['append', 'upsert', 'replace'] as const)(
  'a number read as text stays a number in json columns, and a string a string, by %s',
  async (mode) => {
    const path = await file('wholes.jsonl', wholes);
    expect(await load(jsonLinesSource(path, { numbers: 'text' }), mode)).toEqual([
      { n: 1, doc: '12345678901234567890', docs: '{2.50,"\\"3\\""}', plain: '1.50' },
      { n: 2, doc: '"12345"', docs: null, plain: '"1.50"' },
      { n: 3, doc: '"01"', docs: '{"\\"4\\""}', plain: '-0' },
    ]);
  },
);

test('a number read as text goes to other columns as its digits', async () => {
  const { sql } = place;
  await sql`create domain payload as jsonb`;
  await sql`create table digits (t text, v varchar, amount numeric, doc payload)`;
  const path = await file('digits.jsonl', [
    '{"t":1.50,"v":1e3,"amount":12345678901234567890.10,"doc":1.50}',
  ]);
  await place.loader.load(jsonLinesSource(path, { numbers: 'text' }).read(), { into: 'digits' });
  expect(await sql`select t, v, amount::text, doc::text from digits`).toEqual([
    { t: '1.50', v: '1e3', amount: '12345678901234567890.10', doc: '1.50' },
  ]);
});

test('a number read as text stays a number with lineage', async () => {
  const { sql } = place;
  await sql`create table traced (doc jsonb, _execution_id text, _source_line bigint)`;
  const path = await file('traced.jsonl', ['{"doc":1.50}', '{"doc":"1.50"}']);
  const bound = new Pipeline<object>('traced').bind(jsonLinesSource(path, { numbers: 'text' }));
  await place.loader.loadPipeline(bound, { into: 'traced', lineage: true });
  expect(await sql`select doc::text, _source_line::int as line from traced order by 2`).toEqual([
    { doc: '1.50', line: 1 },
    { doc: '"1.50"', line: 2 },
  ]);
});

test('a string that may be a number is refused in a row that a step created', async () => {
  const { sql } = place;
  const path = await file('made.jsonl', ['{"n":1,"doc":7}', '{"n":2,"doc":"x"}']);
  const copied = new Pipeline<object>('copied').addStep(
    rowStep('copy', (row: object) => ({ ...row })),
  );
  const bound = copied.bind(jsonLinesSource(path, { numbers: 'text' }));
  await expect(
    place.loader.loadPipeline(bound, { into: 'documents', mode: 'append', force: true }),
  ).rejects.toThrow(/"doc".*JsonNumber/s);
  expect(await sql`select n from documents`).toEqual([]);
});

test('a JsonNumber is written by its digits, to any column', async () => {
  const { sql } = place;
  await sql`create table exact (id bigint, amount numeric(30, 2), list numeric[], doc jsonb)`;
  const number = new JsonNumber('12345678901234567890.50');
  const row = {
    id: new JsonNumber('9223372036854775807'),
    amount: number,
    list: [number],
    doc: number,
  };
  await place.loader.load([row], { into: 'exact' });
  expect(await sql`select id::text, amount::text, list::text, doc::text from exact`).toEqual([
    {
      id: '9223372036854775807',
      amount: number.text,
      list: `{${number.text}}`,
      doc: number.text,
    },
  ]);
});

test('a string of CSV is parsed as a JSON value', async () => {
  const path = await file('texts.csv', [
    'n,doc,plain',
    '0,12345,true',
    '1,"""12345""","{""a"":1}"',
  ]);
  expect(await load(csvSource(path, { columns: ['n', 'doc', 'plain'] }))).toEqual([
    { n: 0, doc: '12345', docs: null, plain: 'true' },
    { n: 1, doc: '"12345"', docs: null, plain: '{"a":1}' },
  ]);
});
