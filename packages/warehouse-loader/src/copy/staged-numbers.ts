import type { RowSink } from '../values/row-encoder.js';
import type { RowOrigin } from './copy-segment.js';

/** What stands for a number that there is none of: records and lines begin with 1. */
const none = 0;

/**
 * Writes the numbers of a row for a staging table. Record and line are left out (null) where they
 * follow from the position, as they do in a file without a rejected record: then they cost nothing.
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

/** Begins a line with what {@link stagedNumbers} writes. */
export function addStagedNumbers(line: RowSink, position: number, origin: RowOrigin): void {
  for (const number of stagedNumbers(position, origin)) {
    if (number === null) line.addNull();
    else line.addText(String(number));
  }
}

/** Reads back what {@link stagedNumbers} wrote. */
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
