import { quoteIdentifier } from '../target/identifier.js';
import type { TableCatalog, TableColumn } from '../target/table-catalog.js';
import { countTriedUpdate } from './tried-updates.js';

/**
 * Types of which equal values are the same value in all respects, by the names by which SQL knows
 * those of the server itself. Not among them: `numeric`, of which 1.0 and 1.00 are equal, `interval`,
 * floating point numbers with their two zeros, `json`, which has no equality at all.
 */
const exactTypes: ReadonlySet<string> = new Set([
  'boolean',
  'smallint',
  'integer',
  'bigint',
  'date',
  'time without time zone',
  'timestamp without time zone',
  'timestamp with time zone',
  'uuid',
  'bytea',
  'text',
  'character varying',
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
function isExact({ castName, modifier, isDeterministic }: TableColumn): boolean {
  return castName === 'numeric' ? modifier !== -1 : exactTypes.has(castName) && isDeterministic;
}

/** The cast keeps away an equality that somebody gave to a domain. */
function differs({ name, castName }: TableColumn): string {
  const column = quoteIdentifier(name);
  return `t.${column}::${castName} is distinct from excluded.${column}::${castName}`;
}

function imagesDiffer(columns: readonly TableColumn[]): readonly string[] {
  if (columns.length === 0) return [];
  const row = (source: string): string =>
    `row(${columns.map(({ name }) => `${source}.${quoteIdentifier(name)}`).join(', ')})::record`;
  return [`${row('t')} *<> ${row('excluded')}`];
}
