import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excelSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { workbookBytes } from '../support/workbook.js';

const cell = fc.constantFrom(
  '<c/>',
  '<c><v>1</v></c>',
  '<c t="str"><v>Total</v></c>',
  '<c t="e"><v>#N/A</v></c>',
  '<c><f>A1</f></c>',
  '<c t="str"><v></v></c>',
);
const row = fc.record({
  gap: fc.integer({ min: 0, max: 3 }),
  isHidden: fc.boolean(),
  cells: fc.array(cell, { maxLength: 4 }),
});
const options = fc.record({
  hiddenRows: fc.constantFrom('read', 'skip'),
  mergedCells: fc.constantFrom('reject', 'first', 'fill'),
  footer: fc.constantFrom([], [{ startsWith: 'Total' }]),
  skipAfterHeader: fc.integer({ min: 0, max: 2 }),
  batchSize: fc.integer({ min: 1, max: 3 }),
});

it('every row of a sheet is header, record, blank, skipped or footer, and every record is read or rejected', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), options, async (rows, how) => {
      let number = 2;
      const xml = rows.map(({ gap, isHidden, cells }) => {
        number += gap + 1;
        return `<row r="${number}"${isHidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
      });
      const header = '<row r="2"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>';
      const bytes = workbookBytes({
        rows: header + xml.join(''),
        behind: '<mergeCells><mergeCell ref="A4:A6"/></mergeCells>',
      });
      const source = excelSource(Readable.from([bytes]), { headerRow: 2, ...how });
      const { rows: found, lineNumbers, rejected } = await readSource(source);
      const { statistics } = source;
      const kinds = Object.entries(statistics).filter(([name]) => name.endsWith('Lines'));
      expect(statistics.lines).toBe(number);
      expect(kinds.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(number);
      expect(statistics.recordLines).toBe(found.length + rejected.length);
      expect(statistics.records).toBe(found.length + rejected.length);
      const lines = [...lineNumbers, ...rejected.map(({ lineNumber }) => lineNumber)];
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: 150 },
  );
});
