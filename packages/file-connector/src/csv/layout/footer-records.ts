import { countNewlines, type LineRule } from '../dialect/newline.js';
import type { FoundRecord } from '../records/found-record.js';
import { malformedRecord } from '../records/malformed-record.js';

/** Counts the physical lines of a record. */
export function linesOf(record: FoundRecord, newline: LineRule): number {
  if (record.cells === null) return record.malformed.lineCount;
  return countNewlines(record.found.recordText(record.index), newline) + 1;
}

/** Describes a record that matches the footer, but is followed by other records, as malformed. */
export function misplacedFooter(record: FoundRecord, newline: LineRule): FoundRecord {
  if (record.cells === null) return record;
  const { found, index } = record;
  const malformed = malformedRecord({
    recordNumber: found.recordNumber(index),
    lineNumber: found.lineNumber(index),
    code: 'FOOTER_AMONG_RECORDS',
    message:
      'expected the footer at the end of the file, found a record that matches the option footer before other records',
    text: found.recordText(index),
    newline,
  });
  return { cells: null, isRepaired: false, isTorn: false, malformed };
}
