import type { FoundRecord } from '../records/found-record.js';
import { malformedRecord } from '../records/malformed-record.js';

/** Counts the physical lines of a record. */
export function linesOf(record: FoundRecord): number {
  if (record.cells === null) return record.malformed.lineCount;
  return record.found.lineCount(record.index);
}

/** Describes a record that matches the footer, but is followed by other records, as malformed. */
export function misplacedFooter(record: FoundRecord): FoundRecord {
  if (record.cells === null) return record;
  const { found, index } = record;
  const malformed = malformedRecord({
    recordNumber: found.recordNumber(index),
    lineNumber: found.lineNumber(index),
    code: 'FOOTER_AMONG_RECORDS',
    message:
      'expected the footer at the end of the file, found a record that matches the option footer before other records',
    text: found.recordText(index),
    lineCount: found.lineCount(index),
  });
  return { cells: null, isRepaired: false, isTorn: false, malformed };
}
