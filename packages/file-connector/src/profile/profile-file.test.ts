import { expect, test } from 'vitest';
import { csvSource, profileJsonLines } from '../index.js';
import { type FileColumn } from './column-profiler.js';
import { type CsvFileProfile, profileFile, type ProfileFileOptions } from './profile-file.js';

// eslint-disable-next-line @typescript-eslint/require-await -- bytes are an asynchronous iterable
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const profileText = (text: string, options?: ProfileFileOptions): Promise<CsvFileProfile> =>
  profileFile(bytesOf(text), options);

async function columnOf(cells: readonly string[]): Promise<FileColumn | undefined> {
  const { columns } = await profileText(
    `n,a\n${cells.map((cell, at) => `${at},${cell}\n`).join('')}`,
  );
  return columns[1];
}

test('describes a file and each of its columns', async () => {
  const text = 'id;name;day\n1;Zoé;2024-01-02\n2;"a;b";\nbad\n10;😀😀;2023-12-31\n';
  const profile = await profileText(text, { delimiter: ';' });
  expect(profile).toMatchObject({
    name: 'stream',
    format: 'csv',
    encoding: 'utf-8',
    dialect: { delimiter: ';', quote: '"' },
    hasHeader: true,
    rows: 3,
    malformed: { count: 1, first: [{ lineNumber: 4, code: 'TOO_FEW_FIELDS' }] },
    candidateKeys: ['id', 'name'],
    proposedKey: 'id',
  });
  expect(profile.columns).toEqual([
    {
      name: 'id',
      type: 'integer',
      nulls: 0,
      isRequired: true,
      distinct: { count: 3, isExact: true },
      min: '1',
      max: '10',
      longest: 2,
      isUnique: true,
      formats: [],
    },
    {
      name: 'name',
      type: 'text',
      nulls: 0,
      isRequired: true,
      distinct: { count: 3, isExact: true },
      min: 'Zoé',
      max: '😀😀',
      longest: 3,
      isUnique: true,
      formats: [],
    },
    {
      name: 'day',
      type: 'date',
      nulls: 1,
      isRequired: false,
      distinct: { count: 2, isExact: true },
      min: '2023-12-31',
      max: '2024-01-02',
      longest: 10,
      isUnique: false,
      formats: [],
    },
  ]);
});

test('reports a file with a header only: nothing is required, nothing is a key', async () => {
  const { rows, columns, proposedKey } = await profileText('a,b\n');
  expect([rows, proposedKey]).toEqual([0, null]);
  expect(columns).toMatchObject([
    { name: 'a', type: 'text', isRequired: false, isUnique: false, min: null },
    { name: 'b', type: 'text' },
  ]);
});

test.each([
  [['-2', '10', '9'], '-2', '10'],
  [['1.5', '1.50', '1.49'], '1.49', '1.5'],
  [['0.1', '0.10000000000000000001'], '0.1', '0.10000000000000000001'],
  [['-9999999999999999', '-9999999999999998'], '-9999999999999999', '-9999999999999998'],
  [
    ['2024-01-01T10:00+02:00', '2024-01-01T09:00Z', '2024-01-01T08:30Z'],
    '2024-01-01T10:00+02:00',
    '2024-01-01T09:00Z',
  ],
  [['0050-01-01 10:00', '1970-01-01 10:00'], '0050-01-01 10:00', '1970-01-01 10:00'],
  [['b', 'B', 'é'], 'B', 'é'],
  [['2', '10', 'x'], '10', 'x'],
])('orders %j by the type of the column', async (cells, min, max) => {
  expect(await columnOf(cells)).toMatchObject({ min, max });
});

test('reads the delimiter of a line sep= and the encoding of a byte order mark', async () => {
  const profile = await profileText('\uFEFFsep=;\na;b\n1;2\n');
  expect(profile).toMatchObject({ dialect: { delimiter: ';' }, encoding: 'utf-8', rows: 1 });
  expect(profile.columns.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('counts "" as null where every empty cell of the file is quoted', async () => {
  const text = '"n","a"\n"1",""\n"","x"\n';
  const { columns, readOptions } = await profileText(text);
  expect(columns).toMatchObject([
    { type: 'integer', nulls: 1 },
    { type: 'text', nulls: 1 },
  ]);
  const rows = [];
  for await (const batch of csvSource(bytesOf(text), readOptions).read()) rows.push(...batch.rows);
  expect(rows).toEqual([
    { n: '1', a: null },
    { n: null, a: 'x' },
  ]);
});

test('keeps "" as text where the file also has empty cells without quotes', async () => {
  const { columns, readOptions } = await profileText('n,a\n1,""\n2,\n""\n""\n3,x\n"",""\n');
  expect(columns).toMatchObject([
    { type: 'text', nulls: 0, min: '', max: '3', isUnique: true },
    { type: 'text', nulls: 1, distinct: { count: 2 }, isUnique: false },
  ]);
  expect(readOptions).not.toHaveProperty('nullQuoted');
});

test('counts the given texts as null', async () => {
  const { columns } = await profileText('n,a\n1,NA\nNA,\n', { nullValues: ['', 'NA'] });
  expect(columns).toMatchObject([
    { type: 'integer', nulls: 1 },
    { type: 'text', nulls: 2 },
  ]);
});

test('keeps the first 256 characters of a longest value, and no half of a character', async () => {
  const long = `${'a'.repeat(255)}😀${'b'.repeat(2000)}`;
  const { columns } = await profileText(`n,a\n1,${long}\n`);
  expect(columns[1]).toMatchObject({ min: 'a'.repeat(255), longest: 2256 });
});

test('proposes the identifier among several candidates, and no prose', async () => {
  const row = (at: number): string => `${at}.5,${'x'.repeat(101)}${at},${at},C${at}\n`;
  const { candidateKeys, proposedKey } = await profileText(
    `price,notes,rank,airport_code\n${[1, 2, 3].map(row).join('')}`,
  );
  expect(candidateKeys).toEqual(['price', 'notes', 'rank', 'airport_code']);
  expect(proposedKey).toBe('airport_code');
});

test('returns no option by which the input was opened, because it may be a secret', async () => {
  const download = { headers: { authorization: 's3cret' } };
  const opening = { download, temporaryFolder: '/tmp', maxUnpackedBytes: 1e9 };
  const csv = await profileFile('-', { ...opening, stdin: bytesOf('a\ns3cret\n'), delimiter: ';' });
  expect(csv.readOptions).toEqual({ delimiter: ';', encoding: 'utf-8', nullValues: [''] });
  const lines = await profileJsonLines('-', { ...opening, stdin: bytesOf('{"a":1}\n') });
  expect(lines.readOptions).toEqual({ numbers: 'text' });
});
