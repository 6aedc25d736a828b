import type { TupleBuffer } from '../values/binary/tuple-buffer.js';
import type { RowSink } from '../values/row-encoder.js';
import type { RowOrigin } from './copy-segment.js';

/** The value for a missing number: records and lines start at 1. */
const none = 0;

/** Number of fields that a line of a staging table begins with. */
export const stagedFields = 3;

/**
 * Encodes the numbers of a row for a staging table. Record and line are omitted (null) if they
 * follow from the position, as in a file without rejected records.
 */
export function stagedNumbers(
  position: number,
  { rowNumber, lineNumber }: RowOrigin,
): readonly [number, number | null, number | null] {
  return [
    position,
    rowNumber === position ? null : (rowNumber ?? none),
    lineNumber === position + 1 ? null : (lineNumber ?? none),
  ];
}

/** Begins a line with {@link stagedNumbers}. */
export function addStagedNumbers(line: RowSink, position: number, origin: RowOrigin): void {
  for (const number of stagedNumbers(position, origin)) {
    if (number === null) line.addNull();
    else line.addText(String(number));
  }
}

/** Begins a row in binary with {@link stagedNumbers}. */
export function addStagedTuple(tuples: TupleBuffer, position: number, origin: RowOrigin): void {
  for (const number of stagedNumbers(position, origin)) {
    if (number === null) tuples.addNull();
    else tuples.addInt8(number);
  }
}

/** Decodes {@link stagedNumbers}. */
export function originOfStaged(
  position: number,
  record: number | null,
  line: number | null,
): RowOrigin {
  return {
    rowNumber: record === null ? position : record === none ? null : record,
    lineNumber: line === null ? position + 1 : line === none ? null : line,
  };
}
