import { WdhError } from '@wdh/pipeline-core';
import {
  type DedicatedConnection,
  type Queryable,
  quoteTableName,
  showTableName,
  type TableName,
} from '@wdh/postgres';
import { didYouMean } from './closest-name.js';
import { type ColumnSequence, readColumnSequences } from './column-sequences.js';
import {
  chainOf,
  type FoundType,
  foundType,
  typesOfChain,
  type ValueType,
} from './column-type/value-type.js';
import { withParts } from './column-type/with-parts.js';
import { readCascades } from './keys/cascading-keys.js';
import { readEqualities } from './keys/key-equalities.js';
import { readIndexes, type TableIndex } from './keys/table-index.js';
import type { TargetUse } from './target-use.js';

/** A column in the catalog. */
export interface TableColumn extends ValueType {
  readonly name: string;
  /** For messages, such as `numeric(18,4)`. */
  readonly typeName: string;
  /** Its type for SQL, with length or precision, independent of the search path. */
  readonly assignedName: string;
  /**
   * The base type for SQL, without length or precision, so that a cast to it truncates nothing. It
   * is independent of the search path.
   */
  readonly castName: string;
  /** The type of a column for its values that has no constraint, with its collation, for SQL. */
  readonly plainType: string;
  /** Whether its type is a domain, whose constraints COPY checks. */
  readonly isDomain: boolean;
  /** The equality operator of its unique indexes, for SQL; null for the built-in `=`. */
  readonly equality: string | null;
  /** Whether an empty text is invalid for its type. */
  readonly refusesEmpty: boolean;
  /** False if different texts may be equal under its collation. */
  readonly isDeterministic: boolean;
  readonly isNotNull: boolean;
  /** Whether the server fills it if it is omitted. */
  readonly hasDefault: boolean;
  /**
   * Whether rows may have values for it. False if it is computed, and by default if it is `GENERATED
   * ALWAYS AS IDENTITY`.
   */
  readonly isWritable: boolean;
  /** Letter of `pg_attribute.attidentity`, `a` for always; empty if it is not an identity column. */
  readonly identity: string;
  /** The sequence of its default or identity; null for none. */
  readonly sequence: ColumnSequence | null;
  readonly canInsert: boolean;
  readonly canUpdate: boolean;
}

/** A table in the catalog. */
export interface TableCatalog extends TableName {
  readonly oid: number;
  /** Letter of `pg_class.relkind`. */
  readonly kind: string;
  readonly columns: readonly TableColumn[];
  /** Read only for modes with keys. */
  readonly indexes: readonly TableIndex[];
  /** Whether triggers or rules of the table or its partitions could change or drop rows. */
  readonly hasTriggers: boolean;
  /**
   * Whether it matters which rows one statement writes: a trigger is called once for a statement or
   * after its rows, or rows refer to others of the table.
   */
  readonly dependsOnStatements: boolean;
  /**
   * Foreign keys of other tables that would delete or change their rows along with those of this
   * table or its partitions. They are read only for modes that delete all rows.
   */
  readonly cascades: readonly string[];
  /** Whether policies could deny rows to the role, or hide them from it. */
  readonly isRowSecurityActive: boolean;
  readonly canSelect: boolean;
  readonly canDelete: boolean;
  /** Whether the role may lock the table against other writers. */
  readonly canLock: boolean;
  readonly canCreateTemporary: boolean;
  /** The statement that allows the role to create temporary tables. */
  readonly grantTemporary: string;
  /** Name of the encoding of the database, such as `UTF8`. */
  readonly encoding: string;
  /** Setting `TimeZone` of the session. */
  readonly timeZone: string;
  /** Whether the connection set that zone; not looked up for UTC, which is unambiguous. */
  readonly isTimeZoneStated: boolean;
  /** Whether `lc_monetary` of the session reads `1.23` as one and 23 hundredths. */
  readonly readsMoneyPoint: boolean;
  /** Names of the table and its partitions. */
  readonly tableNames: readonly string[];
  /** Names of their constraints and unique indexes. */
  readonly constraintNames: readonly string[];
  /** The snapshot in which it was read: if it is still the same, nothing has changed. */
  readonly snapshot: string;
}

