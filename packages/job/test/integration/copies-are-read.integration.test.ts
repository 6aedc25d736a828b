import { Readable } from 'node:stream';
import { csvSource, type CsvSourceOptions } from '@wdh/file-connector';
import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();
const columns = ['a', 'b'] as const;

type Row = Record<string, string | null>;

beforeAll(async () => {
  // The tables in the schema public are dropped before each test.
  await database.sql`create schema copies`;
  await database.sql`create unlogged table copies.copied (a text, b text)`;
  await database.sql`create unlogged table copies.of_one_column (a text)`;
});

/** Reads a file without a header, in pieces of a few bytes. */
async function read(file: Buffer, options: CsvSourceOptions, names: readonly string[] = columns) {
  const pieces = Array.from({ length: Math.ceil(file.length / 5) }, (_, index) =>
    file.subarray(5 * index, 5 * index + 5),
  );
  const source = csvSource(Readable.from(pieces, { objectMode: true }), {
    hasHeader: false,
    columns: names,
    ...options,
  });
  const rows: Row[] = [];
  const codes: string[] = [];
  for await (const batch of source.read()) {
    rows.push(...batch.rows);
    codes.push(...batch.rejected.map(({ code }) => code));
  }
  return { rows, codes };
}

async function copyOut(table: string, copyOptions: string): Promise<Buffer> {
  const stream = await database.sql.unsafe(`copy ${table} to stdout (${copyOptions})`).readable();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\', '\\N', 'N', '\\.', '\t', '\n', '\r', '\r\n', '"', "'", ',', ';', '|'),
      fc.constantFrom('\b', '\f', '\v', '\x01', ' ', '', 'NA', '0', '7', 'x4', 'é', '😀', '\x1e'),
      fc.string({ unit: 'grapheme', maxLength: 3 }).map((one) => one.replaceAll('\0', '')),
    ),
    { maxLength: 6 },
  )
  // A byte order mark at the start of a record is dropped, as in joined files.
  .map((parts) => parts.join('').replaceAll('\uFEFF', ''));

/** Each is a format of COPY, with the options that read it. */
const formats: { copy: string; options: CsvSourceOptions; without?: string }[] = [
  { copy: 'format text', options: { dialect: 'postgres-text' } },
  { copy: `format text, delimiter '|'`, options: { dialect: 'postgres-text', delimiter: '|' } },
  {
    copy: `format text, delimiter ',', null 'NA'`,
    options: { dialect: 'postgres-text', delimiter: ',', nullValues: ['NA'] },
    without: 'NA',
  },
  {
    copy: `format text, null ''`,
    options: { dialect: 'postgres-text', nullValues: [''] },
    without: '',
  },
  { copy: 'format csv', options: { dialect: 'postgres-csv' } },
  { copy: 'format csv, force_quote *', options: { dialect: 'postgres-csv' } },
  {
    copy: `format csv, delimiter ';', quote '''', escape '\\', null 'NA'`,
    options: {
      dialect: 'postgres-csv',
      delimiter: ';',
      quote: "'",
      escape: '\\',
      nullValues: ['NA'],
    },
  },
  {
    copy: `format csv, delimiter E'\\t'`,
    options: { dialect: 'postgres-csv', delimiter: '\t' },
  },
  {
    copy: `format csv, null '\\N'`,
    options: { dialect: 'postgres-csv', nullValues: ['\\N'] },
  },
];

