import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog, TableColumn } from '../../catalog/table-catalog.js';
import type { MergeSite } from '../../rejection/merge.js';
import { countTriedUpdate } from './tried-updates.js';

/**
 * Types of the server of which equal values are the same value in all respects, by their internal
 * names. Not among them: `numeric`, of which 1.0 and 1.00 are equal, `interval`,
 * floating point numbers with their two zeros, `json`, which has no equality at all.
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

/** What is done with a row whose key exists already. */
export interface ConflictAction {
  /** The action of `ON CONFLICT` for SQL. */
  readonly sql: string;
  readonly updatesRows: boolean;
}

/** Leaves the row that exists as it is. */
export const keepExisting: ConflictAction = { sql: 'do nothing', updatesRows: false };

/**
 * Makes the action that updates a row which differs.
 *
 * Values are compared by the equality of their type where it finds every difference, which takes the
 * server a tenth less of a merge, and by their binary image (`*<>`) otherwise.
 *
 * Where triggers could withhold an update, those that are tried are counted.
 */
export function updateChanged({ target, uncompared, ...site }: MergeSite): ConflictAction {
  const { columns: known, hasTriggers } = target.catalog;
  const columns = site.columns.map(({ column }) => column.name);
  const keys = site.keys.map(({ column }) => column.name);
  const others = known.filter(({ name }) => columns.includes(name) && !keys.includes(name));
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
 * Makes the SQL that says of a row which a merge returns whether it is new; null where the server does
 * not tell, as in a partitioned table whose rows may have been updated.
 */
export function isNewRow(
  { kind }: Pick<TableCatalog, 'kind'>,
  { updatesRows }: ConflictAction,
): string | null {
  if (!updatesRows) return 'true';
  return kind === 'p' ? null : 'xmax operator(pg_catalog.=) 0';
}

/** A numeric whose scale the column fixes has one form only. */
function isExact({ castName, baseType, modifier, isDeterministic }: TableColumn): boolean {
  if (!castName.startsWith('pg_catalog.')) return false;
  return baseType === 'numeric' ? modifier !== -1 : exactTypes.has(baseType) && isDeterministic;
}

/**
 * The cast keeps away an equality that somebody gave to a domain. IS DISTINCT FROM would take the
 * equality of the search path.
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