/**
 * Returns the rows of a table for SQL, with those of its partitions, but without those of tables
 * that inherit from it.
 */
export function quoteOwnRows(table: Pick<TableCatalog, 'schema' | 'table' | 'kind'>): string {
  return table.kind === 'p' ? quoteTableName(table) : `only ${quoteTableName(table)}`;
}

/**
 * Compared as texts: a parameter of type `name` would be truncated to 63 bytes, and find another
 * table.
 *
 * OFFSET prevents the planner from copying the subquery to each use of its result.
 */
const tableQuery = `
select c.oid, n.nspname as schema, c.relname as table, c.relkind::text as kind,
  exists (select from pg_trigger t
    where t.tgrelid = any(parts.oids) and not t.tgisinternal and t.tgenabled <> 'D')
  or exists (select from pg_rewrite r
    where r.ev_class = any(parts.oids) and r.ev_enabled <> 'D') as "hasTriggers",
  exists (select from pg_trigger t where t.tgrelid = any(parts.oids)
    and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 3 <> 3)
  or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = any(parts.oids)
    and k.confrelid = any(parts.oids || array(select relid::oid from pg_partition_ancestors(c.oid))))
    as "dependsOnStatements",
  row_security_active(c.oid) as "isRowSecurityActive",
  has_table_privilege(c.oid, 'SELECT') as "canSelect",
  has_table_privilege(c.oid, 'DELETE') as "canDelete",
  has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') as "canLock",
  has_database_privilege(current_database(), 'TEMPORARY') as "canCreateTemporary",
  format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), current_user) as "grantTemporary",
  getdatabaseencoding() as encoding,
  current_setting('TimeZone') as "timeZone",
  case when upper(current_setting('TimeZone')) in ('UTC', 'ETC/UTC', 'GMT', 'ETC/GMT') then false
    else (select source in ('client', 'session') from pg_settings where name = 'TimeZone') end
    as "isTimeZoneStated",
  1.23::numeric::money::text like '%1.23%' as "readsMoneyPoint",
  (select json_agg(p.relname) from pg_class p where p.oid = any(parts.oids)) as "tableNames",
  coalesce((select json_agg(named.name) from (
    select conname as name from pg_constraint where conrelid = any(parts.oids)
    union all select ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid
      where i.indisunique and i.indrelid = any(parts.oids)) as named), '[]') as "constraintNames",
  pg_current_snapshot()::text as snapshot
from pg_class c join pg_namespace n on n.oid = c.relnamespace
cross join lateral (select case c.relkind
    when 'p' then array(select relid::oid from pg_partition_tree(c.oid))
    else array[c.oid] end as oids offset 0) as parts
where n.nspname = $1::text and c.relname = $2::text`;

const columnsQuery = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as "typeName",
  case a.atttypmod when -1 then format('%s.%I', own.typnamespace::regnamespace, own.typname)
    else format_type(a.atttypid, a.atttypmod) end as "assignedName",
  format('%s.%I', base.typnamespace::regnamespace, base.typname) as "castName",
  case own.typtype when 'd' then format('%s.%I', base.typnamespace::regnamespace, base.typname)
    else format_type(a.atttypid, a.atttypmod) end
    || coalesce((select format(' collate %I.%I', cs.nspname, c.collname)
      from pg_collation c join pg_namespace cs on cs.oid = c.collnamespace
      where c.oid = a.attcollation and c.oid <> base.typcollation), '') as "plainType", own.typtype = 'd' as "isDomain", ${foundType},
  case base.typcategory
    when 'A' then base.typlen = -1 and base.typname not in ('int2vector', 'oidvector')
    when 'E' then not exists (select from pg_enum where enumtypid = base.oid and btrim(enumlabel) = '')
    else base.typcategory in ('B', 'C', 'D', 'G', 'I', 'N', 'R', 'T') or base.typname in
      ('bit', 'json', 'jsonb', 'jsonpath', 'macaddr', 'macaddr8', 'pg_lsn', 'tid', 'uuid', 'xid', 'xid8', 'cid')
  end as "refusesEmpty",
  coalesce((select c.collisdeterministic from pg_collation c
    where c.oid = a.attcollation), true) as "isDeterministic", a.attnotnull or chained."isNotNull" as "isNotNull",
  a.atthasdef or a.attidentity <> '' or chained."hasDefault" as "hasDefault",
  a.attgenerated = '' and a.attidentity <> 'a' as "isWritable", a.attidentity::text as identity,
  has_column_privilege(a.attrelid, a.attnum, 'INSERT') as "canInsert",
  has_column_privilege(a.attrelid, a.attnum, 'UPDATE') as "canUpdate"