describe('any table that the server copies', () => {
  test.each(formats)('with ($copy) is read as it is', async ({ copy, options, without }) => {
    const { sql } = database;
    // The server does not distinguish a text from the same text for NULL in the format text.
    const cell = fc.option(
      text.filter((one) => one !== without),
      { freq: 4 },
    );
    const rows = fc.array(fc.record({ a: cell, b: cell }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        await sql`truncate copies.copied`;
        await sql`insert into copies.copied ${sql(table, 'a', 'b')}`;
        const file = await copyOut('copies.copied', copy);
        expect(await read(file, options)).toEqual({ rows: table, codes: [] });
      }),
      { numRuns: 15 },
    );
  });

  test.each(formats)(
    'of one column, with ($copy), is read as it is',
    { tags: ['full'] },
    async ({ copy, options, without }) => {
      const { sql } = database;
      const cell = fc.option(
        text.filter((one) => one !== without),
        { freq: 4 },
      );
      const rows = fc.array(fc.record({ a: cell }), { minLength: 1, maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(rows, async (table) => {
          await sql`truncate copies.of_one_column`;
          await sql`insert into copies.of_one_column ${sql(table, 'a')}`;
          const file = await copyOut('copies.of_one_column', copy);
          expect(await read(file, options, ['a'])).toEqual({ rows: table, codes: [] });
        }),
        { numRuns: 15 },
      );
    },
  );

  test('with a header is read with its names', async () => {
    const { sql } = database;
    await sql`truncate copies.copied`;
    await sql`insert into copies.copied values ('x', null)`;
    const file = await copyOut('copies.copied', 'format text, header');
    const options = { dialect: 'postgres-text', hasHeader: true, columns: undefined } as const;
    expect(await read(file, options)).toEqual({ rows: [{ a: 'x', b: null }], codes: [] });
  });
});

describe('any text that the server is asked to copy', () => {
  let connection: DedicatedConnection;

  beforeAll(async () => {
    const options = { applicationName: 'wdh test', deadlineMs: 30_000 };
    connection = await DedicatedConnection.open(
      parseConnectionUrl(database.connectionUrl),
      options,
    );
    await connection.query('begin; truncate copies.copied');
  });

  afterAll(() => connection.close());

  /** Returns the rows that the server reads from a text; null where it refuses the text. */
  async function copyIn(file: string, copyOptions: string): Promise<Row[] | null> {
    const copy = `savepoint s; copy copies.copied from stdin (${copyOptions})`;
    const sink = connection.attemptCopy(copy, { table: 'copied', columns }, false);
    await sink.send(Buffer.from(file));
    const outcome = await sink.outcome();
    const rows =
      typeof outcome === 'number'
        ? await connection.query<Row>('select a, b from copies.copied order by ctid')
        : null;
    await connection.query('rollback to savepoint s');
    return rows === null ? null : [...rows];
  }

  const garbage = (parts: readonly string[]): fc.Arbitrary<string> =>
    fc
      .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 12 })
      // A blank line is no record; the server counts its empty cells.
      .map((pieces) => `${pieces.join('')}\n`.replaceAll(/\n(?=\n)/g, '').replace(/^\n/, 'x\n'));

  test('in the format text is read alike, and what it refuses is rejected', async () => {
    const parts = [
      '\\',
      '\\',
      '\t',
      '\t',
      '\n',
      'N',
      'x',
      'n',
      'b',
      '0',
      '3',
      '7',
      '8',
      'C',
      'é',
      '\\xC3\\xA9',
      '\\303\\251',
      '\\N',
      '"',
    ];
    await fc.assert(
      fc.asyncProperty(garbage(parts), async (file) => {
        const server = await copyIn(file, 'format text');
        const { rows, codes } = await read(Buffer.from(file), { dialect: 'postgres-text' });
        const isRejected = codes.length > 0;
        expect(isRejected).toBe(server === null);
        expect(isRejected ? null : rows).toEqual(server);
      }),
      { numRuns: 200 },
    );
  });

  test('in the format csv is read alike where it is not rejected', async () => {
    const parts = ['"', '"', '""', ',', ',', ',"', '",', '\n', '"\n', 'x', ' ', '\\', 'é'];
    await fc.assert(
      fc.asyncProperty(garbage(parts), async (file) => {
        const { rows, codes } = await read(Buffer.from(file), { dialect: 'postgres-csv' });
        fc.pre(codes.length === 0);
        expect(await copyIn(file, 'format csv')).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });
});
