/** The refusal of a row because of its partition. */
export interface PartitionRefusal {
  /** Key of its meaning, used instead of the SQLSTATE, which is that of a check. */
  readonly meaning: string;
  /** Columns or expressions of the key, as stored in the catalog; null if they are not known. */
  readonly key: string | null;
  /** The column, if the key is a single column. */
  readonly column: string | null;
}

/** SQLSTATE of a violated check. */
const checkViolated = '23514';

/**
 * Returns whether an error reports a row without a partition or in the wrong one. Both have the
 * SQLSTATE of a check, without the name of a constraint.
 *
 * The detail of the first is `… contains (month) = (2025-01-01)`, in the language of the server.
 * Only the key, which comes first, is kept.
 *
 * @param routine - Function of the server's source that raised the error; SQL cannot set it.
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

/** Linear in the length of the text, for any number of brackets. */
function keyIn(detail: string): string | null {
  const start = detail.indexOf('(') + 1;
  const end = detail.indexOf(') = (', start);
  return start === 0 || end === -1 ? null : detail.slice(start, end);
}

function columnOf(key: string): string | null {
  if (/^[a-z_][a-z0-9_$]*$/.test(key)) return key;
  return /^"(?:[^"]|"")+"$/.test(key) ? key.slice(1, -1).replaceAll('""', '"') : null;
}
