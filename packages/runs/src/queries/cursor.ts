import { runQueryInvalid } from '../statements/run-query-invalid.js';

/** A timestamp with time zone as PostgreSQL formats it. */
export const instantPattern = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-][\d:]+$/;

/** Writes the position of the last item of a page: the values by which the list is sorted. */
export function writeCursor(...position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads what {@link writeCursor} wrote.
 *
 * @param shapes The positions of the list: a pattern for each value; their number distinguishes the
 *   cursors of different lists.
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export function readCursor(
  cursor: string,
  ...shapes: readonly (readonly RegExp[])[]
): readonly string[] {
  const position = parsed(cursor);
  if (shapes.some((patterns) => isOf(position, patterns))) return position as readonly string[];
  throw runQueryInvalid('cursor is not one that a query with these options returned');
}

function isOf(position: unknown, patterns: readonly RegExp[]): boolean {
  return (
    Array.isArray(position) &&
    position.length === patterns.length &&
    patterns.every((pattern, index) => {
      const value: unknown = position[index];
      return typeof value === 'string' && pattern.test(value);
    })
  );
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
