import { WdhError } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvSourceOptions } from '../../src/csv/csv-source-options.js';
import { csvGarbage } from '../support/csv-garbage.js';
import { csvLayouts } from '../support/csv-layouts.js';
import { cutAt, longTitle, readText, type ReadText } from '../support/read-text.js';

const documented =
  /^(CSV_NO_HEADER|CSV_HEADER_INVALID|CSV_FOOTER_MISSING|TOO_MANY_MALFORMED|INVALID_ENCODING)$/;

/** Returns what was read, or the code and text of a documented error. */
async function outcomeOf(
  pieces: readonly (string | Uint8Array)[],
  options: CsvSourceOptions,
): Promise<ReadText | readonly string[]> {
  try {
    return await readText(pieces, options);
  } catch (error) {
    if (!(error instanceof WdhError) || !documented.test(error.code)) throw error;
    return [error.code, error.summary];
  }
}

const isRead = (outcome: ReadText | readonly string[]): outcome is ReadText => 'rows' in outcome;

describe('with headers of several rows, units, footers, trimming and delimiters at the end', () => {
  it('every physical line is counted once, and every record is a row or malformed', async () => {
    let readCount = 0;
    await fc.assert(
      fc.asyncProperty(csvGarbage, csvLayouts, async (text, options) => {
        const outcome = await outcomeOf([text], options);
        if (!isRead(outcome)) return;
        readCount += 1;
        const { rows, rowNumbers, rejected } = outcome;
        const { lines, ...statistics } = outcome.statistics;
        const { skippedLines, headerLines, recordLines, blankLines } = statistics;
        const { commentLines, footerLines } = statistics;
        const physical = text.split(options.recordSeparator ?? /\r\n|\n|\r/);
        if (physical.at(-1) === '') physical.pop();
        expect(lines).toBe(physical.length);
        expect(
          skippedLines + headerLines + recordLines + blankLines + commentLines + footerLines,
        ).toBe(lines);
        expect(statistics).toMatchObject({ rows: rows.length, malformed: rejected.length });
        const numbers = [...rowNumbers, ...rejected.map(({ rowNumber }) => rowNumber)];
        numbers.sort((a, b) => Number(a) - Number(b));
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }),
      { numRuns: 3000 },
    );
    expect(readCount).toBeGreaterThan(1000);
  });

  it('the outcome is the same in any pieces of the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        csvGarbage,
        csvLayouts,
        fc.array(fc.nat(), { maxLength: 8 }),
        async (text, options, cuts) => {
          const above = longTitle.replace('\n', options.recordSeparator ?? '\n');
          const bytes = Buffer.from(above + text);
          const given = { ...options, skipLines: 1 + (options.skipLines ?? 0), batchSize: 3 };
          expect(await outcomeOf(cutAt(bytes, cuts), given)).toEqual(
            await outcomeOf([bytes], given),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('footerRows takes the last records from the text and changes no other', async () => {
    const columns = { hasHeader: false, columns: ['a', 'b'] } as const;
    await fc.assert(
      fc.asyncProperty(csvGarbage, fc.integer({ min: 1, max: 4 }), async (text, footerRows) => {
        const all = await readText([text], columns);
        const outcome = await outcomeOf([text], { ...columns, footerRows });
        const kept = all.statistics.records - footerRows;
        expect(isRead(outcome)).toBe(kept >= 0);
        if (!isRead(outcome)) return;
        expect(outcome.rows).toEqual(all.rows.filter((_, at) => (all.rowNumbers[at] ?? 0) <= kept));
        expect(outcome.rejected).toEqual(
          all.rejected.filter(({ rowNumber }) => (rowNumber ?? 0) <= kept),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
