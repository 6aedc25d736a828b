import type { BinaryWriter } from './binary-writer.js';
import type { TupleBuffer } from './tuple-buffer.js';
import { writeArrayText } from './write-array-text.js';

/** The lower bound of arrays that do not state one. */
const lowerBound = 1;

/** The type of the elements of an array. */
export interface ElementType {
  /** Its identifier. */
  readonly oid: number;
  /** Writes an element that is not null. */
  readonly write: BinaryWriter;
  /** Whether it also writes the elements in the text of an array. */
  readonly takesTexts: boolean;
}

/**
 * Creates the writer of arrays with one dimension.
 *
 * @see https://www.postgresql.org/docs/current/arrays.html
 */
export function arrayWriter({ oid, write, takesTexts }: ElementType): BinaryWriter {
  return (value, tuples) => {
    const isText = typeof value === 'string';
    if (!(isText ? takesTexts : Array.isArray(value))) return false;
    const start = tuples.at;
    // Length, dimensions, whether elements are null, their type and number, and the lower bound.
    tuples.makeRoom(24);
    tuples.at = start + 24;
    const written = isText
      ? writeArrayText(value, write, tuples)
      : writeElements(value as readonly unknown[], write, tuples);
    if (Number.isNaN(written)) return false;
    if (written === 0) tuples.at = start + 16;
    const { view } = tuples;
    view.setInt32(start, tuples.at - start - 4);
    view.setInt32(start + 4, written === 0 ? 0 : 1);
    view.setInt32(start + 8, written < 0 ? 1 : 0);
    view.setInt32(start + 12, oid);
    if (written === 0) return true;
    view.setInt32(start + 16, written < 0 ? -1 - written : written);
    view.setInt32(start + 20, lowerBound);
    return true;
  };
}

/** Returns what {@link writeArrayText} does. */
function writeElements(
  elements: readonly unknown[],
  write: BinaryWriter,
  tuples: TupleBuffer,
): number {
  let hasNulls = false;
  for (const element of elements) {
    if (element === null || element === undefined) {
      hasNulls = true;
      tuples.addNull();
    } else if (Array.isArray(element) || !write(element, tuples)) {
      return Number.NaN;
    }
  }
  return hasNulls ? -1 - elements.length : elements.length;
}
