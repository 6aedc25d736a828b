import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog, TableColumn } from '../catalog/table-catalog.js';
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

/**
 * What an upsert does with a row whose key is there: nothing, where all of it is.
 *
 * Values are compared by the equality of their type where it tells all there is, which takes the
 * server a tenth less of a merge, and by their binary image (`*<>`) otherwise.
 *
 * Where triggers could withhold an update, those that are tried are counted.
 *
 * @param uncompared - Columns in which a row may differ and still count as unchanged.
 */
export function conflictAction(
  { columns: known, hasTriggers }: TableCatalog,
  columns: readonly string[],
  keys: readonly string[],
  uncompared: readonly string[],
): string {
  const others = known.filter(({ name }) => columns.includes(name) && !keys.includes(name));
  const compared = others.filter(({ name }) => !uncompared.includes(name));
  if (compared.length === 0) return 'do nothing';
  const assignments = others.map(({ name }) => quoteIdentifier(name));
  const changed = [
    ...compared.filter(isExact).map(differs),
    ...imagesDiffer(compared.filter((column) => !isExact(column))),
  ];
  const isTried = hasTriggers
    ? `case when ${changed.join(' or ')} then ${countTriedUpdate} else false end`
    : changed.join(' or ');
  return `do update set ${assignments.map((name) => `${name} = excluded.${name}`).join(', ')}
    where ${isTried}`;
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
