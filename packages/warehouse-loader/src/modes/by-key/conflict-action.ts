import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog, TableColumn } from '../../catalog/table-catalog.js';
import type { MergeSite } from '../../rejection/merge.js';
import { countTriedUpdate } from './tried-updates.js';

/**
 * Built-in types whose equal values are identical, by their internal names. Not included: `numeric`,
 * because 1.0 and 1.00 are equal, `interval`, floating-point numbers, which have two zeros, and
 * `json`, which has no equality.
 */
const exactTypes: ReadonlySet<string> = new Set([
  'bool',
  'int2',
  'int4',
  'int8',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'uuid',
  'bytea',
  'text',
  'varchar',
]);

/** How a row whose key exists already is handled. */
export interface ConflictAction {
  /** The action of `ON CONFLICT` for SQL. */
  readonly sql: string;
  readonly updatesRows: boolean;
}

/** Leaves the existing row unchanged. */
export const keepExisting: ConflictAction = { sql: 'do nothing', updatesRows: false };

/**
 * Creates the action that updates a row if it differs.
 *
 * Values are compared by the equality of their type if it finds every difference, which makes a
 * merge a tenth faster, and by their binary image (`*<>`) otherwise.
 *
 * If triggers could suppress an update, the attempted updates are counted.
 */
export function updateChanged({ target, uncompared, columns, updated }: MergeSite): ConflictAction {
  const { hasTriggers } = target.catalog;
  const others = updated.filter((column) => columns.includes(column)).map(({ column }) => column);
  const compared = others.filter(({ name }) => !uncompared.includes(name));
  if (compared.length === 0) return keepExisting;
  const assignments = others.map(({ name }) => quoteIdentifier(name));
  const changed = [
    ...compared.filter(isExact).map(differs),
    ...imagesDiffer(compared.filter((column) => !isExact(column))),
  ];
  const isTried = hasTriggers
    ? `case when ${changed.join(' or ')} then ${countTriedUpdate} else false end`
    : changed.join(' or ');
  const sql = `do update set ${assignments.map((name) => `${name} = excluded.${name}`).join(', ')}
    where ${isTried}`;
  return { sql, updatesRows: true };
}

/**
 * Returns the SQL that shows whether a row returned by a merge is new; null if the server does not
 * show it, as in a partitioned table whose rows may have been updated.
 */
export function isNewRow(
  { kind }: Pick<TableCatalog, 'kind'>,
  { updatesRows }: ConflictAction,
): string | null {
  if (!updatesRows) return 'true';
  return kind === 'p' ? null : 'xmax operator(pg_catalog.=) 0';
}

/** A numeric with the fixed scale of its column has only one form. */
function isExact({ castName, baseType, modifier, isDeterministic }: TableColumn): boolean {
  if (!castName.startsWith('pg_catalog.')) return false;
  return baseType === 'numeric' ? modifier !== -1 : exactTypes.has(baseType) && isDeterministic;
}

/**
 * The cast avoids a user-defined equality of a domain. IS DISTINCT FROM would use the equality in
 * the search path.
 */
function differs({ name, castName }: TableColumn): string {
  const [old, given] = ['t', 'excluded'].map((source) => `${source}.${quoteIdentifier(name)}`);
  return `((${old}::${castName} operator(pg_catalog.=) ${given}::${castName}) is not true
    and (${old} is not null or ${given} is not null))`;
}

function imagesDiffer(columns: readonly TableColumn[]): readonly string[] {
  if (columns.length === 0) return [];
  const row = (source: string): string =>
    `row(${columns.map(({ name }) => `${source}.${quoteIdentifier(name)}`).join(', ')})::pg_catalog.record`;
  return [`${row('t')} operator(pg_catalog.*<>) ${row('excluded')}`];
}
