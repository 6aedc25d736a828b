import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parseString } from 'fast-csv';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { csvSink, csvSource, jsonLinesSource } from '../../../src/index.js';
import { csvGarbage } from '../../support/csv-garbage.js';
import { csvTable } from '../../support/csv-table.js';
import { readSource } from '../../support/read-source.js';
import { cutAt, readText } from '../../support/read-text.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const cuts = fc.array(fc.nat(), { maxLength: 8 });

/** Each file is flushed to disk, which is slow. */
const filesWritten = Math.min(fc.readConfigureGlobal().numRuns ?? 100, 200);

function parseWithFastCsv(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const records: string[][] = [];
    parseString<string[], string[]>(text, { headers: false, ignoreEmpty: false })
      .on('data', (cells: string[]) => records.push(cells))
      .on('end', () => resolve(records))
      .on('error', reject);
  });
}

it('F01 any table, any legal quoting, in any pieces: it reads back cell by cell', async () => {
  await fc.assert(
    fc.asyncProperty(csvTable, cuts, async ({ columns, records, text }, places) => {
      const { rows, rejected, rowNumbers } = await readText(cutAt(Buffer.from(text), places));
      expect(rejected).toEqual([]);
      expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(records);
      expect(rowNumbers).toEqual(records.map((_, index) => index + 1));
    }),
  );
});

it('F01 any table in UTF-16 and compressed, in any pieces: it reads back cell by cell', async () => {
  const encoding = fc.constantFrom('utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(csvTable, cuts, encoding, async ({ columns, records, text }, places, name) => {
      const bytes = gzipSync(iconv.encode(text, name, { addBOM: true }));
      const source = csvSource(new Blob(cutAt(bytes, places)).stream());
      const { rows } = await readSource(source);
      expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(records);
    }),
  );
});

it('F01 any table, against a second parser: the same cells as fast-csv', async () => {
  await fc.assert(
    fc.asyncProperty(csvTable, cuts, async ({ columns, records, text }, places) => {
      // fast-csv trims unquoted cells.
      fc.pre(records.flat().every((cell) => /[",\r\n]/.test(cell) || cell === cell.trim()));
      const { rows } = await readText(cutAt(Buffer.from(text), places));
      const [header, ...expected] = await parseWithFastCsv(text);
      expect(columns).toEqual(header);
      expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(expected);
    }),
  );
});

it('F01 any bytes at all, in any pieces: the same rows and rejects as in one piece', async () => {
  const garbage = fc.tuple(csvGarbage, fc.uint8Array({ maxLength: 40 }), csvGarbage);
  await fc.assert(
    fc.asyncProperty(garbage, cuts, async ([before, noise, after], places) => {
      const bytes = Buffer.concat([Buffer.from(`a,b\n${before}`), noise, Buffer.from(after)]);
      // Bytes may look like UTF-16 without a byte order mark, which is refused.
      const read = (pieces: Uint8Array[]): Promise<unknown> =>
        readText(pieces, { batchSize: 3 }).catch((error: unknown) => String(error));
      expect(await read(cutAt(bytes, places))).toEqual(await read([bytes]));
    }),
  );
});

it('F01 any rows that csvSink has written: csvSource reads them back', async () => {
  await fc.assert(
    fc.asyncProperty(csvTable, async ({ columns, records }) => {
      const rows = records.map((cells) =>
        Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])),
      );
      await csvSink(path('out.csv'), { headers: columns }).write(rows);
      expect((await readSource(csvSource(path('out.csv')))).rows).toEqual(rows);
    }),
    { numRuns: filesWritten },
  );
});

it('F01 any rows of JSON, one per line, in any pieces: they read back value by value', async () => {
  const word = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
  const value = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.array(word));
  const row = fc.dictionary(word, value).filter((one) => !Object.hasOwn(one, '__proto__'));
  await fc.assert(
    fc.asyncProperty(fc.array(row), cuts, async (rows, places) => {
      const text = rows.map((one) => `${JSON.stringify(one)}\n`).join('');
      const source = jsonLinesSource(new Blob(cutAt(Buffer.from(text), places)).stream());
      const { rows: found, rejected } = await readSource(source);
      expect(rejected).toEqual([]);
      expect(found).toEqual(rows.map((one) => ({ ...one })));
    }),
  );
});
