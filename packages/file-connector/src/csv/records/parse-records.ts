import Papa from 'papaparse';
import { type CsvDialect, isOfSingleCharacters } from '../dialect/csv-dialect.js';
import type { Newline } from '../dialect/newline.js';
import { readCells } from '../fields/read-fields.js';
import { engineDisagrees } from './engine-disagrees.js';
import { judgePlain } from './plain/judge-plain.js';
import type { SplitText } from './split-text.js';

/**
 * Parses the well-formed records of a piece of text into cells: one array of cells per record.
 *
 * papaparse's parser is used directly, as `Papa.parse` drops a byte order mark at the start of any
 * text, also of text from the middle of a file. It does not know delimiters of several characters
 * and backslash escapes: the reader of this project reads their records one by one.
 *
 * @throws WdhError `CSV_ENGINE_DISAGREES` (internal) when the parser finds other records than the
 * splitter, or than the reader of plain records where both read: a record could be lost or added, so
 * nothing is loaded.
 */
export function parseRecords(
  found: SplitText,
  dialect: CsvDialect,
): readonly (readonly string[])[] {
  const records = cellsOf(found, dialect);
  for (const run of found.judged) judgePlain(run, found, records);
  return records;
}

function cellsOf(found: SplitText, dialect: CsvDialect): readonly (readonly string[])[] {
  const { ownCells, recordCount } = found;
  if (!isOfSingleCharacters(dialect)) {
    return Array.from(
      { length: recordCount },
      (_, index) => ownCells.get(index) ?? readCells(found.recordText(index), dialect),
    );
  }
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
    newline: newlineOf(found),
    // Without quotes: papaparse defaults an absent quote character to a double quote.
    ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
  });
  const block = found.block();
  // A lone blank line in a file of one column: the parser finds no record in an empty text.
  if (block === '' && expectedCount === 1) return [['']];
  const { data, errors } = parser.parse(block, 0, false) as ParsedBlock;
  if (data.length !== expectedCount || errors.length > 0) {
    throw engineDisagrees(
      `The CSV parser found ${data.length} records and ${errors.length} faults where the reader found ${expectedCount} well-formed records.`,
      found.lineNumber(0),
    );
  }
  return data;
}

/** A record separator is never passed to papaparse, which knows newlines only. */
function newlineOf({ newline }: SplitText): Newline {
  return newline === '\r\n' || newline === '\r' ? newline : '\n';
}

interface ParsedBlock {
  readonly data: string[][];
  readonly errors: readonly unknown[];
}
