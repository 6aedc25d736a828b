import { WdhError } from '@wdh/pipeline-core';
import Papa from 'papaparse';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { SplitText } from './split-text.js';

/**
 * Parses the well-formed records of a stretch of text into cells: one array of cells a record.
 *
 * papaparse's parser is used directly, for `Papa.parse` drops a byte order mark at the start of
 * any text, also of one from the middle of a file.
 *
 * @throws WdhError `CSV_ENGINE_DISAGREES` (internal) when the parser sees other records than the
 *   splitter did: a record could be lost or invented, so nothing is loaded.
 */
export function parseRecords(
  found: SplitText,
  dialect: CsvDialect,
): readonly (readonly string[])[] {
  const { ownCells, recordCount } = found;
  if (ownCells.size === 0) return parseBlock(found, recordCount, dialect);
  const parsed = parseBlock(found, recordCount - ownCells.size, dialect).values();
  return Array.from(
    { length: recordCount },
    (_, index) => ownCells.get(index) ?? parsed.next().value ?? [],
  );
}

function parseBlock(
  found: SplitText,
  expectedCount: number,
  { delimiter, quote }: CsvDialect,
): string[][] {
  if (expectedCount === 0) return [];
  const parser = new Papa.Parser({
    delimiter,
    newline: found.newline,
    // Without quotes: papaparse takes an absent quote character for a double quote.
    ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
  });
  const block = found.block();
  // A lone blank line in a file of one column: the parser finds no record in an empty text.
  if (block === '' && expectedCount === 1) return [['']];
  const { data, errors } = parser.parse(block, 0, false) as ParsedBlock;
  if (data.length !== expectedCount || errors.length > 0) {
    throw new WdhError(
      `The CSV parser found ${data.length} records and ${errors.length} faults where the reader found ${expectedCount} sound records. Nothing was lost unseen; please report it with the file.`,
      {
        code: 'CSV_ENGINE_DISAGREES',
        category: 'internal',
        lineNumber: found.lineNumber(0),
      },
    );
  }
  return data;
}

interface ParsedBlock {
  readonly data: string[][];
  readonly errors: readonly unknown[];
}
