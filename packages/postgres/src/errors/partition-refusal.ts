/** How the server refuses a row for the partition that it belongs to. */
export interface PartitionRefusal {
  /** Key of its meaning, in place of the SQLSTATE, which is that of a check and names none. */
  readonly meaning: string;
  /** Columns or expressions of the key, as the catalog has them; null where they are not known. */
  readonly key: string | null;
  /** The column, where the key is one. */
  readonly column: string | null;
}

/** SQLSTATE of a check. */
const checkViolated = '23514';

/**
 * Reads from an error whether a row has no partition, or is written to the wrong one. Both have the
 * SQLSTATE of a check without the name of a constraint.
 *
 * The detail of the first reads `… contains (month) = (2025-01-01)`, in the language of the server: the
 * key comes first, and of what follows nothing is kept.
 *
 * @param routine - Function of the server's source that raised the error; no SQL can choose it.
 */
export function partitionRefusalOf(
  sqlState: string,
  routine: string | undefined,
  detail: string | undefined,
): PartitionRefusal | null {
  if (sqlState !== checkViolated) return null;
  if (routine === 'ExecPartitionCheckEmitError') {
    return { meaning: `${checkViolated} other`, key: null, column: null };
  }
  if (routine !== 'ExecFindPartition') return null;
  const key = keyIn(detail ?? '');
  return { meaning: `${checkViolated} none`, key, column: key === null ? null : columnOf(key) };
}

/** Each character is looked at once, however many brackets there are. */
function keyIn(detail: string): string | null {
  const start = detail.indexOf('(') + 1;
  const end = detail.indexOf(') = (', start);
  return start === 0 || end === -1 ? null : detail.slice(start, end);
}

function columnOf(key: string): string | null {
  if (/^[a-z_][a-z0-9_$]*$/.test(key)) return key;
  return /^"(?:[^"]|"")+"$/.test(key) ? key.slice(1, -1).replaceAll('""', '"') : null;
}
