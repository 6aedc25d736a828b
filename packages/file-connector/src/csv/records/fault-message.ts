import type { RecordFault } from './scan/scan-record.js';

/** Describes the fault of a record, its place, and the correction. */
export function faultMessage(
  fault: RecordFault,
  at: { readonly lineNumber: number; readonly maxRecordBytes: number },
): string {
  switch (fault) {
    case 'QUOTE_NOT_CLOSED':
      return `expected the quote that opens on line ${at.lineNumber} to be closed within ${at.maxRecordBytes} bytes`;
    case 'STRAY_QUOTE':
      return `expected no quote inside an unquoted field, found one on line ${at.lineNumber}: quote the field and double the quotes in it`;
    case 'TEXT_AFTER_QUOTE':
      return `expected a delimiter or a newline after the closing quote on line ${at.lineNumber}: double the quotes inside a quoted field`;
    case 'UNFINISHED_ESCAPE':
      return `expected a character after the backslash at the end of the file, on line ${at.lineNumber}: the file is cut, or its last backslash should be doubled`;
    case 'AFTER_END_MARKER':
      return `expected nothing after the line that ends the data, found line ${at.lineNumber}: read files that were joined separately, or omit endMarker`;
    case 'RECORD_TOO_LARGE':
      return `expected a record of at most ${at.maxRecordBytes} bytes: raise maxRecordBytes if longer records are valid`;
  }
}
