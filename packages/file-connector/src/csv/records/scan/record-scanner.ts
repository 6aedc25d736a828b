import { type CsvDialect, isOfSingleCharacters } from '../../dialect/csv-dialect.js';
import { scanFields } from './scan-fields.js';
import { type ScanBounds, type ScannedRecord, scanRecord } from './scan-record.js';
import type { TextCursor } from './text-cursor.js';

/** Finds the end of the record that begins at `start`; null where more text is needed. */
export type RecordScanner = (
  cursor: TextCursor,
  start: number,
  dialect: CsvDialect,
  bounds: ScanBounds,
) => ScannedRecord | null;

/** Returns the scanner for a dialect. */
export function recordScanner(dialect: CsvDialect): RecordScanner {
  return isOfSingleCharacters(dialect) ? scanRecord : scanFields;
}

/** Reads each line after the marker of the end as a fault, so that no record behind it is lost. */
export const scanAfterEnd: RecordScanner = (cursor, start, _dialect, { isFinal, limit }) => {
  const end = cursor.lineEnd(start);
  if (!limit.covers(end)) {
    const { index } = limit;
    return { end: index, fault: 'RECORD_TOO_LARGE', faultAt: index, isRepairable: false };
  }
  if (end === cursor.end && !isFinal) return null;
  const fault = end === start ? null : 'AFTER_END_MARKER';
  return { end, fault, faultAt: start, isRepairable: false };
};
