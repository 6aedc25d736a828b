import type { Logger } from '@wdh/pipeline-core';

/** From this many dropped columns on, a warning is due. */
const manyColumns = 5;

/** Splits the names that rows use into those the table has and those it does not have. */
export function splitColumns(
  names: Iterable<string>,
  allowed: ReadonlySet<string>,
): { readonly kept: readonly string[]; readonly dropped: readonly string[] } {
  const kept: string[] = [];
  const dropped: string[] = [];
  for (const name of new Set(names)) (allowed.has(name) ? kept : dropped).push(name);
  return { kept, dropped };
}

/** Warns when more columns are dropped than an oversight explains. */
export function warnOfDroppedColumns(
  logger: Logger,
  table: string,
  dropped: readonly string[],
): void {
  if (dropped.length <= manyColumns) return;
  logger.warn('database.columns.dropped', { table, count: dropped.length, columns: dropped });
}
