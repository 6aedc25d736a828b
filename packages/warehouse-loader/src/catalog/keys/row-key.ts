import { quoteIdentifier, quoteIdentifiers } from '@wdh/postgres';
import { freeName } from '../free-name.js';
import type { TableCatalog } from '../table-catalog.js';
import type { TargetColumn } from '../target.js';

/** One part of a key, computed from a row. */
export interface KeyPart {
  /** Its SQL, in terms of the plain column names. */
  readonly sql: string;
  /** Its equality operator, for SQL. */
  readonly equality: string;
}

/** A column that a key reads, and its value in a row that does not name it. */
export interface KeyInput {
  readonly name: string;
  /** For SQL. */
  readonly defaultSql: string;
}

/** By which rows of the load and of the table are the same. */
export interface RowKey {
  /** Its plain columns, which an update leaves unchanged. */
  readonly columns: readonly TargetColumn[];
  /** The columns that every row must name: the plain ones and those in expressions. */
  readonly needed: readonly TargetColumn[];
  readonly parts: readonly KeyPart[];
  /** The condition of a partial index, for SQL; null for others. */
  readonly predicate: string | null;
  /** The columns that the parts and the condition read. */
  readonly inputs: readonly KeyInput[];
  readonly areNullsEqual: boolean;
  /** Whether a row may have NULL in it. */
  readonly acceptsNull: boolean;
  /** The name of its index; null if it is found by its columns. */
  readonly index: string | null;
  /** What `ON CONFLICT` infers the index from, for SQL. */
  readonly conflict: string;
  /** Whether it consists of columns, for every row of the table. */
  readonly isPlain: boolean;
}

const builtInEquality = 'operator(pg_catalog.=)';

/** Creates a key of columns. */
export function keyOfColumns(columns: readonly TargetColumn[], areNullsEqual: boolean): RowKey {
  const names = columns.map(({ column }) => column.name);
  return {
    columns,
    needed: columns,
    parts: columns.map(({ column }) => ({
      sql: quoteIdentifier(column.name),
      equality: column.equality ?? builtInEquality,
    })),
    predicate: null,
    inputs: [],
    areNullsEqual,
    acceptsNull: areNullsEqual,
    index: null,
    conflict: `(${quoteIdentifiers(names)})`,
    isPlain: true,
  };
}

/**
 * Returns the SQL condition that two rows have the same key, by the equality of the unique indexes.
 * The equality of a type in the search path may differ.
 *
 * @param key - A plain key.
 */
export function haveSameKeys(one: string, other: string, key: RowKey): string {
  // Unlike IS NOT DISTINCT FROM, the equality of records can be hashed. It takes NULLs as equal.
  if (key.areNullsEqual) return `${recordOf(one, key)} ${builtInEquality} ${recordOf(other, key)}`;
  const conditions = key.columns.map(({ column: { name, castName, equality } }) => {
    const [left, right] = [one, other].map((row) => `${row}.${quoteIdentifier(name)}::${castName}`);
    return `${left} ${equality ?? builtInEquality} ${right}`;
  });
  return conditions.join(' and ');
}

function recordOf(row: string, { columns }: RowKey): string {
  const values = columns.map(
    ({ column }) => `${row}.${quoteIdentifier(column.name)}::${column.castName}`,
  );
  return `row(${values.join(', ')})::pg_catalog.record`;
}

/** The columns that {@link withKey} adds to rows, quoted for SQL. */
export interface KeyColumns {
  readonly parts: readonly string[];
  /** Whether the row has a key: it meets the condition of the index, and no part is a distinct NULL. */
  readonly isKeyed: string;
}

/** Names the columns that {@link withKey} adds, as no column of the table is named. */
export function keyColumnsOf({ parts }: RowKey, catalog: TableCatalog): KeyColumns {
  return {
    parts: parts.map((_, index) => freeName(`wdh_key${index + 1}`, catalog)),
    isKeyed: freeName('wdh_is_keyed', catalog),
  };
}

/**
 * Returns a subquery of rows with their keys.
 *
 * @param rows - A table or a subquery with an alias, for SQL.
 * @param present - The names of its columns. The others that the key reads have their defaults.
 */
export function withKey(
  key: RowKey,
  names: KeyColumns,
  rows: string,
  present: readonly string[] | null,
): string {
  const lacking = present === null ? [] : key.inputs.filter(({ name }) => !present.includes(name));
  const filled = lacking.map(
    ({ name, defaultSql }) => `, ${defaultSql} as ${quoteIdentifier(name)}`,
  );
  const parts = key.parts.map(({ sql }, index) => `${sql} as ${names.parts[index] ?? ''}`);
  const given = lacking.length === 0 ? rows : `(select *${filled.join('')} from ${rows}) as filled`;
  const covered = key.predicate === null ? 'true' : `(${key.predicate}) is true`;
  const keyed = key.areNullsEqual
    ? [covered]
    : [covered, ...names.parts.map((part) => `${part} is not null`)];
  return `(select *, ${keyed.join(' and ')} as ${names.isKeyed}
    from (select *, ${parts.join(', ')} from ${given}) as parted)`;
}

/** Returns the SQL condition that two rows of {@link withKey} have the same key. */
export function haveSameParts(
  one: string,
  other: string,
  { parts, areNullsEqual }: RowKey,
  names: KeyColumns,
): string {
  const both = `${one}.${names.isKeyed} and ${other}.${names.isKeyed}`;
  if (areNullsEqual) {
    const record = (row: string): string =>
      `row(${names.parts.map((part) => `${row}.${part}`).join(', ')})::pg_catalog.record`;
    return `${both} and ${record(one)} ${builtInEquality} ${record(other)}`;
  }
  const equal = parts.map(({ equality }, index) => {
    const part = names.parts[index] ?? '';
    return `${one}.${part} ${equality} ${other}.${part}`;
  });
  return [both, ...equal].join(' and ');
}
