import type { TupleBuffer } from './tuple-buffer.js';

/**
 * Writes a non-null value of one column as the server's binary format has it.
 *
 * Returns false for a value that is not provably the one that the server reads from its text; the
 * row is then written as text. Some bytes may have been written.
 */
export type BinaryWriter = (value: unknown, tuples: TupleBuffer) => boolean;
