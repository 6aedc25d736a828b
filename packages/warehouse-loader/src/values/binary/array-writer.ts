import type { BinaryWriter } from './binary-writer.js';

/** The lower bound of arrays that do not state one. */
const lowerBound = 1;

/**
 * Creates the writer of arrays with one dimension.
 *
 * @param oid - Identifier of the type of the elements.
 * @see https://www.postgresql.org/docs/current/arrays.html
 */
export function arrayWriter(write: BinaryWriter, oid: number): BinaryWriter {
  return (value, tuples) => {
    if (!Array.isArray(value)) return false;
    const elements: readonly unknown[] = value;
    const start = tuples.at;
    tuples.makeRoom(24);
    tuples.at = start + 16;
    if (elements.length > 0) {
      tuples.view.setInt32(tuples.at, elements.length);
      tuples.view.setInt32(tuples.at + 4, lowerBound);
      tuples.at += 8;
    }
    let hasNulls = 0;
    for (const element of elements) {
      if (element === null || element === undefined) {
        hasNulls = 1;
        tuples.addNull();
      } else if (Array.isArray(element) || !write(element, tuples)) {
        return false;
      }
    }
    const { view } = tuples;
    view.setInt32(start, tuples.at - start - 4);
    view.setInt32(start + 4, elements.length === 0 ? 0 : 1);
    view.setInt32(start + 8, hasNulls);
    view.setInt32(start + 12, oid);
    return true;
  };
}
