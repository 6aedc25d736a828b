import { gzipSync } from 'node:zlib';
import { jsonLinesSource, jsonSource, numberFormat } from '@wdh/file-connector';
import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { useLoader } from '../support/use-loader.js';

const place = useLoader(
  'people',
  'id numeric primary key, city text, zip text, lat numeric, tag jsonb, address jsonb',
);

const load = (source: RowSource<object>) =>
  place.loader.loadPipeline(
    new Pipeline<object>('people', { stopOnError: false, errorThreshold: 1 }).bind(source),
    { into: 'people', mode: 'append' },
  );

const people = () =>
  place.sql`select id::text, city, zip, lat::text, tag::text, address::text from people order by people.id`;

const records = [
  '{"id":12345678901234567890,"address":{"city":"Rome","zip":"00118","geo":{"lat":41.90}},"tags":["7",1.50]}',
  '{"id":2,"address":null,"tags":[1.50]}',
  '{"id":3,"address":{"geo":{}}}',
];
const nested = {
  numbers: 'text',
  renameColumns: {
    'address.city': 'city',
    'address.zip': 'zip',
    'address.geo.lat': 'lat',
    'tags[0]': 'tag',
  },
  columns: ['id', 'city', 'zip', 'lat', 'tag', 'address'],
} as const;

test.each([
  ['lines', (path: string) => jsonLinesSource(path, nested), records.join('\n')],
  ['an array', (path: string) => jsonSource(path, nested), `[${records.join(',\n')}]`],
  [
    'an array in a document',
    (path: string) => jsonSource(path, { ...nested, at: 'data.items' }),
    gzipSync(`{"count":3,"data":{"items":[${records.join(',\n')}]}}`),
  ],
])('loads nested values of %s into columns, exactly', async (_, open, content) => {
  await load(open(await place.file('people', content)));
  expect(await people()).toEqual([
    { id: '2', city: null, zip: null, lat: null, tag: '1.50', address: null },
    { id: '3', city: null, zip: null, lat: null, tag: null, address: '{"geo": {}}' },
    {
      id: '12345678901234567890',
      city: 'Rome',
      zip: '00118',
      lat: '41.90',
      tag: '"7"',
      address: '{"geo": {"lat": 41.90}, "zip": "00118", "city": "Rome"}',
    },
  ]);
});

test('accounts for each record and each line of a document', async () => {
  const text = '{"page": 1,\n"items": [\n  {"id": 1},\n  7,\n  {"id": 2,\n   "zip": "x"}\n]}\n\n';
  const source = jsonSource(await place.file('items.json', text), { at: 'items' });
  const report = await load(source);
  expect(report.rows).toMatchObject({ read: 3, inserted: 2, rejected: 1 });
  expect(report.sourceLines).toMatchObject({
    lines: 8,
    recordLines: 4,
    skippedLines: 3,
    blankLines: 1,
  });
  expect(await place.sql`select line_number::int as line, code from rejected_rows`).toEqual([
    { line: 4, code: 'NOT_AN_OBJECT' },
  ]);
});

test.each([
  ['cut off', (rows: string) => `[${rows},{"id":`, 'JSON_DOCUMENT_INCOMPLETE'],
  ['damaged near its end', (rows: string) => `[${rows},{"id":NaN}]`, 'JSON_DOCUMENT_INVALID'],
  ['followed by text', (rows: string) => `[${rows}]]`, 'JSON_DOCUMENT_INVALID'],
])('loads nothing of a document that is %s', async (_, write, code) => {
  const rows = Array.from({ length: 20_000 }, (_row, at) => JSON.stringify({ id: at }));
  const path = await place.file('people.json', write(rows.join(',\n')));
  await expect(load(jsonSource(path))).rejects.toMatchObject({ code, category: 'data' });
  expect(await people()).toEqual([]);
});

test('converts texts by formats', async () => {
  const path = await place.file('people.json', '[{"id":1,"lat":"1.234,5"},{"id":2,"lat":"1,2,3"}]');
  const formats = { lat: numberFormat({ decimal: ',', group: '.' }) };
  const report = await load(jsonSource(path, { formats }));
  expect(report.rows).toMatchObject({ inserted: 1, rejected: 1 });
  expect(await people()).toMatchObject([{ id: '1', lat: '1234.5' }]);
});

test('reads the same document with another path again', async () => {
  const path = await place.file('people.json', '{"a":[{"id":1}],"b":[{"id":2}]}');
  await load(jsonSource(path, { at: 'a' }));
  expect(await load(jsonSource(path, { at: 'a' }))).toMatchObject({ status: 'skipped' });
  await load(jsonSource(path, { at: 'b' }));
  expect(await people()).toHaveLength(2);
});
