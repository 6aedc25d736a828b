import { WdhError } from '@wdh/pipeline-core';
import { privilegeMissing } from '@wdh/postgres';
import { didYouMean } from '../closest-name.js';
import { columnIsIdentity } from '../column-type/identity-column.js';
import type { RowKey } from '../keys/row-key.js';
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

/** The columns that a load writes, decided by its rows so far. */
export interface ColumnPlan {
  /** In the order of the table, those that later rows added at the end. */
  readonly columns: readonly TargetColumn[];
  /** Those among them that an update changes. */
  readonly updated: readonly TargetColumn[];
  /** The names of those that rows have. */
  readonly given: ReadonlySet<string>;
  /** Names in the rows that the table does not have. */
  readonly dropped: readonly string[];
  /** Explains why the table does not accept a name. */
  readonly explain: Explain;
}

/** Options of {@link planColumns}. */
export interface PlanOptions {
  readonly target: Target;
  readonly use: TargetUse;
  readonly key: RowKey | null;
  /** The columns that an update may change; null for all but those of the key. */
  readonly updatable: readonly TargetColumn[] | null;
  readonly unknownColumns: UnknownColumns;
  /** Whether refused rows are rejected, so that a row without a required column is. */
  readonly rejectsRows: boolean;
}

/** The column names of rows. */
export interface RowNames {
  readonly names: ReadonlySet<string>;
  /** Whether they are those of all rows, as in a file with a header. */
  readonly areAll: boolean;
}

/**
 * Decides which columns a load writes.
 *
 * These are the columns that the first rows or their source name. In modes without keys also all
 * columns without a default, because omitting them is the same as writing NULL.
 *
 * @param found - Null if no name is known because there was no row.
 * @throws WdhError `COLUMN_MISSING`, `COLUMN_UNKNOWN`, `NO_COLUMN_MATCHES`, `COLUMN_IS_IDENTITY` or `PRIVILEGE_MISSING`,
 * category `schema`.
 */
export function planColumns(options: PlanOptions, found: RowNames | null): ColumnPlan {
  const { target, unknownColumns } = options;
  if (found === null) {
    const given = new Set<string>();
    return { columns: target.columns, updated: [], given, dropped: [], explain: () => null };
  }
  const properties = new Set(target.columns.map(({ property }) => property));
  const { kept, dropped } = splitColumns(found.names, properties);
  const given = new Set(kept);
  const explain = explainUnknown(target, given);
  if (given.size === 0) throw noColumnMatches(target, dropped);
  const identity = dropped.find((property) => target.identities.includes(property));
  if (identity !== undefined) throw columnIsIdentity(target.name, identity);
  checkGiven(options, found, given, dropped);
  if (unknownColumns === 'refuse' && dropped.length > 0) {
    throw columnsUnknown(target.name, dropped, explain);
  }
  return { ...writtenColumns(options, given), given, dropped, explain };
}

/**
 * Adds the columns that later rows name.
 *
 * @throws WdhError as {@link planColumns}.
 */
export function extendPlan(
  options: PlanOptions,
  plan: ColumnPlan,
  names: ReadonlySet<string>,
): ColumnPlan {
  const given = new Set([...plan.given, ...names]);
  const { columns, updated } = writtenColumns(options, given);
  const added = columns.filter((column) => !plan.columns.includes(column));
  return { ...plan, columns: [...plan.columns, ...added], updated, given };
}

function writtenColumns(
  { target, use, key, updatable }: PlanOptions,
  given: ReadonlySet<string>,
): Pick<ColumnPlan, 'columns' | 'updated'> {
  const isImplied = ({ column }: TargetColumn): boolean =>
    !column.hasDefault && (use.matchesKeys ? column.isNotNull : column.canInsert);
  const columns = target.columns.filter(
    (column) => given.has(column.property) || isImplied(column),
  );
  const updated = columns.filter(
    (column) =>
      use.updatesRows &&
      given.has(column.property) &&
      key?.columns.includes(column) !== true &&
      updatable?.includes(column) !== false,
  );
  checkIdentities(target.name, use, updated);
  checkPrivileges(target, columns, updated);
  checkSequences(target, columns);
  return { columns, updated };
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
  { target, use, key, rejectsRows }: PlanOptions,
  { areAll }: RowNames,
  given: ReadonlySet<string>,
  dropped: readonly string[],
): void {
  const { name, columns } = target;
  // Rows that follow may name it, also for the same key, and an existing row needs no value for it.
  const isOpen = use.updatesRows || ((rejectsRows || use.matchesKeys) && !areAll);
  for (const known of columns) {
    const { property, column, model } = known;
    if (given.has(property)) continue;
    const isKey = key?.needed.includes(known) === true;
    if (isKey || (column.isNotNull && !column.hasDefault && !isOpen)) {
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
  updated: readonly TargetColumn[],
): void {
  const namesOf = (lacking: readonly TargetColumn[]): string =>
    lacking.map(({ column }) => column.name).join(', ');
  const inserts = namesOf(columns.filter(({ column }) => !column.canInsert));
  const updates = namesOf(updated.filter(({ column }) => !column.canUpdate));
  const lacking = [
    ...(inserts === '' ? [] : [`INSERT (${inserts}) on ${target.name}`]),
    ...(updates === '' ? [] : [`UPDATE (${updates}) on ${target.name}`]),
  ];
  if (lacking.length > 0) throw privilegeMissing(lacking);
}

function missing(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'schema' });
}
