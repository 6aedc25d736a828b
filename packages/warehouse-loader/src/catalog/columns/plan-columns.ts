import { WdhError } from '@wdh/pipeline-core';
import { privilegeMissing } from '@wdh/postgres';
import { didYouMean } from '../closest-name.js';
import { columnIsIdentity } from '../column-type/identity-column.js';
import type { TargetUse } from '../target-use.js';
import type { Target, TargetColumn } from '../target.js';
import { checkIdentities } from './identity-columns.js';
import { noColumnMatches } from './no-column-matches.js';
import { checkSequences } from './settle-sequences.js';
import { splitColumns } from './split-columns.js';
import {
  columnsUnknown,
  type Explain,
  explainUnknown,
  type UnknownColumns,
} from './unknown-columns.js';

/** The columns that a load writes, decided by its first rows. */
export interface ColumnPlan {
  /** In the order of the table. */
  readonly columns: readonly TargetColumn[];
  /** Names in the rows that the table does not have. */
  readonly dropped: readonly string[];
  /** Explains why the table does not accept a name. */
  readonly explain: Explain;
}

/** Options of {@link planColumns}. */
export interface PlanOptions {
  readonly target: Target;
  readonly use: TargetUse;
  readonly keys: readonly TargetColumn[];
  readonly unknownColumns: UnknownColumns;
}

/**
 * Decides which columns a load writes.
 *
 * These are the columns that the first rows or their source name. Unless rows of the table are
 * changed, also all columns without a default, because omitting them is the same as writing NULL.
 *
 * @param names - Column names of the rows; null if not known because there was no row.
 * @throws WdhError `COLUMN_MISSING`, `COLUMN_UNKNOWN`, `NO_COLUMN_MATCHES`, `COLUMN_IS_IDENTITY` or `PRIVILEGE_MISSING`,
 * category `schema`.
 */
export function planColumns(
  { target, use, keys, unknownColumns }: PlanOptions,
  names: Iterable<string> | null,
): ColumnPlan {
  if (names === null) return { columns: target.columns, dropped: [], explain: () => null };
  const properties = new Set(target.columns.map(({ property }) => property));
  const { kept, dropped } = splitColumns(names, properties);
  const given = new Set(kept);
  const explain = explainUnknown(target, given);
  if (given.size === 0) throw noColumnMatches(target, dropped);
  const identity = dropped.find((property) => target.identities.includes(property));
  if (identity !== undefined) throw columnIsIdentity(target.name, identity);
  checkGiven(target, given, dropped, keys);
  if (unknownColumns === 'refuse' && dropped.length > 0) {
    throw columnsUnknown(target.name, dropped, explain);
  }
  const columns = target.columns.filter(
    ({ property, column }) =>
      given.has(property) || (!use.updatesRows && !column.hasDefault && column.canInsert),
  );
  checkIdentities(target.name, use, columns, keys);
  checkPrivileges(target, columns, use, keys);
  checkSequences(target, columns);
  return { columns, dropped, explain };
}

/** Returns the column names of the rows, without properties that have no value. */
export function namesIn(rows: readonly object[]): Set<string> {
  const names = new Set<string>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) if (value !== undefined) names.add(name);
  }
  return names;
}

function checkGiven(
  target: Target,
  given: ReadonlySet<string>,
  dropped: readonly string[],
  keys: readonly TargetColumn[],
): void {
  const { name, columns } = target;
  for (const { property, column, model } of columns) {
    if (given.has(property)) continue;
    const isKey = keys.some((key) => key.property === property);
    if (isKey || (column.isNotNull && !column.hasDefault)) {
      throw missing(
        'COLUMN_MISSING',
        `The rows have no "${property}"${didYouMean(property, dropped)}, which ${name} ` +
          (isKey ? 'needs as upsert key.' : 'needs: it must not be null and has no default.'),
      );
    }
    if (model?.defaultFn !== undefined || model?.onUpdateFn !== undefined) {
      throw missing(
        'COLUMN_MISSING',
        `The rows have no "${property}" of ${name}, and a $defaultFn or $onUpdateFn of drizzle is not run in a load. Set it in the pipeline, or define the default in the database.`,
      );
    }
  }
}

function checkPrivileges(
  target: Target,
  columns: readonly TargetColumn[],
  use: TargetUse,
  keys: readonly TargetColumn[],
): void {
  const named = (lacks: (column: TargetColumn) => boolean): string =>
    columns
      .filter(lacks)
      .map(({ column }) => column.name)
      .join(', ');
  const inserts = named(({ column }) => !column.canInsert);
  const isUpdated = (column: TargetColumn): boolean => use.updatesRows && !keys.includes(column);
  const updates = named((column) => isUpdated(column) && !column.column.canUpdate);
  const lacking = [
    ...(inserts === '' ? [] : [`INSERT (${inserts}) on ${target.name}`]),
    ...(updates === '' ? [] : [`UPDATE (${updates}) on ${target.name}`]),
  ];
  if (lacking.length > 0) throw privilegeMissing(lacking);
}

function missing(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'schema' });
}