from pg_attribute a
cross join lateral ${chainOf('a.atttypid', 'a.atttypmod')} as chained
${typesOfChain}
join pg_type own on own.oid = a.atttypid
where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped
order by a.attnum`;

const tableStatement = { name: 'wdh_table', types: 'text, text', text: tableQuery };
const columnsStatement = { name: 'wdh_columns', types: 'oid', text: columnsQuery };

/** The options that decide how much of the catalog is read. */
export type CatalogUse = Pick<TargetUse, 'matchesKeys' | 'deletesRows'>;

type FoundTable = Omit<TableCatalog, 'columns' | 'indexes' | 'cascades'>;

type FoundColumn = Omit<TableColumn, keyof ValueType | 'equality' | 'sequence'> & FoundType;

/**
 * Reads a table from the catalog, with the details that its use needs.
 *
 * In a new session, planning takes most of the time: what few tables have is read separately.
 *
 * @throws WdhError `TABLE_NOT_FOUND`, with the name that was probably intended.
 */
export async function readTableCatalog(
  connection: DedicatedConnection,
  name: TableName,
  use: CatalogUse,
): Promise<TableCatalog> {
  const [table] = await connection.queryPrepared<FoundTable>(tableStatement, [
    name.schema,
    name.table,
  ]);
  if (table === undefined) throw await tableNotFound(connection, name);
  const { oid } = table;
  const found = await connection.queryPrepared<FoundColumn>(columnsStatement, [oid]);
  const indexes = use.matchesKeys ? await readIndexes(connection, oid) : [];
  const mayDraw = found.some(({ hasDefault }) => hasDefault);
  const sequences = mayDraw ? await readColumnSequences(connection, oid) : null;
  const isOrdinary = indexes.every((index) => index.isOrdinary);
  const equalities = isOrdinary ? null : await readEqualities(connection, oid);
  const columns = (await withParts(connection, found)).map((column) => ({
    ...column,
    equality: equalities?.get(column.name) ?? null,
    sequence: sequences?.get(column.name) ?? null,
  }));
  const cascades = use.deletesRows ? await readCascades(connection, oid) : [];
  return { ...table, columns, indexes, cascades };
}

/** Whether the catalog cannot have changed since it was read. */
export async function isUnchanged(on: Queryable, { snapshot }: TableCatalog): Promise<boolean> {
  const [now] = await on.query<{ readonly snapshot: string }>(
    'select pg_catalog.pg_current_snapshot()::pg_catalog.text as snapshot',
  );
  return now?.snapshot === snapshot;
}

/** Creates the error for a table that does not exist, with the name that was probably intended. */
export async function tableNotFound(connection: Queryable, name: TableName): Promise<WdhError> {
  const tables = await connection.query<{ readonly name: string }>(
    "select relname as name from pg_class where relnamespace = (select oid from pg_namespace where nspname = $1::text) and relkind in ('r', 'p')",
    [name.schema],
  );
  const hint = didYouMean(
    name.table,
    tables.map((table) => table.name),
  );
  return new WdhError(
    `There is no table ${showTableName(name)}${hint}. Create it, or run its migrations.`,
    { code: 'TABLE_NOT_FOUND', category: 'schema' },
  );
}
