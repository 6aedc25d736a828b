import { type Logger, WdhError } from '@wdh/pipeline-core';
import { closestName, question } from '../closest-name.js';
import type { Target } from '../target.js';

/**
 * How a load handles a column of the rows that the table does not have.
 *
 * - `drop`: loads the other columns, lists it in `droppedColumns` and warns.
 * - `refuse`: fails with `COLUMN_UNKNOWN`.
 */
export type UnknownColumns = 'drop' | 'refuse';

/** Most names in the warning: a JSON record may have any number of keys. */
const mostNamed = 100;

/** A column that a table does not accept, and the reason if known. */
export type Explain = (name: string) => string | null;

/**
 * Returns a function that explains why a table does not accept a column: the server generates it, or
 * another was intended.
 *
 * @param given - Columns of the rows, which are not suggested for another name.
 */
export function explainUnknown({ catalog, columns }: Target, given: ReadonlySet<string>): Explain {
  const generated = catalog.columns.filter(({ isWritable }) => !isWritable).map(({ name }) => name);
  const free = columns.map(({ property }) => property).filter((name) => !given.has(name));
  return (name) => {
    if (generated.includes(name)) return 'the server generates it';
    const closest = closestName(name, free);
    return closest === null ? null : question(name, closest);
  };
}

/** Formats a column and the reason, if known. */
function showUnknown(name: string, explain: Explain): string {
  const why = explain(name);
  return why === null ? `"${name}"` : `"${name}" (${why})`;
}

/** Creates the error for rows with columns that the table does not accept. */
export function columnsUnknown(
  table: string,
  names: readonly string[],
  explain: Explain,
): WdhError {
  const shown = names.slice(0, mostNamed).map((name) => showUnknown(name, explain));
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return new WdhError(
    `The rows have columns that ${table} does not accept: ${shown.join(', ')}${rest}. Correct their names, add the columns to the table, or drop them with unknownColumns 'drop'.`,
    { code: 'COLUMN_UNKNOWN', category: 'schema' },
  );
}

/** Logs a warning for every dropped column, with the one that was probably intended. */
export function warnOfDroppedColumns(
  logger: Logger,
  table: string,
  dropped: readonly string[],
  explain: Explain,
): void {
  if (dropped.length === 0) return;
  const columns = dropped.slice(0, mostNamed);
  const hints = Object.fromEntries(
    columns.flatMap((name) => {
      const why = explain(name);
      return why === null ? [] : [[name, why]];
    }),
  );
  logger.warn('database.columns.dropped', { table, count: dropped.length, columns, hints });
}
