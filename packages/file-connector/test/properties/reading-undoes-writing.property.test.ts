import { parseString } from 'fast-csv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvTable } from '../support/csv-table.js';
import { cutAt, readText } from '../support/read-text.js';

const cuts = fc.array(fc.nat(), { maxLength: 8 });

function parseWithFastCsv(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const records: string[][] = [];
    parseString<string[], string[]>(text, { headers: false, ignoreEmpty: false })
      .on('data', (cells: string[]) => records.push(cells))
      .on('end', () => resolve(records))
      .on('error', reject);
  });
}

describe('any table, written with any legal quoting', () => {
  it('reads back cell by cell, however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(csvTable, cuts, async ({ columns, records, text }, places) => {
        const { rows, rejected, rowNumbers } = await readText(cutAt(Buffer.from(text), places));
        expect(rejected).toEqual([]);
        expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(records);
        expect(rowNumbers).toEqual(records.map((_, index) => index + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same cells as fast-csv', async () => {
    await fc.assert(
      fc.asyncProperty(csvTable, cuts, async ({ columns, records, text }, places) => {
        // fast-csv drops white space at the edges of unquoted cells.
        fc.pre(records.flat().every((cell) => /[",\r\n]/.test(cell) || cell === cell.trim()));
        const { rows } = await readText(cutAt(Buffer.from(text), places));
        const [header, ...expected] = await parseWithFastCsv(text);
        expect(columns).toEqual(header);
        expect(rows.map((row) => columns.map((column) => row[column]))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
